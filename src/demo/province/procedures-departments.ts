/**
 * Procedures of the provincial departments of Gia Lai since 1/7/2025: codes, norms and (shortened)
 * names as the national portal showed them in 2026; health, education, trade, culture and home
 * affairs partly from memory. Field codes and weights are invented.
 */
import { catalogue, type ChannelMix, type DemoProcedure, type Group } from './catalogue.ts';
import { TWO_LEVELS_FROM } from './seed.ts';

const DESK: ChannelMix = [0.6, 0.32, 0.08];
const MIXED: ChannelMix = [0.35, 0.57, 0.08];
const ONLINE: ChannelMix = [0.06, 0.93, 0.01];

function group(
	handler: Group['handler'],
	fieldCode: string,
	fieldName: string,
	channels: ChannelMix,
	lines: string,
	committed?: number
): Group {
	const base: Group = { handler, fieldCode, fieldName, channels, lines };
	return committed === undefined ? base : { ...base, committed };
}

const GROUPS: Group[] = [
	group(
		'H21.01',
		'G00-VP01',
		'Đầu tư tại Việt Nam',
		MIXED,
		`
		1.009645 17w 0.4 Chấp thuận chủ trương đầu tư thuộc thẩm quyền của Chủ tịch UBND tỉnh
		1.009646 17w 0.3 Chấp thuận điều chỉnh chủ trương đầu tư thuộc thẩm quyền của Chủ tịch UBND tỉnh`
	),
	group(
		'H21.02',
		'G19-VL01',
		'Việc làm',
		MIXED,
		`
		1.014200 3w 3 Cấp lại giấy phép lao động đối với người lao động nước ngoài
		1.014201 10w 3 Gia hạn giấy phép lao động đối với người lao động nước ngoài
		1.000105 10w 2 Chấp thuận nhu cầu sử dụng người lao động nước ngoài
		1.001978 20w 14 Giải quyết hưởng trợ cấp thất nghiệp
		2.001953 2w 3 Tạm dừng, tiếp tục hưởng trợ cấp thất nghiệp`,
		0.75
	),
	group(
		'H21.02',
		'G19-NCC1',
		'Người có công',
		DESK,
		`
		1.010801 24w 1 Giải quyết chế độ trợ cấp một lần đối với thân nhân liệt sĩ
		1.010804 12w 1 Giải quyết chế độ ưu đãi đối với Bà mẹ Việt Nam anh hùng
		1.010810 15w 1 Công nhận thương binh, người hưởng chính sách như thương binh`
	),
	group(
		'H21.03',
		'G15-LLTP',
		'Lý lịch tư pháp',
		ONLINE,
		`
		3.000333 10d 30 Cấp Phiếu lý lịch tư pháp cho công dân Việt Nam, người nước ngoài đang cư trú tại Việt Nam
		3.000334 10d 2 Cấp Phiếu lý lịch tư pháp theo yêu cầu của cơ quan nhà nước`
	),
	group(
		'H21.03',
		'G15-BTTP',
		'Bổ trợ tư pháp',
		DESK,
		`
		1.002010 7w 0.4 Đăng ký hoạt động của tổ chức hành nghề luật sư
		1.002032 10w 0.5 Thay đổi nội dung đăng ký hoạt động của tổ chức hành nghề luật sư
		1.000828 15w 0.4 Cấp Chứng chỉ hành nghề luật sư
		1.013834 15w 0.2 Thành lập Văn phòng công chứng
		1.013836 5w 0.5 Thay đổi nội dung đăng ký hoạt động của Văn phòng công chứng
		2.001395 10w 0.2 Đăng ký hoạt động của doanh nghiệp đấu giá tài sản
		2.001333 5w 0.3 Thay đổi nội dung đăng ký hoạt động của doanh nghiệp đấu giá tài sản
		1.008922 27w 0.2 Bổ nhiệm Thừa phát lại
		2.000587 7w 0.3 Cấp thẻ cộng tác viên trợ giúp pháp lý
		2.002039 115w 0.2 Nhập quốc tịch Việt Nam`,
		0.8
	),
	group(
		'H21.04',
		'G05-DN01',
		'Thành lập và hoạt động của doanh nghiệp',
		ONLINE,
		`
		2.001583 3w 14 Đăng ký thành lập công ty TNHH một thành viên
		2.001199 3w 7 Đăng ký thành lập công ty TNHH hai thành viên trở lên
		2.002043 3w 3 Đăng ký thành lập công ty cổ phần
		2.001610 3w 1 Đăng ký thành lập doanh nghiệp tư nhân
		2.002041 3w 9 Đăng ký thay đổi địa chỉ trụ sở chính của doanh nghiệp
		2.002034 3w 8 Đăng ký thay đổi người đại diện theo pháp luật
		2.002023 5w 4 Giải thể doanh nghiệp
		2.002029 3w 6 Thông báo tạm ngừng kinh doanh, tiếp tục kinh doanh trước thời hạn`
	),
	group(
		'H21.04',
		'G05-DT01',
		'Đầu tư tại Việt Nam',
		MIXED,
		`
		1.009642 17w 0.5 Chấp thuận nhà đầu tư thuộc thẩm quyền của Chủ tịch UBND tỉnh
		1.009662 3w 0.4 Thông báo về việc tự quyết định chấm dứt hoạt động dự án
		1.009664 10d 1 Cấp Giấy chứng nhận đăng ký đầu tư
		1.009659 17w 0.2 Gia hạn thời hạn hoạt động của dự án đầu tư
		1.012507 15w 0.4 Cấp chứng chỉ nghiệp vụ chuyên môn về đấu thầu
		1.005429 30d 0.2 Thanh toán chi phí có liên quan đến việc xử lý tài sản công`
	),
	group(
		'H21.05',
		'G02-TM01',
		'Xúc tiến thương mại',
		ONLINE,
		`
		2.000033 1w 22 Thông báo hoạt động khuyến mại
		2.000004 5w 4 Đăng ký hoạt động khuyến mại mang tính may rủi
		2.000131 7w 0.6 Đăng ký tổ chức hội chợ, triển lãm thương mại tại Việt Nam`
	),
	group(
		'H21.05',
		'G02-LT01',
		'Lưu thông hàng hóa trong nước',
		DESK,
		`
		2.000673 20w 0.6 Cấp Giấy xác nhận đủ điều kiện làm đại lý bán lẻ xăng dầu
		2.000648 20w 0.8 Cấp Giấy chứng nhận cửa hàng đủ điều kiện bán lẻ xăng dầu
		2.000645 20w 0.4 Cấp sửa đổi, bổ sung Giấy chứng nhận cửa hàng đủ điều kiện bán lẻ xăng dầu
		2.000591 15w 1 Cấp Giấy chứng nhận đủ điều kiện an toàn thực phẩm
		2.000190 10w 0.5 Cấp Giấy phép bán lẻ sản phẩm thuốc lá
		2.001561 15w 0.5 Cấp giấy phép hoạt động điện lực`,
		0.8
	),
	group(
		'H21.06',
		'G13-DD01',
		'Đất đai',
		DESK,
		`
		1.013823 25d 1.2 Giao đất, cho thuê đất, chuyển mục đích sử dụng đất đối với tổ chức
		1.013825 15d 0.4 Chuyển hình thức giao đất, cho thuê đất
		1.013826 25d 0.4 Điều chỉnh quyết định giao đất, cho thuê đất
		1.012821 43w 0.2 Thẩm định, phê duyệt phương án sử dụng đất
		1.013945 23w 0.3 Tổ chức kinh tế nhận chuyển nhượng quyền sử dụng đất để thực hiện dự án`
	),
	group(
		'H21.06',
		'G13-MT01',
		'Môi trường',
		MIXED,
		`
		1.010727 30d 1 Cấp giấy phép môi trường
		1.010729 15d 0.4 Cấp điều chỉnh giấy phép môi trường
		1.010733 35d 0.8 Thẩm định báo cáo đánh giá tác động môi trường`
	),
	group(
		'H21.06',
		'G13-TNN1',
		'Tài nguyên nước',
		MIXED,
		`
		1.004223 30w 0.6 Cấp giấy phép khai thác nước dưới đất dưới 5.000 m3/ngày đêm
		1.004211 24w 0.3 Gia hạn, điều chỉnh giấy phép khai thác nước dưới đất
		1.004179 30w 0.4 Cấp giấy phép khai thác nước mặt, nước biển
		1.004122 13w 0.3 Cấp giấy phép hành nghề khoan nước dưới đất
		1.004283 11w 0.3 Điều chỉnh tiền cấp quyền khai thác tài nguyên nước`
	),
	group(
		'H21.06',
		'G13-KS01',
		'Địa chất và khoáng sản',
		DESK,
		`
		1.014260 29w 0.3 Lựa chọn tổ chức, cá nhân để xem xét cấp giấy phép thăm dò khoáng sản
		1.014266 34w 0.3 Gia hạn giấy phép khai thác khoáng sản
		1.014267 5w 0.4 Điều chỉnh giấy phép khai thác khoáng sản
		1.014256 11w 0.4 Xác nhận đăng ký thu hồi khoáng sản
		1.014466 34w 0.2 Công nhận kết quả thăm dò khoáng sản`
	),
	group(
		'H21.06',
		'G13-BVTV',
		'Trồng trọt và Bảo vệ thực vật',
		MIXED,
		`
		1.003984 24h 5 Cấp Giấy chứng nhận kiểm dịch thực vật đối với lô vật thể vận chuyển từ vùng nhiễm
		1.004363 15w 1 Cấp Giấy chứng nhận đủ điều kiện buôn bán thuốc bảo vệ thực vật
		1.007927 20w 0.3 Cấp Giấy chứng nhận đủ điều kiện sản xuất phân bón
		2.001241 1w 1.5 Cấp giấy chứng nhận xuất xứ cho lô nguyên liệu nhuyễn thể hai mảnh vỏ`
	),
	group(
		'H21.06.21',
		'G13-KL01',
		'Kiểm lâm',
		DESK,
		`
		1.000045 2w 5 Xác nhận bảng kê lâm sản
		1.004819 15w 0.5 Đăng ký mã số cơ sở nuôi, trồng các loài thuộc Phụ lục CITES
		1.012413 20w 0.2 Phê duyệt hoặc điều chỉnh Phương án tạm sử dụng rừng
		1.000047 6w 0.3 Phê duyệt phương án khai thác động vật rừng thông thường từ tự nhiên`
	),
	group(
		'H21.06.22',
		'G13-TY01',
		'Thú y',
		DESK,
		`
		1.001686 7w 1 Cấp Giấy chứng nhận đủ điều kiện buôn bán thuốc thú y
		1.004756 5w 1.2 Cấp Chứng chỉ hành nghề thú y
		1.004839 5w 0.5 Cấp lại Giấy chứng nhận đủ điều kiện buôn bán thuốc thú y
		2.001064 0 9 Cấp Giấy chứng nhận kiểm dịch động vật vận chuyển ra khỏi địa bàn tỉnh
		1.011475 14d 0.4 Cấp Giấy chứng nhận cơ sở an toàn dịch bệnh động vật`
	),
	group(
		'H21.07',
		'G17-DB01',
		'Đường bộ',
		MIXED,
		`
		2.002288 2w 24 Cấp, cấp lại Phù hiệu cho xe ô tô, xe bốn bánh có gắn động cơ kinh doanh vận tải
		1.000703 4w 2 Cấp Giấy phép kinh doanh vận tải bằng xe ô tô
		1.000028 1w 5 Cấp Giấy phép lưu hành xe quá tải trọng, xe quá khổ giới hạn
		1.002856 2w 1 Cấp, cấp lại Giấy phép liên vận giữa Việt Nam và Lào
		1.001023 2w 2 Cấp, cấp lại Giấy phép liên vận giữa Việt Nam và Campuchia
		1.001765 3w 1 Cấp Giấy chứng nhận giáo viên dạy thực hành lái xe
		2.002285 3w 1 Đăng ký khai thác tuyến vận tải hành khách cố định
		1.013061 5w 0.8 Cấp giấy phép thi công công trình trên đường bộ đang khai thác`
	),
	group(
		'H21.07',
		'G17-XD01',
		'Hoạt động xây dựng',
		MIXED,
		`
		1.013216 35d 1 Thẩm định Báo cáo nghiên cứu khả thi đầu tư xây dựng
		1.013218 40d 1 Thẩm định thiết kế xây dựng triển khai sau thiết kế cơ sở
		1.013236 20d 1 Cấp giấy phép xây dựng mới công trình cấp đặc biệt, cấp I, cấp II
		1.013237 6d 3 Cấp mới chứng chỉ hành nghề hoạt động xây dựng
		1.013217 5d 1 Cấp lại chứng chỉ hành nghề hoạt động xây dựng
		1.008891 6w 0.4 Cấp chứng chỉ hành nghề kiến trúc
		1.012905 15d 0.4 Thông báo nhà ở hình thành trong tương lai đủ điều kiện được bán
		1.012906 10w 0.5 Cấp mới chứng chỉ hành nghề môi giới bất động sản
		1.006871 3w 0.5 Công bố hợp quy sản phẩm, hàng hóa vật liệu xây dựng
		1.001322 2w 0.2 Cấp mới Giấy chứng nhận đủ điều kiện hoạt động kiểm định xe cơ giới`
	),
	group(
		'H21.08',
		'G06-KHCN',
		'Hoạt động khoa học và công nghệ',
		ONLINE,
		`
		1.014390 10w 0.5 Thay đổi, bổ sung, cấp lại giấy chứng nhận đăng ký tổ chức khoa học và công nghệ
		1.014445 15d 0.3 Cấp Giấy chứng nhận doanh nghiệp khoa học và công nghệ
		1.011818 5w 0.6 Đăng ký kết quả thực hiện nhiệm vụ khoa học và công nghệ sử dụng ngân sách
		1.014433 27d 0.2 Công nhận cá nhân, nhóm cá nhân, doanh nghiệp khởi nghiệp sáng tạo
		2.002131 25d 0.5 Cấp giấy phép tiến hành công việc bức xạ
		2.001766 10w 0.8 Thông báo thiết lập trang thông tin điện tử tổng hợp`
	),
	group(
		'H21.09',
		'G10-VH01',
		'Văn hóa, thể thao và du lịch',
		MIXED,
		`
		1.004650 5w 5 Tiếp nhận thông báo sản phẩm quảng cáo trên bảng quảng cáo, băng-rôn
		1.009397 5w 1 Tổ chức biểu diễn nghệ thuật trên địa bàn quản lý
		2.001628 10w 0.4 Cấp Giấy phép kinh doanh dịch vụ lữ hành nội địa
		1.004628 15w 0.6 Cấp thẻ hướng dẫn viên du lịch quốc tế
		1.004623 15w 1 Cấp thẻ hướng dẫn viên du lịch nội địa
		1.002396 7w 0.5 Cấp Giấy chứng nhận đủ điều kiện kinh doanh hoạt động thể thao`
	),
	group(
		'H21.10',
		'G22-GD01',
		'Giáo dục và đào tạo',
		MIXED,
		`
		1.005092 0 9 Cấp bản sao văn bằng, chứng chỉ từ sổ gốc
		2.001914 5w 3 Chỉnh sửa nội dung văn bằng, chứng chỉ
		1.005143 20w 0.8 Công nhận bằng tốt nghiệp do cơ sở giáo dục nước ngoài cấp
		1.005025 15w 0.7 Cho phép trung tâm ngoại ngữ, tin học hoạt động giáo dục
		2.001985 3w 1.5 Chuyển trường đối với học sinh trung học phổ thông`
	),
	group(
		'H21.11',
		'G18-YT01',
		'Khám bệnh, chữa bệnh',
		DESK,
		`
		1.012289 30d 4 Cấp mới giấy phép hành nghề khám bệnh, chữa bệnh
		1.012290 15d 1 Cấp lại giấy phép hành nghề khám bệnh, chữa bệnh
		1.012278 60d 0.8 Cấp mới giấy phép hoạt động cơ sở khám bệnh, chữa bệnh
		1.012279 20w 0.5 Điều chỉnh giấy phép hoạt động cơ sở khám bệnh, chữa bệnh`,
		0.8
	),
	group(
		'H21.11',
		'G18-DP01',
		'Dược phẩm',
		MIXED,
		`
		1.004616 20d 3 Cấp Chứng chỉ hành nghề dược
		1.004593 20d 2.5 Cấp Giấy chứng nhận đủ điều kiện kinh doanh dược
		1.003001 15w 1 Kiểm tra đánh giá Thực hành tốt cơ sở bán lẻ thuốc
		1.003348 7w 1 Đăng ký bản công bố sản phẩm thực phẩm
		1.002425 15w 1 Cấp Giấy chứng nhận cơ sở đủ điều kiện an toàn thực phẩm
		2.000655 3w 0.5 Công bố cơ sở đủ điều kiện tiêm chủng`
	),
	group(
		'H21.12',
		'G07-LS01',
		'Công tác lãnh sự',
		ONLINE,
		`
		2.002311 16w 0.3 Cho phép tổ chức hội nghị, hội thảo quốc tế
		2.002313 10w 0.3 Cho chủ trương đăng cai tổ chức hội nghị, hội thảo quốc tế
		2.002312 5w 0.4 Đề nghị cho phép sử dụng thẻ đi lại doanh nhân APEC`
	),
	group(
		'H21.13',
		'G20-TG01',
		'Tín ngưỡng, tôn giáo',
		DESK,
		`
		1.012672 20w 0.4 Đăng ký thay đổi nội dung hoạt động tôn giáo
		1.012659 20w 0.3 Thông báo danh mục hoạt động tôn giáo đối với tổ chức hoạt động ở nhiều xã
		1.004875 15w 0.4 Công nhận người có uy tín trong đồng bào dân tộc thiểu số`
	),
	group(
		'H21.14',
		'G21-TT01',
		'Khiếu nại, tố cáo',
		DESK,
		`
		2.002407 45d 0.4 Giải quyết khiếu nại lần đầu tại cấp tỉnh
		2.002394 30d 0.2 Giải quyết tố cáo tại cấp tỉnh`
	),
	group(
		'H21.15',
		'G05-KKT1',
		'Quản lý khu công nghiệp, khu kinh tế',
		MIXED,
		`
		1.009748 17w 0.3 Chấp thuận chủ trương đầu tư thuộc thẩm quyền của Ban Quản lý
		1.009770 17d 0.2 Gia hạn thời hạn hoạt động của dự án đầu tư trong khu công nghiệp
		1.009756 3w 0.7 Cấp Giấy chứng nhận đăng ký đầu tư đối với dự án trong khu công nghiệp
		2.002729 30d 0.1 Cấp, cấp lại Giấy chứng nhận doanh nghiệp sinh thái`
	)
];

const SOURCE = 'Số liệu mô phỏng: mã, tên, thời hạn theo Cổng Dịch vụ công quốc gia (2026)';

export const DEPARTMENT_PROCEDURES: readonly DemoProcedure[] = catalogue(
	GROUPS,
	TWO_LEVELS_FROM,
	null,
	SOURCE
);
