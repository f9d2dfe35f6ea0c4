/** What stands before the body: number, day, place, type, subject, urgency, issuer. */
import type { Day } from '../calendar/time.ts';
import { TITLES, typeOfNumber } from './document-type.ts';
import { numbersIn } from './document-number.ts';
import { goesOn, isFull, type Line } from './lines.ts';
import { markersOf } from './markers.ts';
import { dayOfParts } from './references.ts';
import { asOneLine, type SourceText } from './source-text.ts';

export const URGENCIES = ['HỎA TỐC', 'THƯỢNG KHẨN', 'KHẨN'] as const;
export type Urgency = (typeof URGENCIES)[number];

export interface Head {
	number: string | null;
	date: Day | null;
	place: string | null;
	type: string | null;
	subject: string | null;
	urgency: Urgency | null;
	/** The issuer as the head of the page names it. */
	issuer: string | null;
	/** What else stands in capitals at the head: the bodies above the issuer too. */
	heading: string[];
	/** MẬT, TỐI MẬT or TUYỆT MẬT is stamped on it. */
	isSecret: boolean;
	/** Index of the first line that is no head: "Kính gửi" or the body. */
	bodyFrom: number;
	/** Whether it bears a title such as CHỈ THỊ. */
	hasTitle: boolean;
}

const MOTTO =
	/c[ộô]ng h[òo]a x[ãa] h[ộô]i ch[ủu] ngh[ĩi]a vi[ệê]t nam|đ[ộô]c l[ậâ]p\s*-\s*t[ựư] do\s*-\s*h[ạa]nh ph[úu]c|đảng cộng sản việt nam/g;
