/**
 * Procedures of 2019 in Bình Định, mostly land. Codes of that time mostly from memory (the current
 * numbering began in 2018–2019), norms of justice after Decision 1766/QĐ-UBND Bình Thuận 2020, of land
 * after Decree 43/2014/NĐ-CP Article 61 as cut by Decree 01/2017/NĐ-CP. Weights are invented.
 */
import {
	catalogue,
	type ChannelMix,
	type DemoProcedure,
	type Group,
	type Handler
} from './catalogue.ts';
import { OLD_PROVINCE_FROM, OLD_PROVINCE_TO } from './seed.ts';

/** The portal of 2019 served levels 3 and 4 for few procedures. */
const DESK: ChannelMix = [0.9, 0.06, 0.04];

function group(handler: Handler, fieldCode: string, fieldName: string, lines: string): Group {
	return { handler, fieldCode, fieldName, channels: DESK, lines };
}

const GROUPS: Group[] = [
	group(
		'land_branches',
		'G13-DD01',
		'Đất đai',
		`
		1.004227 10w 30 Đăng ký biến động quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất do thay đổi thông tin
		1.002255 10w 26 Đăng ký biến động trong trường hợp chuyển nhượng, thừa kế, tặng cho quyền sử dụng đất
		1.002273 15w 8 Cấp Giấy chứng nhận cho người nhận chuyển nhượng của tổ chức đầu tư xây dựng
		1.004199 7w 12 Cấp đổi Giấy chứng nhận quyền sử dụng đất
		1.004203 15w 7 Tách thửa hoặc hợp thửa đất
		1.004193 10w 4 Đính chính Giấy chứng nhận đã cấp
		1.005194 10w 3 Cấp lại Giấy chứng nhận do bị mất
		1.004177 20w 3 Xác định lại diện tích đất ở`
	),
	group(
		'land_branches',
		'G15-BPBD',
		'Đăng ký biện pháp bảo đảm',
		`
		1.004583 0 40 Đăng ký thế chấp quyền sử dụng đất, tài sản gắn liền với đất
		1.000655 0 30 Xóa đăng ký biện pháp bảo đảm bằng quyền sử dụng đất, tài sản gắn liền với đất
		1.003625 0 4 Đăng ký thay đổi nội dung biện pháp bảo đảm đã đăng ký
		2.000801 0 1 Đăng ký văn bản thông báo về việc xử lý tài sản thế chấp`
	),
	group(
		'H08.10',
		'G13-DD01',
		'Đất đai',
		`
		1.003010 20w 4 Thẩm định nhu cầu sử dụng đất để xem xét giao đất, cho thuê đất
		1.004688 30w 2 Thu hồi đất, giao đất, cho thuê đất đối với tổ chức`
	),
	group(
		'H08.10',
		'G13-MT01',
		'Môi trường',
		`
		1.004249 30w 3 Thẩm định, phê duyệt báo cáo đánh giá tác động môi trường
		1.004129 10w 2 Xác nhận đăng ký kế hoạch bảo vệ môi trường`
	),
	group(
		'H08.03',
		'G15-LLTP',
		'Lý lịch tư pháp',
		`
		2.000488 10w 60 Cấp Phiếu lý lịch tư pháp cho công dân Việt Nam, người nước ngoài đang cư trú tại Việt Nam`
	),
	group(
		'H08.03',
		'G15-LS01',
		'Luật sư',
		`
		1.002153 6w 1 Đăng ký hành nghề luật sư với tư cách cá nhân
		1.000627 4w 0.6 Đăng ký hoạt động của Trung tâm tư vấn pháp luật
		1.002099 6w 0.7 Đăng ký hoạt động của chi nhánh của tổ chức hành nghề luật sư`
	),
	group(
		'H08.04',
		'G05-DN01',
		'Thành lập và hoạt động của doanh nghiệp',
		`
		2.001583 3w 26 Đăng ký thành lập công ty TNHH một thành viên
		2.001199 3w 10 Đăng ký thành lập công ty TNHH hai thành viên trở lên
		2.002041 3w 16 Đăng ký thay đổi địa chỉ trụ sở chính của doanh nghiệp`
	),
	group(
		'H08.06',
		'G02-LT01',
		'Lưu thông hàng hóa trong nước',
		`
		2.000673 20w 2 Cấp Giấy xác nhận đủ điều kiện làm đại lý bán lẻ xăng dầu
		2.000648 20w 3 Cấp Giấy chứng nhận cửa hàng đủ điều kiện bán lẻ xăng dầu
		2.000033 1w 20 Thông báo hoạt động khuyến mại`
	),
	group(
		'H08.07',
		'G13-NN01',
		'Nông nghiệp và phát triển nông thôn',
		`
		1.004363 14w 4 Cấp Giấy chứng nhận đủ điều kiện buôn bán thuốc bảo vệ thực vật
		1.004839 5w 4 Cấp lại Giấy chứng nhận đủ điều kiện buôn bán thuốc thú y
		1.003650 3w 14 Cấp Giấy chứng nhận đăng ký tàu cá`
	),
	group(
		'H08.08',
		'G17-DB01',
		'Đường bộ',
		`
		1.002809 5w 60 Đổi giấy phép lái xe do ngành Giao thông vận tải cấp
		1.002820 5w 20 Cấp lại giấy phép lái xe
		2.002288 2w 30 Cấp phù hiệu cho xe ô tô kinh doanh vận tải
		1.000703 5w 4 Cấp Giấy phép kinh doanh vận tải bằng xe ô tô`
	),
	group(
		'H08.09',
		'G17-XD01',
		'Hoạt động xây dựng',
		`
		1.007394 15w 6 Cấp chứng chỉ hành nghề hoạt động xây dựng hạng II, III
		1.006930 20w 3 Thẩm định báo cáo kinh tế - kỹ thuật đầu tư xây dựng
		1.007187 20w 2 Cấp giấy phép xây dựng công trình`
	),
	group(
		'H08.11',
		'G06-TT01',
		'Báo chí, xuất bản',
		`
		1.003725 10w 2 Cấp giấy phép xuất bản tài liệu không kinh doanh
		2.001766 10w 1 Cấp giấy phép thiết lập trang thông tin điện tử tổng hợp`
	),
	group(
		'H08.12',
		'G19-LD01',
		'Lao động, người có công và xã hội',
		`
		1.000105 10w 4 Chấp thuận nhu cầu sử dụng người lao động nước ngoài
		1.002363 15w 10 Giải quyết chế độ trợ cấp đối với người có công
		2.000219 5w 6 Cấp giấy phép lao động cho người lao động nước ngoài`
	),
	group(
		'H08.13',
		'G10-VH01',
		'Văn hóa và thể thao',
		`
		1.004650 5w 8 Tiếp nhận thông báo sản phẩm quảng cáo trên bảng quảng cáo, băng-rôn
		1.002396 7w 2 Cấp Giấy chứng nhận đủ điều kiện kinh doanh hoạt động thể thao`
	),
	group(
		'H08.14',
		'G10-DL01',
		'Du lịch',
		`
		1.004623 15w 2 Cấp thẻ hướng dẫn viên du lịch nội địa
		2.001628 10w 1 Cấp giấy phép kinh doanh dịch vụ lữ hành nội địa`
	),
	group(
		'H08.15',
		'G06-KHCN',
		'Khoa học và công nghệ',
		`
		2.002131 25w 1 Cấp giấy phép tiến hành công việc bức xạ
		2.001208 5w 2 Tiếp nhận bản công bố hợp chuẩn, hợp quy`
	),
	group(
		'H08.16',
		'G22-GD01',
		'Giáo dục và đào tạo',
		`
		1.005092 0 20 Cấp bản sao văn bằng, chứng chỉ từ sổ gốc
		2.001914 5w 6 Chỉnh sửa nội dung văn bằng, chứng chỉ`
	),
	group(
		'H08.17',
		'G18-YT01',
		'Y tế',
		`
		1.003709 30w 8 Cấp chứng chỉ hành nghề khám bệnh, chữa bệnh
		1.004616 20w 5 Cấp Chứng chỉ hành nghề dược
		1.002425 15w 6 Cấp Giấy chứng nhận cơ sở đủ điều kiện an toàn thực phẩm`
	),
	group(
		'H08.02',
		'G20-NV01',
		'Tín ngưỡng, tôn giáo và hội',
		`
		1.001775 20w 1 Đăng ký thuyên chuyển chức sắc, chức việc tôn giáo
		1.003503 15w 1 Công nhận Ban vận động thành lập hội`
	),
	group(
		'H08.18',
		'G07-LS01',
		'Công tác lãnh sự',
		`
		2.002312 10w 1 Đề nghị cho phép sử dụng thẻ đi lại doanh nhân APEC`
	),
	group(
		'H08.21',
		'G05-KKT1',
		'Quản lý khu kinh tế',
		`
		1.009756 5w 2 Cấp Giấy chứng nhận đăng ký đầu tư đối với dự án trong khu kinh tế
		2.000286 10w 1 Điều chỉnh Giấy chứng nhận đăng ký đầu tư`
	)
];

const SOURCE = 'Số liệu mô phỏng: thời hạn theo quy định năm 2019';

export const PROCEDURES_2019: readonly DemoProcedure[] = catalogue(
	GROUPS,
	OLD_PROVINCE_FROM,
	OLD_PROVINCE_TO,
	SOURCE
);
