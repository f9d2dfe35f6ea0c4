/**
 * When something is to be done, as documents say it: a day, the last day of a month, quarter or year,
 * a number of days from the signing, a day of every month, or only "khẩn trương".
 */
import { addDays, type Day } from '../calendar/time.ts';
import { addWorkingDays, type WorkCalendar } from '../calendar/work-calendar.ts';
import { dayOfParts } from './references.ts';
import { asOneLine, type Extent, type SourceText } from './source-text.ts';

export interface Due {
	date: Day | null;
	/** As written; null when the document says nothing. */
	text: string | null;
}

/** As it is read, before a calendar is asked. */
export interface WrittenDue extends Due {
	/** Working days from the day of the document. */
	workingDays?: number;
}

/** What wording without a year, or from the signing on, is counted from. */
export interface DueContext {
	/** The day of the document; null when it has none. */
	date: Day | null;
}

/** The day that wording means, working days counted by the calendar; none without one. */
export function dueBy(
	{ date, text, workingDays }: WrittenDue,
	from: Day | null,
	calendar: WorkCalendar | null
): Due {
	if (workingDays === undefined || from === null || calendar === null) return { date, text };
	return { date: addWorkingDays(calendar, from, workingDays), text };
}

/** Whether a day follows from the wording. */
export function isDated({ date, workingDays }: WrittenDue): boolean {
	return date !== null || workingDays !== undefined;
}

export const NO_DUE: WrittenDue = { date: null, text: null };

const LAST =
	'(?:chậm nhất(?: là)?|muộn nhất(?: là)?|trước|đến hết|hết|đến|xong|trong|vào|hoàn thành|hạn cuối(?: là)?|thời hạn(?: là)?|(?<!(?:quá|trễ|đúng|gia|giới|kỳ) )hạn)';
const LEAD = `(${LAST}(?:\\s+(?:trước|vào|trong|là|đến|hết|xong|thời hạn)){0,3})\\s*:?\\s*(?:(?:\\d{1,2}\\s*(?:giờ|h)\\s*(?:\\d{2})?(?:\\s*phút)?,?\\s*)?)`;
const CYCLE =
	'(?:hằng|hàng|mỗi|của)\\s+(?:tháng|quý|năm|tuần)|(?:hằng|hàng) (?:tháng|quý|năm|tuần)';
const DATE =
	'(?:thứ\\s+\\S{2,4},?\\s+)?(?:(ngày)\\s+)?(\\d{1,2})(?:\\s*[/.-]\\s*(\\d{1,2})(?:\\s*[/.-]\\s*(\\d{4}))?|\\s+tháng\\s+(\\d{1,2})(?:\\s+năm\\s+(\\d{4})|\\s*[/.-]\\s*(\\d{4}))?)(?![\\d/%])';
const DAY = new RegExp(`(?<![\\p{L}])${LEAD}${DATE}(?!\\s*(?:${CYCLE}))`, 'gu');
const QUARTER =
	/(?<![\p{L}])(?:(trước|đến hết|hết|trong|vào|xong|cuối|hoàn thành|đến)\s+){0,3}((?:quý|quí)\s+(?:(?:iv|iii|ii|i|[1-4])\s*(?:,|và|-)\s*){0,3}(iv|iii|ii|i|[1-4]))(?![\p{L}\d])(?:\s*(?:[/-]|năm)\s*(\d{4}))?(?!\s*(?:hằng|hàng|mỗi)\s+năm)/gu;
const MONTH =
	/(?<![\p{L}\d])(trước|đến hết|hết|trong|vào|xong|cuối|hoàn thành|đến|chậm nhất(?: trong)?)\s+(?:trong\s+|hết\s+|cuối\s+)?tháng\s+(\d{1,2})(?:\s*(?:[/-]|năm)\s*(\d{4}))?(?![\d/])(?!\s*(?:của )?(?:hằng|hàng|mỗi)\s+năm)/gu;
const HALF =
	/(?<![\p{L}])(?:trong|hết|đến hết)\s+(?:6|06|sáu) tháng (đầu|cuối) năm(?:\s+(\d{4}))?/gu;
