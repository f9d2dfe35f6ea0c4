/**
 * Procedures of the land offices, the communes and the central branches since 1/7/2025. Codes, norms
 * and (shortened) names as the national portal showed them in 2026; those of civil status,
 * certification and social aid partly from memory. Field codes and weights are invented.
 */
import { catalogue, type DemoProcedure, type Group } from './catalogue.ts';
import { TWO_LEVELS_FROM } from './seed.ts';

const LAND: Group[] = [
	{
		handler: 'land_branches',
		fieldCode: 'G13-DD01',
		fieldName: 'Đất đai',
		channels: [0.72, 0.18, 0.1],
		financialDuty: true,
		committed: 0.8,
		lines: `
			1.013831 18w 30 Đăng ký biến động trong trường hợp chuyển đổi, chuyển nhượng, thừa kế, tặng cho, góp vốn bằng quyền sử dụng đất
			1.012783 5w 17 Cấp đổi Giấy chứng nhận quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất
			1.012784 22w 11 Tách thửa hoặc hợp thửa đất
			1.013833 10w 5 Đăng ký biến động do đổi tên hoặc thay đổi thông tin về người sử dụng đất
			1.012786 20w 3 Cấp lại Giấy chứng nhận do bị mất
			1.012790 18w 3 Đính chính Giấy chứng nhận đã cấp
			1.013980 8w 3 Đăng ký biến động theo thỏa thuận hoặc kết quả giải quyết tranh chấp
			1.013995 5w 4 Đăng ký tài sản gắn liền với thửa đất đã được cấp Giấy chứng nhận
			1.013988 1w 5 Xóa ghi nợ tiền sử dụng đất, lệ phí trước bạ trên Giấy chứng nhận
			1.013992 7w 2 Đăng ký biến động chuyển mục đích sử dụng đất không phải xin phép
			1.012785 18w 2 Cấp Giấy chứng nhận đối với trường hợp đã chuyển quyền trước ngày 01/8/2024
			1.012787 18w 1.5 Cấp Giấy chứng nhận cho người nhận chuyển nhượng trong dự án bất động sản
			1.012781 20w 1 Cấp Giấy chứng nhận đối với thửa đất có diện tích tăng thêm
			1.012766 13w 0.4 Xóa đăng ký thuê, cho thuê lại quyền sử dụng đất trong dự án`
	},
	{
		handler: 'land_branches',
		fieldCode: 'G15-BPBD',
		fieldName: 'Đăng ký biện pháp bảo đảm',
		channels: [0.62, 0.33, 0.05],
		lines: `
			1.011441 0 26 Đăng ký biện pháp bảo đảm bằng quyền sử dụng đất, tài sản gắn liền với đất
			1.011443 0 20 Xóa đăng ký biện pháp bảo đảm bằng quyền sử dụng đất, tài sản gắn liền với đất
			1.011442 3w 3 Đăng ký thay đổi biện pháp bảo đảm bằng quyền sử dụng đất
			1.011444 3w 1 Đăng ký thông báo xử lý tài sản bảo đảm
			1.011445 3w 0.5 Chuyển tiếp đăng ký thế chấp quyền tài sản phát sinh từ hợp đồng mua bán nhà ở`
	}
];

