/** What a document may be at most. */
export const DOCUMENT_LIMITS = {
	bytes: 10 * 1024 * 1024,
	pages: 200,
	characters: 500_000,
	/** Of a .docx unpacked, all parts together. */
	unpackedBytes: 100 * 1024 * 1024,
	entries: 2_000,
	milliseconds: 20_000
} as const;

/** Why a document is not read, in the office's words; never a word of the document. */
export const DOCUMENT_REFUSALS = {
	'document.missing': 'Chưa có tệp nào được gửi kèm. Hãy chọn tệp .docx, .pdf, .txt hoặc .html.',
	'document.empty': 'Văn bản không có nội dung.',
	'document.too_large': 'Tệp quá lớn nên không được đọc. Giới hạn là 10 MiB.',
	'document.too_many_pages': 'Văn bản quá 200 trang nên không được đọc.',
	'document.too_long': 'Văn bản quá 500.000 ký tự nên không được đọc.',
	'document.unpacks_too_large': 'Tệp .docx bung ra quá lớn nên không được đọc.',
	'document.wrong_type': 'Chỉ nhận tệp .docx, .pdf (có lớp chữ), .txt hoặc .html.',
	'document.other_content': 'Nội dung tệp không đúng với đuôi tên tệp nên không được đọc.',
	'document.encrypted':
		'Tệp có mật khẩu, hoặc là tệp Word cũ (.doc). Hãy lưu lại dạng .docx không mật khẩu.',
	'document.old_word': 'Tệp Word cũ (.doc) không đọc được. Hãy mở bằng Word và lưu lại dạng .docx.',
	'document.legacy_encoding':
		'Văn bản dùng phông chữ cũ (TCVN3 hoặc VNI), không phải Unicode. Hãy chuyển mã sang Unicode rồi gửi lại.',
	'document.not_utf8': 'Tệp văn bản không phải mã Unicode (UTF-8). Hãy lưu lại dạng UTF-8.',
	'document.unreadable': 'Tệp hỏng nên không đọc được. Hãy kiểm tra lại tệp gốc.',
	'document.scanned':
		'Tệp .pdf là bản chụp, không có lớp chữ. Hãy dùng bản điện tử hoặc dán nội dung.',
	'document.secret':
		'Văn bản có đóng dấu độ mật. Không đưa văn bản mật vào phần mềm này; nội dung không được giữ lại.',
	'document.too_slow': 'Tệp mất quá nhiều thời gian để đọc nên đã dừng.'
} as const;
export type DocumentFault = keyof typeof DOCUMENT_REFUSALS;

/** A document that is refused; nothing of it is kept. */
export class DocumentRefused extends Error {
	override readonly name = 'DocumentRefused';
	readonly code: DocumentFault;

	constructor(code: DocumentFault) {
		super(code);
		this.code = code;
	}
}