const YEAR =
	/(?<![\p{L}])(?:trong|đến hết|hết|cuối|đến cuối|hoàn thành(?: trong)?|xong trong|trong quý iv)\s+năm\s+(\d{4})(?!\s*[-/]\s*\d)/gu;
const SPAN =
	/(?<![\p{L}])(?:chậm nhất\s+|trong\s+)?(?:trong\s+)?(?:vòng|thời hạn|thời gian)?\s*(?:tối đa\s+|không quá\s+)?0?(\d{1,3})\s+(ngày làm việc|ngày|tháng)\s*,?\s*(?:tính\s+)?(?:kể\s+)?từ\s+(ngày|khi)\s+([^,.;)\n]{2,60})/gu;
const EVERY =
	/(?<![\p{L}])(?:chậm nhất\s+|trước\s+|vào\s+)?ngày\s+\d{1,2}(?:\s*[/]\s*\d{1,2}|\s+tháng\s+\d{1,2})?\s+(?:của\s+)?(?:tháng (?:cuối|đầu)(?: của)?(?: mỗi)? (?:quý|năm)|(?:hằng|hàng|mỗi)\s+(?:tháng|quý|năm)|tháng (?:liền|sau|kế)[^,.;]{0,25})/gu;
/** A part of every year or week: "trong tháng 12 hằng năm", "thứ Sáu hằng tuần". */
const EVERY_PART =
	/(?<![\p{L}])(?:(?:chậm nhất(?: là)?|trước|trong|vào|cuối|đầu)\s+){0,2}(?:tháng\s+\d{1,2}|quý\s+(?:iv|iii|ii|i)|thứ\s+(?:hai|ba|tư|năm|sáu|bảy)|tuần (?:đầu|cuối)|ngày (?:đầu|cuối)(?: tháng)?|\d{1,2}\s*(?:giờ|h)(?:\s*\d{2})?(?:\s*phút)?)\s*,?\s+(?:của\s+)?(?:hằng|hàng|mỗi)\s+(?:năm|tháng|tuần|quý|ngày)/gu;
const VAGUE =
	/(?<![\p{L}])((?:ngay )?trong (?:tuần|tháng|ngày|quý|năm) (?:này|nay|tới)|trong (?:vòng |thời hạn )?\d{1,3} (?:ngày làm việc|ngày|giờ|tuần)(?! qua)|(?:trước|chậm nhất|vào) ngày \d{1,2}(?![\d/.])|khẩn trương|nhanh chóng|sớm (?=hoàn|thống|triển|trình|ban|báo|có|đưa|xây|tham|khắc|giải|tổ|thực)|(?:thực hiện|triển khai|tham mưu|báo cáo|xử lý|khắc phục|kiểm tra) ngay|theo lộ trình(?: của [^,.;]{3,50})?|ngay sau khi [^,.;]{5,80}|trước (?:khai giảng|mùa (?:mưa|lũ|khô|bão)|tết |kỳ họp |thềm )[^,.;]{0,40})/gu;

interface Found extends Extent {
	date: Day | null;
	workingDays?: number;
}

const QUARTERS: Readonly<Record<string, number>> = {
	i: 1,
	ii: 2,
	iii: 3,
	iv: 4,
	1: 1,
	2: 2,
	3: 3,
	4: 4
};

function lastOfMonth(year: number, month: number): Day {
	const [nextYear, nextMonth] = month === 12 ? [year + 1, 1] : [year, month + 1];
	return addDays(`${nextYear}-${String(nextMonth).padStart(2, '0')}-01`, -1);
}

/** A year that is not written: the document's, or the next when the month has passed. */
function yearFor(
	month: number,
	written: string | undefined,
	{ date }: DueContext,
	day = 31
): number | null {
	if (written !== undefined) return Number(written);
	if (date === null) return null;
	const year = Number(date.slice(0, 4));
	const own = Number(date.slice(5, 7));
	if (month > own || (month === own && day >= Number(date.slice(8, 10)))) return year;
	// November's "15/01" is next January; a day shortly before the document is no promise at all.
	return own - month >= 6 ? year + 1 : year;
}

