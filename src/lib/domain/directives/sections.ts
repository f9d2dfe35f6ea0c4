/** What a part of a document is for, by how it begins: some parts order nothing. */

const NO_TASKS =
	/^(?:(?:về )?mục đích|mục tiêu|quan điểm|căn cứ|cơ sở pháp lý|sự cần thiết|thực trạng|tình hình|kết quả|đánh giá|những kết quả|tồn tại|hạn chế|khó khăn|nguyên nhân|ưu điểm|khuyết điểm|phạm vi|đối tượng|thời gian, địa điểm|thành phần|kinh phí|nguồn kinh phí|khái quát|đặt vấn đề|bài học|dự báo|hiệu lực|chỉ tiêu|nguyên tắc|các chỉ tiêu|địa điểm|thời gian|định hướng|bối cảnh|giải thích từ ngữ)(?![\p{L}])/u;
/** A heading alone, "Về kết quả", and not the subject of an order: "Về kết quả giải ngân: các sở …". */
const ABOUT = /^về [^:.;]{3,60}[:.]?$/;
const AIMS = /^(?:yêu cầu)\s*(?:[:.]|$)/;
const TASKS =
	/(?:nhiệm vụ|giải pháp|tổ chức thực hiện|nội dung|phân công|triển khai|trách nhiệm|biện pháp)/;
const FACT =
	/^(?:tính đến|đến (?:ngày|hết)[^,.;]{3,40}, (?:toàn|cả) tỉnh|(?:toàn|cả) tỉnh (?:đã|có|còn|giải)|đến nay|hiện nay|trong thời gian qua|thời gian qua|vừa qua|qua (?:kiểm tra|rà soát|theo dõi|báo cáo)|tổng số|nhìn chung|về cơ bản|tuy nhiên|bên cạnh đó, vẫn|có \d|hội nghị|cuộc họp|ghi nhận|biểu dương|đánh giá cao|cơ bản thống nhất|cơ bản đồng ý|thống nhất (?:chủ trương|với|nội dung|đánh giá|về)|thống nhất\s*[:.]|đồng ý|chấp thuận|ubnd tỉnh (?:thống nhất|ghi nhận|đánh giá|biểu dương|đã|cơ bản|đồng ý)|ủy ban nhân dân tỉnh (?:thống nhất|ghi nhận|đánh giá|biểu dương|đã|cơ bản|đồng ý)|chủ tịch ubnd tỉnh (?:ghi nhận|đánh giá|biểu dương)|phê duyệt|ban hành kèm theo|thành lập|bãi bỏ|sửa đổi|công bố|nay |bổ nhiệm|điều động|cho phép|(?:quyết định|chỉ thị|kế hoạch|công điện|quy chế|thông báo|văn bản) này|có hiệu lực|phân công (?:đồng chí )?phó (?:thủ tướng|chủ tịch)|\d+[.,]?\d* )/;
const PAST = /^[^.;]{0,70}(?<![\p{L}])(?:đã|còn|vẫn còn|đang|chưa được)(?![\p{L}])/u;
/** What begins with an act is an order, whatever "đã" or "còn" follows in it. */
const ACTS =
	/^(?:kiểm tra|rà soát|xây dựng|ban hành|triển khai|tiếp tục|tổ chức|thực hiện|giảm|rút ngắn|hoàn thành|hoàn thiện|khắc phục|xử lý|giải quyết|báo cáo|tổng hợp|chủ trì|phối hợp|tham mưu|đẩy mạnh|đẩy nhanh|tăng cường|nâng cao|cập nhật|công khai|niêm yết|bố trí|thông báo|trả|gửi|lập|phân công|chấn chỉnh|theo dõi|đôn đốc|hướng dẫn|khẩn trương|tập trung|bảo đảm|đảm bảo|duy trì|sửa đổi, bổ sung|số hóa|thẩm định|trình|thu hồi|thanh tra|nghiêm túc|chủ động)(?![\p{L}])/u;
const GENERIC_LEADS =
	/^(?:và|có trách nhiệm|chịu trách nhiệm|căn cứ[^,.;]{0,60},?|nghiêm túc|khẩn trương|tổ chức|nhận được[^,.;]{0,40},|theo (?:chức năng, )?nhiệm vụ[^,.;]{0,40},?|tập trung|phối hợp|quán triệt|chủ động|kịp thời|biết|phải|triển khai|chấp hành|thực hiện nghiêm|chỉ đạo|để)(?![\p{L}])[\s,:]*/u;