const COMMUNE: Group[] = [
	{
		handler: 'communes',
		fieldCode: 'G15-HT01',
		fieldName: 'Hộ tịch',
		channels: [0.55, 0.44, 0.01],
		lines: `
			1.001193 0 14 Đăng ký khai sinh
			1.000894 0 5 Đăng ký kết hôn
			1.000656 0 5 Đăng ký khai tử
			2.000635 0 12 Cấp bản sao trích lục hộ tịch
			1.004873 3w 9 Cấp Giấy xác nhận tình trạng hôn nhân
			1.004859 3w 3 Thay đổi, cải chính, bổ sung thông tin hộ tịch
			1.004884 5w 1.5 Đăng ký lại khai sinh
			1.000593 5w 0.2 Đăng ký kết hôn lưu động
			2.000986 20d 4 Liên thông đăng ký khai sinh, đăng ký thường trú, cấp thẻ bảo hiểm y tế cho trẻ em dưới 6 tuổi`
	},
	{
		handler: 'communes',
		fieldCode: 'G15-CT01',
		fieldName: 'Chứng thực',
		channels: [0.9, 0.1, 0],
		lines: `
			2.000815 0 22 Chứng thực bản sao từ bản chính giấy tờ, văn bản
			2.000884 0 8 Chứng thực chữ ký trong các giấy tờ, văn bản
			2.000908 1w 1 Cấp bản sao từ sổ gốc
			2.001035 2w 4 Chứng thực hợp đồng, giao dịch liên quan đến tài sản là động sản, quyền sử dụng đất, nhà ở
			2.001019 2w 0.6 Chứng thực di chúc`
	},
	{
		handler: 'communes',
		fieldCode: 'G13-DD01',
		fieldName: 'Đất đai',
		channels: [0.85, 0.1, 0.05],
		financialDuty: true,
		lines: `
			1.012753 20w 5 Đăng ký đất đai, tài sản gắn liền với đất, cấp Giấy chứng nhận lần đầu
			1.013978 27w 2 Đăng ký, cấp Giấy chứng nhận đối với đất có nguồn gốc được giao không đúng thẩm quyền
			1.013949 15d 3 Giao đất, cho thuê đất, chuyển mục đích sử dụng đất không đấu giá
			1.012796 8w 1 Đính chính Giấy chứng nhận đã cấp lần đầu có sai sót
			1.013967 60d 0.6 Giải quyết tranh chấp đất đai thuộc thẩm quyền của Chủ tịch UBND cấp xã
			1.012817 30w 0.5 Xác định lại diện tích đất ở`
	},
	{
		handler: 'communes',
		fieldCode: 'G19-BTXH',
		fieldName: 'Bảo trợ xã hội',
		channels: [0.8, 0.2, 0],
		committed: 0.8,
		lines: `
			1.001776 20d 4 Thực hiện, điều chỉnh, thôi hưởng trợ cấp xã hội hằng tháng
			1.001731 3w 2 Hỗ trợ chi phí mai táng cho đối tượng bảo trợ xã hội
			1.001699 25d 1.5 Xác định, xác định lại mức độ khuyết tật
			1.011606 15w 1 Công nhận hộ nghèo, hộ cận nghèo thường xuyên hằng năm`
	},
	{
		handler: 'communes',
		fieldCode: 'G05-HKD1',
		fieldName: 'Thành lập và hoạt động của hộ kinh doanh',
		channels: [0.35, 0.65, 0],
		lines: `
			1.001612 3w 5 Đăng ký thành lập hộ kinh doanh
			2.000720 3w 2 Đăng ký thay đổi nội dung đăng ký hộ kinh doanh
			1.001570 3w 0.8 Tạm ngừng kinh doanh, tiếp tục kinh doanh của hộ kinh doanh
			1.001266 3w 1 Chấm dứt hoạt động hộ kinh doanh
			1.005280 3w 0.3 Đăng ký thành lập hợp tác xã
			2.002639 3w 0.2 Đăng ký thay đổi nội dung đăng ký tổ hợp tác`
	},
	{
		handler: 'communes',
		fieldCode: 'G17-XD01',
		fieldName: 'Hoạt động xây dựng',
		channels: [0.6, 0.4, 0],
		lines: `
			1.013225 15d 3.5 Cấp giấy phép xây dựng mới đối với công trình cấp III, cấp IV và nhà ở riêng lẻ
			1.013226 5d 0.6 Điều chỉnh giấy phép xây dựng nhà ở riêng lẻ
			1.014159 10d 0.6 Cung cấp thông tin quy hoạch đô thị và nông thôn
			1.013274 5w 0.5 Cấp phép sử dụng tạm thời lòng đường, vỉa hè vào mục đích khác`
	},
	{
		handler: 'communes',
		fieldCode: 'G18-NCC1',
		fieldName: 'Người có công',
		channels: [0.9, 0.1, 0],
		lines: `
			1.010833 5w 1 Cấp giấy xác nhận thân nhân của người có công
			1.010824 12w 0.6 Hưởng trợ cấp khi người có công đang hưởng trợ cấp ưu đãi từ trần`
	}
];

const CENTRAL: Group[] = [
	{
		handler: 'H21.90',
		fieldCode: 'G01-XNC1',
		fieldName: 'Quản lý xuất nhập cảnh',
		channels: [0.3, 0.7, 0],
		lines: `
			1.001456 8w 20 Cấp hộ chiếu phổ thông ở trong nước
			1.001445 1w 1 Trình báo mất hộ chiếu phổ thông
			1.001194 5w 1 Cấp thị thực cho người nước ngoài tại Việt Nam
			1.001146 5w 1 Gia hạn tạm trú cho người nước ngoài tại Việt Nam`
	},
	{
		handler: 'H21.90',
		fieldCode: 'G01-XE01',
		fieldName: 'Đăng ký, quản lý phương tiện giao thông cơ giới',
		channels: [0.5, 0.5, 0],
		lines: `
			1.013067 7w 6 Đăng ký, cấp biển số xe lần đầu
			1.013076 2w 4 Cấp chứng nhận đăng ký xe trong trường hợp thay đổi chủ xe
			1.013082 2w 2 Cấp lại chứng nhận đăng ký xe, biển số xe
			3.000348 5w 6 Cấp lại giấy phép lái xe
			3.000489 10w 0.5 Thẩm định thiết kế về phòng cháy và chữa cháy`
	},
	{
		handler: 'H21.91',
		fieldCode: 'G05-THUE',
		fieldName: 'Quản lý thuế, phí, lệ phí',
		channels: [0.2, 0.8, 0],
		lines: `
			1.008603 30w 0.6 Kê khai, thẩm định tờ khai phí bảo vệ môi trường đối với nước thải
			1.013040 10w 1 Khai, nộp phí bảo vệ môi trường đối với khí thải`
	},
	{
		handler: 'H21.92',
		fieldCode: 'G24-BHXH',
		fieldName: 'Thực hiện chính sách bảo hiểm xã hội',
		channels: [0.3, 0.6, 0.1],
		lines: `
			2.000693 6w 5 Giải quyết hưởng chế độ thai sản
			1.001667 6w 3 Giải quyết hưởng chế độ ốm đau
			1.001613 5w 4 Giải quyết hưởng bảo hiểm xã hội một lần
			1.001939 5w 3 Đăng ký đóng, cấp thẻ bảo hiểm y tế
			2.000605 12w 0.5 Giải quyết hưởng lương hưu, trợ cấp hằng tháng đối với cán bộ xã`
	}
];

const SOURCE = 'Số liệu mô phỏng: mã, tên, thời hạn theo Cổng Dịch vụ công quốc gia (2026)';

export const LOCAL_PROCEDURES: readonly DemoProcedure[] = catalogue(
	[...LAND, ...COMMUNE, ...CENTRAL],
	TWO_LEVELS_FROM,
	null,
	SOURCE
);
