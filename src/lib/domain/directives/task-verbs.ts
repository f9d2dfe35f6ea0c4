import { phraseAt, phraseBook, type Word } from './words-of-passage.ts';

/**
 * How orders begin, and so where the name of an agency ends: no name holds one of these in small
 * letters. Two words where one alone occurs in names ("kiểm soát" begins an order, "Kiểm soát bệnh
 * tật" is capitalised).
 */
const VERBS = phraseBook(
	`chủ trì;chủ động;phối hợp;tham mưu;chỉ đạo;tổ chức;tập trung;tăng cường;tiếp tục;khẩn trương;rà soát;xây dựng;hướng dẫn
kiểm tra;thanh tra;giám sát;theo dõi;đôn đốc;báo cáo;thực hiện;triển khai;chịu;có trách;có biện;có kế;có giải;có nhiệm;có văn;có phương;phải;cần;đề xuất
đẩy mạnh;đẩy nhanh;làm;nghiêm túc;nghiêm;nghiêm cấm;cấm;bố trí;tuyên truyền;nâng cao;sử dụng;cập nhật;công khai;công bố;thẩm định;trình
hoàn thành;hoàn thiện;chuẩn bị;chuẩn hóa;tích cực;thường xuyên;thường trực;kịp thời;trực tiếp;quán triệt;xem xét;nghiên cứu;tổng hợp;tổng kết;sơ kết;quản lý
đảm bảo;bảo đảm;bảo vệ;duy trì;phát huy;phát động;phát hiện;thông báo;thông tin;thông qua;đăng tải;đăng ký;đăng;cung cấp;cung ứng;ban hành;lập;đánh giá;xử lý;xử phạt;không;tuyệt đối;quan tâm
hỗ trợ;bám sát;huy động;niêm yết;phân công;phân bổ;phân cấp;rút kinh;rút ngắn;khắc phục;chấn chỉnh;kiểm soát;kiểm điểm;kiểm kê;tiếp nhận;tiếp thu;giải quyết;giúp;cử;định kỳ;hằng;hàng
sớm;nhanh chóng;ngay;đồng thời;trong;trước;theo;tại;để;là;được;đã;sẽ;đang;có;trên cơ;căn cứ;cho;từ;khi;nếu;liên hệ;gửi;tham gia;ký;phê duyệt;giao;yêu cầu;đề nghị;mời
dự;vận hành;vận động;vận dụng;khai thác;lồng ghép;ưu tiên;đầu tư;mở;mua sắm;nắm;lắp đặt;kết nối;tích hợp;chia sẻ;số hóa;ứng dụng;đổi mới;cải tiến;cải thiện;cải cách;khảo sát
điều tra;điều chỉnh;điều hành;điều phối;thống nhất;thống kê;xác định;xác minh;xác nhận;quy định;quyết định;quyết liệt;quyết tâm;chấm dứt;chấp hành;tuân thủ;siết;gương mẫu;nêu
đấu tranh;ngăn;phòng chống;phòng ngừa;phòng cháy;truyền thông;tạo;tận dụng;tháo gỡ;thành lập;kiện toàn;củng cố;sắp xếp;bổ sung;sửa đổi;thay;thu;thu hồi;thu hút;cấp;chi trả;chi;bàn giao;tự;trao;lấy ý;góp ý
cho ý;trả lời;phản ánh;phản hồi;kiến nghị;đối thoại;tiếp công;tiếp;giới thiệu;hoàn trả;đào tạo;bồi dưỡng;tập huấn;phổ biến;nhân rộng;biểu dương;khen thưởng;đưa;đón;lưu;lưu ý;rà;soạn;nhập dữ
khởi công;nghiệm thu;thi công;giải phóng;giải ngân;đôn;đốc;chỉ;khoanh;trồng;tiêm;phun;sơ tán;di dời;di dân;trực;ứng phó;ứng trực;cắm;cứu;hạn chế;tránh;lên;vào;ra;đến;với;về;và có;hết sức;linh hoạt;sáng;kết hợp
tiến hành;thiết lập;thiết kế;thí điểm;tính;tìm;tuyển;dành;dừng;giữ;giảm;gắn;khơi;kêu gọi;kê khai;khai báo;khai;khuyến khích;luân phiên;lựa chọn;mạnh;nộp;nhắc;phát;phục vụ;phục hồi;sẵn sàng;tiết kiệm;tiết giảm;tổng rà;cam kết;cảnh báo;dự báo;dự trù;tham vấn;thực thi;trên;đối với;do;ngoài;mỗi;nhằm;dựa;như;cùng;vẫn;chưa;cũng;thì;mà;nào;này;nêu;nói;đều;đó;vừa;rất;còn;lại;khẩn;bằng;đúng;đủ;kể;phấn đấu;cân đối;gương;sàng lọc;giới hạn;kiểm đếm;tập kết;tiếp cận;tăng tốc;cấp phát;cấp phép;chấp thuận;kết thúc;khởi tạo;quản trị;phân định;phân giao;xác lập;xúc tiến;bảo quản;tiêu hủy;nắm bắt;nắm chắc;tổng duyệt;sao gửi;chuyển;đính chính;gỡ;thúc;thuê;tuần tra;đối chiếu;đối soát;áp dụng;tái cấu trúc;phân loại;phân tích;thúc đẩy;làm rõ;nỗ lực;loại bỏ;gia hạn;công nhận;chứng thực;thẩm tra;tư vấn;tăng;nhận diện;lắng nghe;xóa bỏ;xóa;tranh thủ;phúc tra;ủy quyền;hủy bỏ;nhập;thể chế;trưng bày;ghi;đo đạc;cài đặt;bám;vượt;tổng rà soát;đề cao;đặt;trả;hậu kiểm;trao đổi;trích;trang bị;hợp`
		.split(/[;\n]/)
		.map((verb) => verb.trim())
		.filter((verb) => verb !== '')
);

/** Second halves of words that are no orders: "công trình", "giao thông", "công nghệ thông tin". */
const INSIDE: Readonly<Record<string, readonly string[]>> = {
	trình: ['công', 'quy', 'chương', 'hành', 'lộ', 'tờ'],
	thông: ['nghệ', 'viễn', 'giao'],
	tư: ['đầu'],
	khai: ['công', 'triển']
};
const NO_ORDERS = phraseBook([
	'giao thông',
	'có liên',
	'làm việc',
	'cấp nước',
	'thu ngân',
	'chi nhánh',
	'cấp thoát',
	'thông tin và',
	'đầu tư và',
	'đầu tư xây'
]);
/** Alone after a capitalised syllable they rather end its word: "Thường trực". */
const WEAK = new Set(
	'ký trực thu chi cấp tự mở tìm tính dự khai chỉ phát đốc đôn rà hợp tạo giảm nộp nhắc soạn cứu đón kể lưu lập trên'.split(
		' '
	)
);

/** Whether what stands here in small letters begins an order or ends a name. */
export function beginsOrder(words: readonly Word[], at: number): boolean {
	const word = words[at];
	if (word === undefined || word.sign || word.capital) return false;
	const before = words[at - 1];
	if (INSIDE[word.key]?.includes(before?.key ?? '') === true || phraseAt(words, at, NO_ORDERS) > 0)
		return false;
	const count = phraseAt(words, at, VERBS);
	return count > 1 || (count === 1 && !(WEAK.has(word.key) && before?.capital === true));
}
