import { type Letter, type LetterFrozen, type LetterRow, type LetterTable } from './letter.ts';
import { asOfText, countText, dayText, writtenDate } from './numerals.ts';
import { signingLines } from './signing.ts';
import { figureSentences, filledTables, replySentence } from './wording.ts';

/** A table of the annex, every cell as it is printed. */
export interface AnnexTable {
	/** `I. HỒ SƠ QUÁ HẠN: 12 hồ sơ`. */
	title: string;
	columns: readonly { word: string; /** Of the table's width. */ share: number; right: boolean }[];
	rows: readonly (readonly string[])[];
}

/**
 * All that stands on the sheets of a letter, in the order of Nghị định 30/2020/NĐ-CP: made once, so that
 * the page and the file cannot say different things.
 */
export interface LetterParts {
	/** What must not be overlooked: DỰ THẢO, SỐ LIỆU MÔ PHỎNG. */
	marks: readonly string[];
	/** The agency above, in plain letters, and whose letter it is, in bold ones. */
	above: readonly string[];
	name: readonly string[];
	number: string;
	placeDate: string;
	/** `V/v …`; null for a letter with a title of its own. */
	about: string | null;
	title: { name: string; about: string } | null;
	addressees: readonly string[];
	paragraphs: readonly string[];
	signing: { lines: readonly string[]; name: string | null };
	/** With their dashes, the last one ends with a full stop. */
	recipients: readonly string[];
	annex: { heading: string; title: string; note: string; tables: readonly AnnexTable[] };
}

/** A document in the same layout that may have no annex. */
export type DocumentParts = Omit<LetterParts, 'annex'> & { annex: LetterParts['annex'] | null };

export const STATE = 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM';
export const MOTTO = 'Độc lập - Tự do - Hạnh phúc';
export const DRAFT = 'DỰ THẢO';
export const SIMULATED = 'SỐ LIỆU MÔ PHỎNG';

/** No-break blanks: where number and date are filled in by hand or by another system. */
export const blank = (n: number) => '\u00a0'.repeat(n);

export function partsOf(letter: Letter): LetterParts {
	const { kind, frozen, said, issued } = letter;
	const { issuer } = frozen;
	const reply = replySentence(issuer, kind, said.replyBy);
	const paragraphs = [
		...said.opening,
		...figureSentences(frozen),
		...said.requests,
		...(reply === null ? [] : [reply])
	];
	return composed({
		marks: [...(issued === null ? [DRAFT] : []), ...(frozen.demo ? [SIMULATED] : [])],
		above: issuer.above === null ? [] : nameLines(issuer.above),
		name: nameLines(issuer.name),
		number: `Số: ${issued === null ? `${blank(10)}/${said.symbol}` : issued.number}`,
		placeDate: `${issuer.place}, ${dateText(issued?.on ?? null)}`,
		about: kind === 'report' ? null : `V/v ${said.subject}`,
		title: kind === 'report' ? { name: 'PHIẾU BÁO CÁO', about: said.subject } : null,
		addressees: said.addressees,
		paragraphs: closed(paragraphs),
		signing: { lines: signingLines(issuer, said.signing), name: said.signing.name },
		recipients: said.recipients.map(
			(one, i) => `- ${one}${i === said.recipients.length - 1 ? '.' : ';'}`
		),
		annex: annexOf(letter)
	});
}

/** A committee's name breaks before the place that it is of. */
export function nameLines(name: string): string[] {
	const [, committee, place] = /^(ỦY BAN NHÂN DÂN) (.+)$/u.exec(name) ?? [];
	return committee === undefined || place === undefined ? [name] : [committee, place];
}

/** The date in the head of a letter; null: left blank. */
export function dateText(on: string | null): string {
	if (on === null) return `ngày${blank(5)}tháng${blank(5)}năm 20…`;
	const { date, month, year } = writtenDate(on);
	return `ngày ${date} tháng ${month} năm ${year}`;
}

/** The text of a letter ends with `./.`. */
export function closed(paragraphs: readonly string[]): string[] {
	return paragraphs.map((text, i) =>
		i === paragraphs.length - 1 ? `${text.replace(/[\s.;:/]+$/u, '')}./.` : text
	);
}

