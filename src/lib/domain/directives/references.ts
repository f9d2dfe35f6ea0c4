import { typeOfNumber } from './document-type.ts';
import { numbersIn } from './document-number.ts';
import { isDay, type Day } from '../calendar/time.ts';
import { asOneLine, type Extent, type SourceText } from './source-text.ts';

/** Another document that this one names. */
export interface Reference extends Extent {
	type: string | null;
	number: string;
	date: Day | null;
	/** The article, clause or point that is named with it. */
	article: string | null;
	/** As written. */
	text: string;
}

const TYPE_BEFORE =
	/(nghị định|quyết định|thông tư liên tịch|thông tư|nghị quyết|kế hoạch|văn bản|thông báo(?: kết luận)?|chỉ thị|công văn|công điện|luật|pháp lệnh|báo cáo|tờ trình|hướng dẫn|chương trình|kết luận|quy định|đề án|giấy mời)(?:\s+(?:số|liên tịch|hợp nhất))*\s*[:.]?\s*$/;
const DATE_AFTER =
	/^[\s,*]{0,4}(?:được ban hành\s+)?ngày\s+\*{0,2}(\d{1,2})\*{0,2}(?:\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})|\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4}))/;
const ARTICLE =
	/((?:điểm\s+[a-zđ]\d?,?\s+)?(?:khoản\s+\d{1,2},?\s+)?điều\s+\d{1,3}[a-zđ]?)\s*,?\s*$/;

/** A day from its parts; null when there is none such. */
export function dayOfParts(day: string, month: string, year: string): Day | null {
	const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
	return isDay(text) ? text : null;
}

/** Every document named in a part of the text, in order; the same number once. */
export function referencesIn(source: SourceText, extent: Extent, own: string | null): Reference[] {
	const found = new Map<string, Reference>();
	for (const { number, from, to } of numbersIn(source, extent.from, extent.to)) {
		if (number === own) continue;
		const before = source.key.slice(Math.max(extent.from, from - 60), from).replace(/\s+/g, ' ');
		const typed = TYPE_BEFORE.exec(before);
		const written = typed?.[1] ?? null;
		const known = typeOfNumber(number);
		// A bare "01/TB" in running text is rather a form or an account than a document.
		if (
			written === null &&
			!/số\s*:?\s*$/.test(before) &&
			!/[-/]\S*-/.test(number) &&
			!/QH\d/.test(number)
		)
			continue;
		const after = DATE_AFTER.exec(source.key.slice(to, to + 60));
		const date =
			after === null
				? null
				: dayOfParts(after[1] ?? '', after[2] ?? after[4] ?? '', after[3] ?? after[5] ?? '');
		const type = written !== null && written !== 'văn bản' ? written : known;
		const start = from - (typed?.[0].length ?? 0);
		const lead = source.key.slice(Math.max(extent.from, start - 50), start).replace(/\s+/g, ' ');
		const article = typed === null ? null : (ARTICLE.exec(lead)?.[1] ?? null);
		const end = to + (after?.[0].length ?? 0);
		const first = found.get(number);
		if (first !== undefined) {
			first.date ??= date;
			first.article ??= article;
			continue;
		}
		found.set(number, {
			...{
				type,
				number,
				date,
				article,
				text: asOneLine(source.text.slice(Math.max(extent.from, start), end))
			},
			...{ from: Math.max(extent.from, start), to: end }
		});
	}
	return [...found.values()];
}