/** What else has a date and is no promise: other documents, and figures as of a day. */
const NO_PROMISE =
	/(?:tính|số liệu|chốt|phát sinh|ban hành|tiếp nhận|hiệu lực|tồn|thời điểm|kể từ|giai đoạn[^,.;]{0,10})\s*$/;
/** "Ban hành ngày 5/3" tells of a document, "ban hành trước ngày 31/8" promises one. */
const PROMISES_TO_ISSUE = /^(?:trước|chậm nhất|muộn nhất|xong)/;

function isNoPromise(masked: string, { from, to }: Extent): boolean {
	const before = NO_PROMISE.exec(masked.slice(Math.max(0, from - 30), from));
	if (before === null) return false;
	// "Số hóa kết quả còn hiệu lực trước ngày 31/12": what is digitised is in force.
	const ofWhatIs = /còn hiệu lực\s*$/.test(masked.slice(Math.max(0, from - 30), from));
	const promised = ofWhatIs || before[0].startsWith('ban hành');
	return !(promised && PROMISES_TO_ISSUE.test(masked.slice(from, to)));
}

/**
 * The first promise in a passage.
 * @param masked the passage in matching form, with the names of other documents blanked out
 */
export function dueIn(
	source: SourceText,
	extent: Extent,
	masked: string,
	context: DueContext
): WrittenDue {
	const dated = [...days(masked, context), ...periods(masked, context), ...spans(masked, context)]
		.filter((one) => !isNoPromise(masked, one))
		.filter(({ date }) => date === null || context.date === null || date >= context.date)
		.sort((a, b) => a.from - b.from || b.to - a.to);
	const every = [...masked.matchAll(EVERY), ...masked.matchAll(EVERY_PART)].map(at(null));
	const first = dated[0] ?? every[0] ?? [...masked.matchAll(VAGUE)].map(at(null))[0];
	if (first === undefined) return NO_DUE;
	const text = asOneLine(source.text.slice(extent.from + first.from, extent.from + first.to));
	return {
		date: first.date,
		text: text.replace(/[\s,]+$/, ''),
		...(first.workingDays === undefined ? {} : { workingDays: first.workingDays })
	};
}

function at(date: Day | null): (match: RegExpExecArray) => Found {
	return (match) => ({ from: match.index, to: match.index + match[0].length, date });
}

function days(masked: string, context: DueContext): Found[] {
	return [...masked.matchAll(DAY)].flatMap((match) => {
		const [, lead = '', word, day = '', m1, y1, m2, y2, y3] = match;
		const month = m1 ?? m2 ?? '';
		// "trong 5/2019" is a month; "đến 3/5" may be a share.
		if (
			word === undefined &&
			m1 !== undefined &&
			y1 === undefined &&
			!/chậm|muộn|trước|hạn|xong|hết/.test(lead)
		)
			return [];
		const year = yearFor(Number(month), y1 ?? y2 ?? y3, context, Number(day));
		const date = year === null ? null : dayOfParts(day, month, String(year));
		if (year !== null && date === null) return [];
		return [at(date)(match)];
	});
}

function periods(masked: string, context: DueContext): Found[] {
	const found: Found[] = [];
	for (const match of masked.matchAll(QUARTER)) {
		const quarter = QUARTERS[match[3] ?? ''] ?? 0;
		const before = /trước/.test(match[1] ?? '');
		if (match[1] === undefined && match[4] === undefined) continue;
		const year = yearFor(quarter * 3, match[4], context);
		const month = before ? quarter * 3 - 3 : quarter * 3;
		found.push(
			at(year === null ? null : month === 0 ? lastOfMonth(year - 1, 12) : lastOfMonth(year, month))(
				match
			)
		);
	}
	for (const match of masked.matchAll(MONTH)) {
		const month = Number(match[2]);
		if (month < 1 || month > 12) continue;
		const year = yearFor(month, match[3], context);
		const own = match[1] === 'trước' ? month - 1 : month;
		found.push(
			at(year === null ? null : own === 0 ? lastOfMonth(year - 1, 12) : lastOfMonth(year, own))(
				match
			)
		);
	}
	for (const match of masked.matchAll(HALF)) {
		const year = match[2] ?? context.date?.slice(0, 4);
		found.push(
			at(year === undefined ? null : `${year}-${match[1] === 'đầu' ? '06-30' : '12-31'}`)(match)
		);
	}
	for (const match of masked.matchAll(YEAR)) found.push(at(`${match[1] ?? ''}-12-31`)(match));
	return found;
}

