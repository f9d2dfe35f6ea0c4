/** What a cell of a spreadsheet or CSV file holds; CSV knows only text. */
export type Cell = string | number | boolean | Date | null;

/** A file as rows under headers, each with the line on which a person finds it (the header is 1). */
export interface FileTable {
	headers: string[];
	rows: { line: number; cells: Cell[] }[];
}

/** Why a file is not read, as a code that {@link FILE_REFUSALS} words. */
export type FileFault = keyof typeof FILE_REFUSALS;

/**
 * A file that is refused before any of its rows is looked at. `facts` name limits and columns, never a
 * value of the file.
 */
export class FileRefused extends Error {
	override readonly name = 'FileRefused';
	readonly code: FileFault;
	readonly facts: Record<string, string | number>;

	constructor(code: FileFault, facts: Record<string, string | number> = {}) {
		super(code);
		this.code = code;
		this.facts = facts;
	}
}

/** In the office's words: what happened, what was kept, what to do. */
export const FILE_REFUSALS = {
	'file.missing': 'Chưa có tệp nào được gửi kèm. Hãy chọn tệp .csv hoặc .xlsx.',
	'file.too_large': 'Tệp quá lớn. Hãy chia thành nhiều tệp nhỏ hơn.',
	'file.wrong_type': 'Chỉ nhận tệp .csv hoặc .xlsx.',
	'file.not_xlsx':
		'Tệp mang tên .xlsx nhưng không phải bảng tính Excel. Hãy mở bằng Excel và lưu lại dạng .xlsx.',
	'file.not_csv': 'Tệp mang tên .csv nhưng không phải văn bản. Hãy lưu lại dạng CSV UTF-8.',
	'file.not_utf8': 'Tệp .csv không phải mã UTF-8. Hãy lưu lại dạng "CSV UTF-8".',
	'file.csv_broken': 'Tệp .csv có dòng không đọc được (thiếu dấu nháy hoặc thừa cột).',
	'file.encrypted': 'Tệp .xlsx có mật khẩu. Hãy bỏ mật khẩu rồi gửi lại.',
	'file.unpacks_too_large': 'Tệp .xlsx bung ra quá lớn nên không được đọc.',
	'file.unsafe_contents':
		'Tệp .xlsx chứa thành phần không được phép (tệp nén lồng nhau, macro, liên kết ngoài).',
	'file.too_slow': 'Tệp mất quá nhiều thời gian để đọc nên đã dừng. Hãy chia nhỏ tệp.',
	'file.no_rows': 'Tệp không có dòng dữ liệu nào dưới dòng tiêu đề.',
	'file.too_many_rows': 'Tệp có quá nhiều dòng. Hãy chia thành nhiều tệp.',
	'file.too_many_columns': 'Tệp có quá nhiều cột.',
	'file.header_twice': 'Một tiêu đề cột xuất hiện hai lần.',
	'file.columns_missing': 'Tệp thiếu cột bắt buộc.'
} as const;

export const FILE_BYTES_AT_MOST = 10 * 1024 * 1024;
export const ROWS_AT_MOST = 50_000;
export const COLUMNS_AT_MOST = 200;

/**
 * Lines of cells as a table: the first line that is not empty is the header, empty lines are passed
 * over, cells beyond the header are not read.
 *
 * @throws FileRefused
 */
export function tableOf(lines: Iterable<{ line: number; cells: Cell[] }>): FileTable {
	let headers: string[] | null = null;
	const rows: FileTable['rows'] = [];
	for (const { line, cells } of lines) {
		if (cells.every((cell) => cell === null || cell === '')) continue;
		if (headers === null) {
			headers = headersOf(cells);
			continue;
		}
		if (rows.length >= ROWS_AT_MOST) {
			throw new FileRefused('file.too_many_rows', { rows: ROWS_AT_MOST });
		}
		rows.push({ line, cells: cells.slice(0, headers.length) });
	}
	if (headers === null || rows.length === 0) throw new FileRefused('file.no_rows');
	return { headers, rows };
}

function headersOf(cells: Cell[]): string[] {
	if (cells.length > COLUMNS_AT_MOST) {
		throw new FileRefused('file.too_many_columns', { columns: COLUMNS_AT_MOST });
	}
	const headers = cells.map((cell) => (cell === null ? '' : String(cell).normalize('NFC').trim()));
	const named = headers.filter((header) => header !== '');
	if (new Set(named).size < named.length) throw new FileRefused('file.header_twice');
	return headers;
}
