/** What stands between the head and the signature: introduction, items, tables, closing paragraphs. */
import type { Day } from '../calendar/time.ts';
import type { NamedAgency } from './agency-phrase.ts';
import { agenciesAt } from './agency-phrase.ts';
import { sentencesOf } from './clauses.ts';
import { numbersIn } from './document-number.ts';
import type { Line } from './lines.ts';
import { itemsOf, outlineOf, pathOf, type Item } from './outline.ts';
import { dayOfParts } from './references.ts';
import { rolesIn } from './owners.ts';
import { isClosing } from './sections.ts';
import { asOneLine, type Extent, type SourceText } from './source-text.ts';
import { tablesIn, type TableRow } from './tables.ts';
import { wordsIn } from './words-of-passage.ts';

export interface Body {
	/** In matching form. */
	key: string;
	text: string;
	/** Where the content ends. */
	to: number;
	root: Item;
	/** Paragraphs before the first item. */
	intro: Extent[];
	/** Paragraphs after the last item that speak of the whole document. */
	closing: Extent[];
	/** All paragraphs of items and introduction. */
	passages: Extent[];
	rows: TableRow[];
	/** Whom the introduction orders what follows. */
	orderedTo: NamedAgency[];
	/** Whom the closing paragraphs order to carry it out. */
	closedTo: NamedAgency[];
	/** Lines after the end of the content. */
	tail: Line[];
}

const CONTENT_END = /(?:[.…]\s?\/\s?[.,;]?|\/\s?[.,]{1,2}|\.\/-)[\s"'|)*]*$/;
const TAIL =
	/^[\s|*]*(?:nơi nhận\s*[:.]?|file đính kèm|tệp đính kèm|(?:tm|kt|tl|tuq)\s*\.\s*\S|-?\s*số hiệu\s*:|- ?\d+ ?(?:chỉ thị|kế hoạch|quyết định|nghị quyết|thông tư|nghị định) |(?:quyền |phó )?(?:chủ tịch|giám đốc|chánh văn phòng|chánh thanh tra)[\s|*]*$)/;

export function bodyOf(
	source: SourceText,
	lines: readonly Line[],
	from: number,
	width: number
): Body {
	const after = lines.slice(from);
	const stop = after.findIndex(
		(line) =>
			CONTENT_END.test(line.key) || (TAIL.test(line.key) && isTail(line)) || isAnnexTitle(line)
	);
	const ends = stop === -1 ? null : after[stop];
	const included =
		ends !== null && ends !== undefined && CONTENT_END.test(ends.key) && !TAIL.test(ends.key)
			? 1
			: 0;
	const content = stop === -1 ? after : after.slice(0, stop + included);
	const tail = stop === -1 ? [] : after.slice(stop + included);
	const inBody = tablesIn(source, content);
	const inTail = tablesIn(source, tail);
	const root = outlineOf(
		content.filter((line) => !inBody.taken.has(line)),
		width
	);
	const closing = takeClosing(source, root);
	const to = content.at(-1)?.to ?? lines[from - 1]?.to ?? 0;
	const start = content[0]?.from ?? 0;
	const lastOfTables = inTail.rows.at(-1)?.whole.to ?? 0;
	return {
		key: source.key.slice(start, to),
		text: source.text.slice(start, to),
		to: Math.max(to, lastOfTables),
		root,
		intro: root.paragraphs,
		closing,
		passages: [...root.paragraphs, ...[...itemsOf(root)].flatMap((item) => item.paragraphs)],
		rows: [...inBody.rows.map((row) => ({ ...row, path: underItem(root, row) })), ...inTail.rows],
		orderedTo: orderedIn(source, root.paragraphs),
		closedTo: closedTo(source, root, closing),
		tail: [...tail]
	};
}

/** A table's own numbers stand below the item in which the table stands. */
function underItem(root: Item, row: TableRow): string {
	const above = [...itemsOf(root)].findLast(
		(item) => (item.paragraphs[0]?.from ?? Infinity) < row.whole.from
	);
	const outside = above === undefined ? '' : pathOf(above);
	return outside === '' || row.path === '' ? row.path : `${outside}.${row.path}`;
}

/** "PHỤ LỤC II" on a line of its own: what comes after has numbers of its own. */
function isAnnexTitle({ text, key }: Line): boolean {
	return (
		/^[\s|*]*phụ lục(?: (?:số )?(?:[ivx]+|\d+|[a-h]))?[\s|*:.]*$/.test(key) &&
		text === text.toUpperCase()
	);
}

/** "CHỦ TỊCH" alone signs; "Chủ tịch" in a line of running text does not. */
function isTail(line: Line): boolean {
	const bare = line.text.replace(/[|*]/g, '').trim();
	return (
		!/^(?:quyền |phó )?(?:chủ tịch|giám đốc|chánh)/.test(line.key.replace(/[|*]/g, '').trim()) ||
		bare === bare.toUpperCase()
	);
}

/** Takes from the last item the paragraphs that close the document. */
function takeClosing(source: SourceText, root: Item): Extent[] {
	const last = [...itemsOf(root)].at(-1);
	if (last === undefined) return [];
	const at = last.paragraphs.findIndex(
		({ from, to }, n) => n > 0 && isClosing(source.key.slice(from, Math.min(to, from + 400)))
	);
	return at === -1 ? [] : last.paragraphs.splice(at);
}

/** "Chủ tịch UBND tỉnh yêu cầu Giám đốc các sở … thực hiện những nhiệm vụ sau:" */
function orderedIn(source: SourceText, intro: readonly Extent[]): NamedAgency[] {
	for (const extent of intro.toReversed()) {
		const words = wordsIn(source, extent);
		for (let at = words.length - 1; at >= 0; at -= 1) {
			const order =
				words[at]?.key === 'giao'
					? 1
					: /^(?:yêu|đề|chỉ)$/.test(words[at]?.key ?? '') &&
						  /^(?:cầu|nghị|đạo)$/.test(words[at + 1]?.key ?? '')
						? 2
						: 0;
			if (order === 0) continue;
			const list = agenciesAt(source, words, at + order);
			const rest = list === null ? [] : words.slice(list.next);
			if (list !== null && rest.length > 0 && rest.at(-1)?.key === ':') return list.agencies;
		}
	}
	return [];
}

const ONLY_WATCHES =
	/^[-\s]*(?:(?:chủ tịch |phó chủ tịch )?(?:ubnd|ủy ban nhân dân) \p{L}+(?: \p{L}+)? )?(?:giao|yêu cầu|đề nghị) [^.;:]{3,90}?(?:có trách nhiệm |chịu trách nhiệm |chủ trì,? |làm đầu mối |phối hợp [^.;:]{3,90}? )?(?:theo dõi|đôn đốc|giám sát)(?![\p{L}])/u;

/** "Sở Nội vụ có trách nhiệm theo dõi, đôn đốc, kiểm tra việc thực hiện". */
const WATCHES_BY_ITSELF =
	/^[^.;:,]{3,60} (?:có trách nhiệm|chịu trách nhiệm|chủ trì|là cơ quan[^.;:]{3,40}),? (?:giúp[^.;:,]{3,40} )?(?:hướng dẫn, )?(?:theo dõi|đôn đốc|giám sát|kiểm tra)(?![\p{L}])/u;

/** "Yêu cầu Thủ trưởng các sở, ban, ngành nghiêm túc triển khai thực hiện", "… chịu trách nhiệm thi hành". */
function closedTo(source: SourceText, root: Item, closing: readonly Extent[]): NamedAgency[] {
	for (const extent of closing) {
		// "Văn phòng UBND tỉnh thông báo để các cơ quan, đơn vị biết, thực hiện" orders its sender nothing.
		if (/thông báo\s+(?:để|đến|tới|cho)/.test(source.key.slice(extent.from, extent.to))) continue;
		// "…; giao Sở Nội vụ theo dõi" orders one of them something else.
		const semicolon = source.key.slice(extent.from, extent.to).search(/;\s*(?:và )?giao /);
		const first = semicolon === -1 ? extent : { from: extent.from, to: extent.from + semicolon };
		for (const sentence of sentencesOf(source, first)) {
			const key = source.key.slice(sentence.from, sentence.to).replace(/\s+/g, ' ');
			// "Giao Sở Nội vụ theo dõi, đôn đốc việc thực hiện" orders only who watches.
			if (ONLY_WATCHES.test(key) || WATCHES_BY_ITSELF.test(key)) continue;
			const { lead } = rolesIn(source, sentence);
			if (lead.length > 0 && /(?:triển khai|thực hiện|thi hành)/.test(key)) return lead;
		}
	}
	const last = root.items.at(-1);
	const [article] = last?.marker?.style === 'article' ? last.paragraphs : [];
	if (article === undefined || !/thi hành/.test(source.key.slice(article.from, article.to)))
		return [];
	return rolesIn(source, article).lead;
}

interface Told {
	number: string | null;
	date: Day | null;
	subject: string | null;
}

const ISSUED =
	/ban hành\s+(?:văn bản|công văn|chỉ thị|kế hoạch|thông báo|quyết định|công điện|chương trình|nghị quyết|hướng dẫn)(?:\s+số)?\s*[:.]?\s*$/;
const DAY_BEFORE = /ngày\s+(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})\s*,?[^.;]{0,90}$/;
const DAY_AFTER = /^[\s,]{0,3}ngày\s+(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})/;

