/** What is said to a person for each refusal of the commands on wall displays. */
export const SCREEN_REFUSALS: Readonly<Record<string, string>> = {
	'pairing.code_unknown':
		'Không có màn hình nào đang chờ với mã này. Mã đổi sau 10 phút: hãy xem lại mã trên màn hình.',
	'pairing.too_often': 'Đã nhập sai mã nhiều lần. Hãy thử lại sau ít phút.',
	'pairing.forbidden': 'Chỉ tài khoản của một người mới duyệt được màn hình.',
	'screens.no_name': 'Tên màn hình phải có từ 1 đến 60 ký tự.',
	'screens.no_plan': 'Chọn ít nhất một cảnh; mỗi cảnh hiện từ 8 đến 600 giây.',
	'screens.no_scene': 'Hãy chọn một cảnh và thời gian hiện, nhiều nhất 4 giờ.',
	'screens.agency_unknown': 'Không có cơ quan này.',
	'screens.screen_unknown': 'Không có màn hình này.',
	'screens.already_ended':
		'Màn hình này đã bị thu hồi hoặc hết thời hạn; muốn dùng lại thì ghép lại.'
};