function annexOf({ frozen, said, issued }: Letter): LetterParts['annex'] {
	const number = issued?.number ?? `${blank(8)}/${said.symbol}`;
	return {
		heading: 'Phụ lục',
		title: 'DANH SÁCH KÈM THEO',
		note: `(Kèm theo Văn bản số ${number} ${dateText(issued?.on ?? null)} của ${frozen.issuer.called}; số liệu đến ${asOfText(frozen.asOf)})`,
		tables: filledTables(frozen).map((table, i) => annexTable(table, frozen, i))
	};
}

const ROMAN = ['I', 'II', 'III', 'IV', 'V'] as const;

function annexTable(table: LetterTable, { tables, period }: LetterFrozen, i: number): AnnexTable {
	const rows = tables[table];
	const late = table === 'dossiersLate' || table === 'tasksLate';
	const ofTasks = table.startsWith('tasks');
	const within =
		period === null || table !== 'dossiersLate'
			? ''
			: ` TỪ NGÀY ${dayText(period.from)} ĐẾN NGÀY ${dayText(period.to)}`;
	const words: Record<LetterTable, [title: string, unit: string, days: string]> = {
		dossiersOverdue: ['HỒ SƠ QUÁ HẠN', 'hồ sơ', 'Quá hạn (ngày làm việc)'],
		dossiersLate: [`HỒ SƠ ĐÃ GIẢI QUYẾT TRỄ HẠN${within}`, 'hồ sơ', 'Trễ hạn (ngày làm việc)'],
		tasksOverdue: ['NHIỆM VỤ ĐANG THỰC HIỆN QUÁ HẠN', 'nhiệm vụ', 'Quá hạn (ngày làm việc)'],
		tasksLate: ['NHIỆM VỤ HOÀN THÀNH QUÁ HẠN', 'nhiệm vụ', 'Chậm (ngày làm việc)'],
		tasksUnacknowledged: [
			'NHIỆM VỤ ĐÃ GIAO CHƯA ĐƯỢC XÁC NHẬN TIẾP NHẬN',
			'nhiệm vụ',
			'Quá thời hạn tiếp nhận (ngày làm việc)'
		]
	};
	const [title, unit, days] = words[table];
	const column = (word: string, share: number, right = false) => ({ word, share, right });
	const columns = [
		column('STT', 5, true),
		column(ofTasks ? 'Mã nhiệm vụ' : 'Mã hồ sơ', ofTasks ? 9 : 20),
		column(ofTasks ? 'Nội dung nhiệm vụ' : 'Thủ tục hành chính', ofTasks ? 30 : 32),
		...(ofTasks ? [column('Văn bản giao', 13)] : []),
		column('Cơ quan', 21),
		column(
			table === 'tasksUnacknowledged'
				? 'Thời hạn tiếp nhận'
				: ofTasks
					? 'Thời hạn'
					: 'Ngày hẹn trả',
			10,
			true
		),
		...(late ? [column(ofTasks ? 'Hoàn thành' : 'Giải quyết xong', 10, true)] : []),
		column(days, 9, true)
	];
	return {
		title: `${ROMAN[i] ?? ''}. ${title}: ${countText(rows.length)} ${unit}`,
		columns: shared(columns),
		rows: rows.map((row, at) => cellsOf(row, at + 1, ofTasks, late))
	};
}

/** Shares that fill the whole width. */
function shared(columns: AnnexTable['columns']): AnnexTable['columns'] {
	const whole = columns.reduce((sum, { share }) => sum + share, 0);
	return columns.map((one) => ({ ...one, share: one.share / whole }));
}

function cellsOf(row: LetterRow, n: number, ofTasks: boolean, late: boolean): string[] {
	return [
		countText(n),
		row.code,
		row.what,
		...(ofTasks ? [row.document ?? ''] : []),
		row.agency,
		dayText(row.due),
		...(late ? [row.finished === null ? '' : dayText(row.finished)] : []),
		countText(row.days)
	];
}

/** Every text in composed form (NFC), whatever it was typed or sent in. */
function composed<T>(value: T): T {
	if (typeof value === 'string') return value.normalize('NFC') as T;
	if (Array.isArray(value)) return value.map(composed) as T;
	if (value !== null && typeof value === 'object') {
		return Object.fromEntries(
			Object.entries(value).map(([name, one]: [string, unknown]) => [name, composed(one)])
		) as T;
	}
	return value;
}