const GENERIC =
	/^(?:thi hành|thực hiện|triển khai|chấp hành)?(?:(?:\s*(?:các|những|nội dung|nghiêm|tốt|đầy đủ|hiệu quả|có|theo|đúng|tại|nêu|của)(?![\p{L}])){0,6}\s*(?:quyết định|chỉ thị|kế hoạch|công điện|văn bản|công văn|thông báo|nội dung|nhiệm vụ|ý kiến|chương trình|kết luận)[^.;]{0,50})?\s*[.;/,\s]*$/u;

/** Headings under which stand aims, facts and means, no orders. */
export function isWithoutTasks(headingKey: string): boolean {
	const text = headingKey.replace(/[*_"]/g, ' ').trim();
	// A long passage is no heading, unless it names itself: "Mục tiêu: …".
	if (
		text.length > 150 &&
		!/^(?:mục đích|mục tiêu|quan điểm|kinh phí|nguồn kinh phí|phạm vi|đối tượng)[^.;]{0,40}:/.test(
			text
		)
	)
		return false;
	if (AIMS.test(text) || /^mục đích/.test(text)) return true;
	if (
		TASKS.test(text) &&
		!/^(?:mục tiêu|mục đích|kết quả|đánh giá|tình hình|thực trạng)/.test(text)
	)
		return false;
	return NO_TASKS.test(ABOUT.test(text) ? text.slice('về '.length) : text);
}

/** A statement of what is or was, an approval, a rule of force: nothing to be done by it. */
export function isStatement(key: string): boolean {
	const text = key
		.replace(/\s+/g, ' ')
		.trim()
		.replace(/^về [^:.;]{3,120}:\s*/, '');
	return FACT.test(text) || (PAST.test(text) && !ACTS.test(text));
}

/** "nghiêm túc triển khai thực hiện Chỉ thị này", "chịu trách nhiệm thi hành Quyết định này". */
export function isGeneric(contentKey: string): boolean {
	let rest = contentKey.replace(/\s+/g, ' ').replace(/^[\s,:]+/, '');
	if (rest.length > 300 || !/(?:thi hành|thực hiện|triển khai|chấp hành)/.test(rest)) return false;
	for (let lead = GENERIC_LEADS.exec(rest); lead !== null; lead = GENERIC_LEADS.exec(rest)) {
		rest = rest.slice(lead[0].length);
	}
	return GENERIC.test(rest);
}

const CLOSING =
	/^(?:yêu cầu|đề nghị|trên đây|giao |chủ tịch (?:ubnd|ủy ban)|phó chủ tịch|ubnd |ủy ban nhân dân (?:tỉnh|thành phố|huyện)|trong quá trình|quá trình (?:triển khai|thực hiện)|định kỳ|nhận được|chỉ thị này|quyết định này|kế hoạch này|công điện này|thông báo này|văn bản này|công văn này|căn cứ (?:nội dung|chỉ thị|kế hoạch|công văn|thông báo)|thừa lệnh|trân trọng|rất mong|các (?:sở|cơ quan|đơn vị)[^.]{0,80}(?:căn cứ|nghiêm túc|báo cáo)|(?:các |giám đốc|thủ trưởng|chánh)[^.]{0,250}(?:chịu trách nhiệm|căn cứ|nghiêm túc|triển khai thực hiện)|văn phòng (?:ubnd|ủy ban nhân dân)[^.]{0,60}(?:theo dõi|đôn đốc)|nơi nhận|văn phòng[^.]{0,60}(?:xin )?thông báo (?:để|đến|cho)|kết quả (?:thực hiện )?(?:báo cáo|gửi)|báo cáo kết quả|nếu có (?:khó|vướng)|có vướng mắc|(?:sở|thanh tra)[^.]{0,60}(?:theo dõi, đôn đốc|đôn đốc, theo dõi|theo dõi, kiểm tra)|thời hạn báo cáo|các (?:nội dung|nhiệm vụ) (?:nêu )?trên)/;

/** How the paragraphs after the last item begin: they speak of the document as a whole. */
export function isClosing(key: string): boolean {
	return CLOSING.test(key.replace(/[*_"]/g, ' ').replace(/\s+/g, ' ').trim());
}