const DATE =
	/(?:([\p{L}][\p{L} .'-]{1,45}?)\s*,\s*)?ngày\s+(\d{1,2}|[.… _]{1,12})\s+tháng\s+(\d{1,2}|[.… _]{1,12})\s+năm\s+(\d{4})/u;
const NUMBER = /(?<![\p{L}])số\s*[:.]?\s*/u;
const TO = /^[\s*_|]*kính (?:gửi|mời)\s*[:;]?/;
const URGENT = /^[\s([*"]*(hỏa tốc|thượng khẩn|khẩn)(?:\s+hẹn giờ.*)?[\s)\]*".]*$/;
const SECRET = /^[\s([*"]*(?:độ mật\s*:?\s*)?(?:tuyệt mật|tối mật|mật)[\s)\]*".]*$/;
const BEGINS_BODY =
	/^(?:căn cứ|thực hiện|xét |theo |để |nhằm |thời gian qua|trong thời gian|trong những|ngày \d|sau |qua |triển khai thực hiện|tiếp theo|hiện nay|những năm|ủy ban nhân dân|ubnd|chủ tịch|thừa |hội đồng nhân dân|giám đốc|kính thưa|đến nay|phát huy)/;
const LAST_HEAD_LINE = 60;

interface Cell {
	line: number;
	text: string;
	key: string;
	from: number;
}

/** Reads the head of a document from its lines. */
export function headOf(source: SourceText, lines: readonly Line[], width: number): Head {
	const title = titleLine(lines);
	const to = lines.slice(0, LAST_HEAD_LINE).findIndex((line) => TO.test(line.key));
	const opens = firstBodyLine(lines);
	const firstEnd = [title?.at, to === -1 ? undefined : to].find((at) => at !== undefined) ?? opens;
	const zone = lines.slice(
		0,
		Math.max(firstEnd, Math.min(opens, title === null ? opens : title.at)) + 1
	);
	const cells = cellsOf(zone.length === 0 ? lines.slice(0, 1) : zone);
	const last = zone.at(-1);
	const zoneTo = last === undefined ? 0 : last.to;
	const number = ownNumber(source, zoneTo);
	const zoneKey = source.key.slice(0, zoneTo).replace(/_/g, ' ');
	const date = placeAndDay(source, zoneKey, cells);
	const leftovers = cells.flatMap((cell) => leftover(source, cell, number, date));
	const subject = subjectOf(source, lines, width, title, leftovers, to);
	const bodyFrom = Math.max(
		subject.next,
		to === -1 ? 0 : Math.min(to, subject.next || to),
		title === null ? 0 : title.at + 1
	);
	const stated = number === null && title !== null ? statedBelow(source, lines, title.at) : null;
	const typed = number === null ? null : typeOfNumber(number.number);
	return {
		number: number?.number ?? stated?.number ?? null,
		date: date?.day ?? stated?.day ?? null,
		place: date?.place ?? null,
		type: title?.type ?? typed ?? (subject.byVv || to !== -1 ? 'công văn' : null),
		subject: subject.text,
		urgency: urgencyOf(leftovers, lines),
		issuer: issuerOf(leftovers),
		heading: headingOf(leftovers),
		isSecret: [...leftovers, ...lines.slice(0, LAST_HEAD_LINE)].some(
			(cell) =>
				SECRET.test(cell.key) &&
				asOneLine(cell.text).replace(/độ mật/i, '') !== '' &&
				isStamp(cell.text)
		),
		bodyFrom: to !== -1 && subject.next <= to ? to : bodyFrom,
		hasTitle: title !== null
	};
}

/** A stamp is in capitals; "Độ mật: Mật" is a field. */
function isStamp(text: string): boolean {
	return text === text.toUpperCase() || /^\s*độ mật/i.test(text);
}

function cellsOf(lines: readonly Line[]): Cell[] {
	return lines.flatMap((line, n) => {
		const cells: Cell[] = [];
		for (const match of line.text.matchAll(/[^|\t]+?(?=\s*(?:\||\t| {3,}|$))/g)) {
			const text = match[0].trim();
			if (text === '') continue;
			const from = line.from + match.index + match[0].indexOf(text);
			cells.push({
				line: n,
				text,
				key: line.key.slice(from - line.from, from - line.from + text.length),
				from
			});
		}
		return cells;
	});
}

function titleLine(lines: readonly Line[]): { at: number; type: string; rest: string } | null {
	for (const [at, line] of lines.slice(0, 40).entries()) {
		for (const cell of [...cellsOf([line]), { ...line, line: at }]) {
			const key = cell.key.replace(/[*_:]/g, ' ').trim().replace(/\s+/g, ' ');
			const shouted = cell.text === cell.text.toUpperCase();
			const whole = WHOLE_TITLES.get(key);
			if (whole !== undefined && (shouted || line.key.trim() === whole))
				return { at, type: whole, rest: '' };
			const led = TITLES.find((name) => key.startsWith(`${name} `));
			if (led === undefined || markersOf(line).length > 0) continue;
			const opening = cell.text.replace(/^[*_\s]+/, '').slice(0, led.length);
			const rest = cell.text
				.replace(/^[*_\s]+/, '')
				.slice(led.length)
				.trim();
			const own =
				/^(?:về|v\/v|kết luận|triển khai|thực hiện|tổ chức)/i.test(rest) ||
				(shouted && !/^(?:số|của)/i.test(rest));
			if (opening === opening.toUpperCase() && own && !/:$/.test(rest))
				return { at, type: led, rest };
		}
	}
	return null;
}

/** Titles as they stand alone, also as "C H Ỉ  T H Ị" in letters set apart. */
const WHOLE_TITLES = new Map(
	TITLES.flatMap((name) => [
		[name, name],
		[[...name.replaceAll(' ', '')].join(' '), name]
	])
);

/** The first line that reads like running text or an item. */
function firstBodyLine(lines: readonly Line[]): number {
	const at = lines.slice(0, LAST_HEAD_LINE).findIndex((line) => {
		const long = line.to - line.from > 160 && line.text !== line.text.toUpperCase();
		return long || /^(?:điều 1|1\.|i\.)\s*\S/.test(line.key) || /^căn cứ\s/.test(line.key);
	});
	return at === -1 ? Math.min(lines.length, 12) : at;
}

function ownNumber(source: SourceText, to: number) {
	const key = source.key.slice(0, to);
	for (let from = 0; ;) {
		const match = NUMBER.exec(key.slice(from));
		if (match === null) return null;
		const at = from + match.index + match[0].length;
		const [found] = numbersIn(source, from + match.index, Math.min(to, at + 60));
		const named = NAMED_BEFORE.test(key.slice(Math.max(0, at - 40), from + match.index));
		if (found !== undefined && !named && /^[\s*_:.]*$/.test(source.key.slice(at, found.from)))
			return found;
		from = at;
	}
}

const DAY_STATED = /ngày\s+(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})/;

/** "(Số 305/TB-UBND ngày 31/10/2025)" under the title, as portals print it. */
function statedBelow(
	source: SourceText,
	lines: readonly Line[],
	titleAt: number
): { number: string; day: Day | null } | null {
	const line = lines.slice(titleAt + 1, titleAt + 6).find(({ key }) => /^\(\s*số\s/.test(key));
	const [found] = line === undefined ? [] : numbersIn(source, line.from, line.to);
	if (line === undefined || found === undefined) return null;
	const [, day, month, year] = DAY_STATED.exec(line.key) ?? [];
	return { number: found.number, day: dayOfParts(day ?? '', month ?? '', year ?? '') };
}

/** "ban hành Công văn số …" names a document inside running text. */
const NAMED_BEFORE =
	/(?:công văn|văn bản|nghị định|nghị quyết|quyết định|chỉ thị|thông tư|kế hoạch|thông báo|công điện|tờ trình|báo cáo|luật)\s*$/;

interface PlaceAndDay {
	day: Day | null;
	place: string | null;
	from: number;
	to: number;
}

function placeAndDay(
	source: SourceText,
	zoneKey: string,
	cells: readonly Cell[]
): PlaceAndDay | null {
	for (const cell of cells) {
		const window = zoneKey.slice(
			cell.from,
			Math.min(zoneKey.length, cell.from + cell.text.length + 60)
		);
		const match = DATE.exec(window);
		if (match === null || match.index > cell.text.length) continue;
		const [whole, written = '', day = '', month = '', year = ''] = match;
		const from = cell.from + match.index;
		const placeText = source.text.slice(from, from + written.length).replace(/\*/g, '');
		const place = placeOf(placeText);
		if (written !== '' && place === null) continue;
		return {
			day: dayOfParts(day.trim(), month.trim(), year),
			place,
			from,
			to: from + whole.length
		};
	}
	return null;
}

/** "Số: 12/KH-UBND Gia Lai" leaves "Gia Lai"; a place is a few capitalised words. */
function placeOf(written: string): string | null {
	const words = written.trim().split(/\s+/);
	const place: string[] = [];
	for (const word of words.toReversed()) {
		const lower = /^(?:phố|xã|tỉnh|trấn|khu)$/.test(word);
		if (!/^\p{Lu}/u.test(word) && !lower) break;
		if (/\d|\//.test(word) || /^[A-ZĐ]{2,}(?:-|$)/.test(word)) break;
		place.unshift(word);
	}
	const text = place.join(' ');
	return text === '' || place.length > 6 ? null : text;
}

/** What a cell says besides the motto, the number and the day. */
function leftover(
	source: SourceText,
	cell: Cell,
	number: { from: number; to: number } | null,
	date: PlaceAndDay | null
): Cell[] {
	let { text, key } = cell;
	const blank = (from: number, to: number) => {
		const [a, b] = [Math.max(0, from - cell.from), Math.min(text.length, to - cell.from)];
		if (a >= b) return;
		text = `${text.slice(0, a)}${' '.repeat(b - a)}${text.slice(b)}`;
		key = `${key.slice(0, a)}${' '.repeat(b - a)}${key.slice(b)}`;
	};
	for (const match of cell.key.matchAll(MOTTO))
		blank(cell.from + match.index, cell.from + match.index + match[0].length);
	if (number !== null) {
		const before = source.key.slice(0, number.from).lastIndexOf('số');
		blank(before, number.to);
	}
	if (date !== null) blank(date.from, date.to);
	return text
		.split(/\s{3,}/)
		.filter((part) => part.trim() !== '')
		.map((part) => {
			const from = text.indexOf(part);
			return {
				line: cell.line,
				from: cell.from + from,
				text: part.trim(),
				key: key.slice(from, from + part.length).trim()
			};
		});
}

function urgencyOf(leftovers: readonly Cell[], lines: readonly Line[]): Urgency | null {
	for (const { key, text } of [...leftovers, ...lines.slice(0, 25)]) {
		const word = URGENT.exec(key)?.[1];
		if (word === undefined || (word === 'khẩn' && text !== text.toUpperCase())) continue;
		return URGENCIES.find((one) => one.toLowerCase() === word) ?? null;
	}
	return null;
}

const BODY_NAME =
	/^(?:ubnd|ủy ban nhân dân|hội đồng nhân dân|hđnd|sở|ban|văn phòng|trung tâm|thanh tra|chi cục|cục|thủ tướng|chính phủ|bộ|tỉnh ủy|thành ủy|huyện ủy|đảng ủy|công an|chủ tịch)(?![\p{L}])/u;

function issuerOf(leftovers: readonly Cell[]): string | null {
	const parts: string[] = [];
	for (const { key, text } of leftovers) {
		if (text !== text.toUpperCase() || /\d/.test(text)) {
			if (parts.length > 0) break;
			continue;
		}
		if (URGENT.test(key) || SECRET.test(key) || TITLES.includes(key.replace(/[\s:*]+$/, '')))
			continue;
		// A part of a title in letters set apart.
		if (/^\p{Lu}(?:\s+\p{Lu})*$/u.test(text)) continue;
		if (
			parts.length === 0
				? BODY_NAME.test(key)
				: /^(?:tỉnh|thành phố|huyện|thị xã|quận|xã|phường|thị trấn|đặc khu|tp\.)/.test(key)
		) {
			parts.push(text);
		} else if (parts.length > 0 && BODY_NAME.test(key)) {
			// The body above stands first, the issuer below it; an office bears the name of its body.
			const above = parts.splice(0);
			parts.push(text, ...(/^văn phòng$/.test(key) ? above : []));
		} else if (parts.length > 0) parts.push(text);
	}
	const name = asOneLine(
		parts
			.slice(0, 4)
			.join(' ')
			.replace(/[-_=~.]{2,}/g, ' ')
	);
	return name === '' || name.length > 120 ? null : name;
}

function headingOf(leftovers: readonly Cell[]): string[] {
	const heading: string[] = [];
	for (const { key, text } of leftovers) {
		if (TITLES.includes(key)) break;
		if (text === text.toUpperCase() && text.length < 200) heading.push(asOneLine(text));
	}
	return heading.slice(0, 12);
}

interface Subject {
	text: string | null;
	/** Index of the first line after it. */
	next: number;
	byVv: boolean;
}

const ABOUT = /^[\s*_(]*(?:v\/v|v\.v|về việc)\s*:?\s*/;
const OPEN_ENDED =
	/(?:,|-|(?<![\p{L}])(?:của|và|về|tại|cho|với|trên|trong|theo|các|do|ở|là|việc|đối|từ|cấp|tỉnh|ban|nhân))$/u;

function subjectOf(
	source: SourceText,
	lines: readonly Line[],
	width: number,
	title: { at: number; type: string; rest: string } | null,
	leftovers: readonly Cell[],
	to: number
): Subject {
	if (title !== null) return titledSubject(lines, width, title, to);
	const at = leftovers.findIndex(({ key }) => ABOUT.test(key));
	const first = leftovers[at];
	if (first === undefined) return { text: null, next: 0, byVv: false };
	const parts = [
		first.text.replace(/^[*_(\s]*(?:V\/v|v\/v|V\.v|V\/V|Về việc|VỀ VIỆC)\s*:?\s*/u, '')
	];
	let line = first.line;
	for (const cell of leftovers.slice(at + 1)) {
		const own = lines[cell.line];
		if (URGENT.test(cell.key) || SECRET.test(cell.key)) continue;
		if (own === undefined || TO.test(cell.key) || cell.line > line + 2) break;
		if (own.afterBlank && cell.line > line && !/^\p{Ll}/u.test(cell.text)) break;
		if (BEGINS_BODY.test(cell.key) && /[.:]$|.{90}/.test(cell.key)) break;
		if (cell.text === cell.text.toUpperCase() && /^(?:UBND|ỦY BAN|SỞ|TỈNH)/.test(cell.text))
			continue;
		parts.push(cell.text);
		line = cell.line;
	}
	return { text: cleanSubject(parts.join(' ')), next: line + 1, byVv: true };
}

function titledSubject(
	lines: readonly Line[],
	width: number,
	title: { at: number; type: string; rest: string },
	to: number
): Subject {
	const parts: string[] = title.rest === '' ? [] : [title.rest];
	let next = title.at + 1;
	for (let before = title.rest === '' ? null : lines[title.at]; ; next += 1) {
		const line = lines[next];
		if (line === undefined || next === to || TO.test(line.key)) break;
		if (URGENT.test(line.key) || SECRET.test(line.key)) continue;
		if (before === null || before === undefined) {
			if (
				BEGINS_BODY.test(line.key) &&
				line.text !== line.text.toUpperCase() &&
				!/^(?:thực hiện|triển khai)/.test(line.key)
			)
				break;
			if (line.text.length > 400 || /^(?:điều 1(?=[.:\s])|1\.\s|i\.\s)/.test(line.key)) break;
		} else if (!continuesSubject(before, line, width)) break;
		parts.push(line.text);
		before = line;
	}
	const text = cleanSubject(parts.join(' ').replace(ABOUT_WRITTEN, ''));
	return { text: text === '' ? null : text, next, byVv: false };
}

const ABOUT_WRITTEN = /^[\s*_]*(?:V\/v|v\/v|V\/V)\s*:?\s*/;

function continuesSubject(before: Line, line: Line, width: number): boolean {
	const shouted = before.text === before.text.toUpperCase();
	if (shouted)
		return (
			line.text === line.text.toUpperCase() &&
			!/^(?:ỦY BAN|UBND|CHỦ TỊCH|HỘI ĐỒNG|GIÁM ĐỐC|QUYẾT ĐỊNH|ĐIỆN)/.test(line.text) &&
			!/^(?:[IVX]+|\d+)\./.test(line.text)
		);
	if (/[.:]$/.test(before.key)) return false;
	if (/^[\s*_(]*\p{Ll}/u.test(line.text)) return true;
	if (line.afterBlank) return false;
	if (line.text === line.text.toUpperCase()) return false;
	return (
		OPEN_ENDED.test(before.key.replace(/[*_\s]+$/, '')) ||
		(width < Infinity && /^\d{4}\b/.test(line.text) && goesOn(before, line, width)) ||
		(BEGINS_BODY.test(line.key)
			? false
			: isFull(before, line, width) && line.text.length < width * 0.7)
	);
}

function cleanSubject(text: string): string {
	return asOneLine(text.replace(/[|_]+/g, ' '))
		.replace(/^[-"\s(]+/, '')
		.replace(/[\s./,;-]+$/, '');
}