/** What running text ("ngày 16/12/2024, UBND tỉnh ban hành Văn bản số …") or a field list says of the document. */
export function runningHead(source: SourceText, body: Body, hasHead: boolean): Told {
	const told: Told = { number: null, date: null, subject: null };
	for (const line of body.tail) {
		const field = /^-?\s*(số hiệu|ngày ban hành)\s*:\s*(\S.*)$/.exec(line.key);
		if (field?.[1] === 'số hiệu')
			told.number = numbersIn(source, line.from, line.to)[0]?.number ?? null;
		const day = /(\d{1,2})\/(\d{1,2})\/(\d{4})/.exec(field?.[2] ?? '');
		if (field?.[1] === 'ngày ban hành' && day)
			told.date = dayOfParts(day[1] ?? '', day[2] ?? '', day[3] ?? '');
	}
	if (hasHead) return told;
	for (const extent of body.intro) {
		for (const { number, from, to } of numbersIn(source, extent.from, extent.to)) {
			const before = source.key.slice(Math.max(extent.from, from - 200), from).replace(/\s+/g, ' ');
			if (!ISSUED.test(before)) continue;
			const day = DAY_AFTER.exec(source.key.slice(to, to + 40)) ?? DAY_BEFORE.exec(before);
			const subject = /^[\s,]*(?:ngày\s+\S+\s+)?(?:về(?: việc)?|v\/v)\s+([^.;:]{5,200})/.exec(
				source.key.slice(to, Math.min(extent.to, to + 260))
			);
			const at =
				subject === null ? 0 : to + subject.index + subject[0].length - (subject[1]?.length ?? 0);
			return {
				number: told.number ?? number,
				date:
					told.date ?? (day === null ? null : dayOfParts(day[1] ?? '', day[2] ?? '', day[3] ?? '')),
				subject:
					subject === null ? null : asOneLine(source.text.slice(at, at + (subject[1]?.length ?? 0)))
			};
		}
	}
	return told;
}