function spans(masked: string, { date }: DueContext): Found[] {
	return [...masked.matchAll(SPAN)].flatMap((match) => {
		const [, count = '', unit, , from = ''] = match;
		const own =
			/^(ký|ban hành|văn bản này|công văn này|chỉ thị này|kế hoạch này|quyết định này|thông báo này|phát hành)/.test(
				from
			) && !/hiệu lực/.test(from); // In force is often later than signed.
		if (!own || date === null || unit === 'tháng') return [at(null)(match)];
		if (unit === 'ngày') return [at(addDays(date, Number(count)))(match)];
		return [{ ...at(null)(match), workingDays: Number(count) }];
	});
}

const BARE = [
	/(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})/,
	/(?:quý|quí)\s+(?:(?:iv|iii|ii|i|[1-4])\s*(?:,|và|-)\s*){0,3}(iv|iii|ii|i|[1-4])(?![\p{L}\d])(?:\s*(?:[/-]|năm)\s*(\d{4}))?/u,
	/tháng\s+(\d{1,2})(?:\s*(?:[/-]|năm)\s*(\d{4}))?/,
	/(?:năm\s+)?(20\d{2})(?!\s*-\s*20)/,
	/(\d{1,2})\s*[/.]\s*(\d{4})/,
	/(\d{1,2})\s*[/.]\s*(\d{1,2})(?!\d)/
] as const;

const UNTIL = /\d{4}\s*(?:-|đến|tới)\s*(?:ngày\s+)?(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})/;

/** What stands in a column or after a label "Thời hạn hoàn thành": "Quý II/2026", "30/6", "Năm 2026". */
export function dueOfCell(text: string, key: string, context: DueContext): WrittenDue {
	const written = asOneLine(text);
	if (written === '') return NO_DUE;
	const source = { text, key };
	const whole = { from: 0, to: text.length };
	const said = dueIn(source, whole, key, context);
	if (isDated(said)) return { ...said, text: written };
	const [full, quarter, month, year, short, day] = BARE.map((pattern) => pattern.exec(key));
	let date: Day | null = null;
	if (/hằng|hàng|thường xuyên|định kỳ|mỗi/.test(key)) date = null;
	else if (full) {
		// "10/10/2025 - 15/11/2025": it is due when the time is over.
		const [, from, month, of] = UNTIL.exec(key) ?? full;
		date = dayOfParts(from ?? '', month ?? '', of ?? '');
	} else if (quarter) {
		const number = QUARTERS[quarter[1] ?? ''] ?? 4;
		const of = yearFor(number * 3, quarter[2], context);
		date = of === null ? null : lastOfMonth(of, number * 3);
	} else if (month && Number(month[1]) >= 1 && Number(month[1]) <= 12) {
		const of = yearFor(Number(month[1]), month[2], context);
		date = of === null ? null : lastOfMonth(of, Number(month[1]));
	} else if (short && Number(short[1]) >= 1 && Number(short[1]) <= 12)
		date = lastOfMonth(Number(short[2]), Number(short[1]));
	else if (day) {
		const of = yearFor(Number(day[2]), undefined, context, Number(day[1]));
		date = of === null ? null : dayOfParts(day[1] ?? '', day[2] ?? '', String(of));
	} else if (year && !/giai đoạn/.test(key)) date = `${year[1] ?? ''}-12-31`;
	return { date, text: written };
}
