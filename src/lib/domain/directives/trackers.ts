import { afterBracket, agenciesAt, type NamedAgency } from './agency-phrase.ts';
import { matchingForm, type Extent, type SourceText } from './source-text.ts';
import { phraseAt, phraseBook, standsAt, wordsIn, type Word } from './words-of-passage.ts';

/** Follows the work; collects the reports; proposes how agencies are judged. */
export const TRACKER_ROLES = ['monitoring', 'reports', 'evaluation'] as const;
export type TrackerRole = (typeof TRACKER_ROLES)[number];

export interface Tracker extends NamedAgency {
	role: TrackerRole;
}

const WATCHES = phraseBook(['theo dõi', 'đôn đốc', 'giám sát', 'kiểm tra', 'đốc thúc']);
const THIS =
	/(?:việc|tình hình|kết quả|quá trình)(?: tổ chức)?(?: triển khai)?(?:,)?(?: tổ chức)? ?(?:thực hiện|triển khai|chấp hành)|(?:chỉ thị|kế hoạch|kết luận|công văn|văn bản|quyết định|thông báo|công điện|chương trình|nội dung)[^.;]{0,30} (?:này|trên)|các (?:sở|cơ quan|đơn vị|địa phương|nội dung)/;
const COMMITTEE = /^(?:phó chủ tịch |chủ tịch )?(?:ubnd|ủy ban nhân dân|uỷ ban nhân dân) tỉnh/i;
const ADVERBS = new Set([
	'có',
	'trách',
	'nhiệm',
	'chủ',
	'trì',
	',',
	'thường',
	'xuyên',
	'chịu',
	'giúp',
	'phối',
	'hợp',
	'là',
	'đầu',
	'mối',
	'và',
	'hướng',
	'dẫn',
	'tổng',
	'tham',
	'mưu',
	'trực',
	'tiếp',
	'chủ',
	'động'
]);

/** Who follows the work of this document, as it says so itself. `closing`: the paragraphs after its items. */
export function trackersIn(
	source: SourceText,
	body: readonly Extent[],
	closing: readonly Extent[]
): Tracker[] {
	const found: Tracker[] = [];
	const add = (agencies: readonly NamedAgency[], role: TrackerRole) => {
		for (const one of agencies) {
			if (one.isClass || found.some((other) => other.name === one.name && other.role === role))
				continue;
			found.push({ ...one, role });
		}
	};
	const last = new Set(closing);
	for (const extent of [...body, ...closing]) {
		const key = source.key.slice(extent.from, extent.to).replace(/\s+/g, ' ');
		if (!/(?:theo dõi|đôn đốc|giám sát|tổng hợp|xếp loại)/.test(key)) continue;
		const words = wordsIn(source, extent);
		let past = 0;
		let watcher: readonly NamedAgency[] = [];
		words.forEach((word, at) => {
			if (word.sign || at < past) return;
			const list = agencyAt(source, words, at);
			if (list === null) return;
			past = list.next;
			if (list.agencies.every(({ name }) => COMMITTEE.test(name))) return;
			const rest = words.slice(list.next, list.next + 90);
			if (isMonitor(rest, last.has(extent))) add(list.agencies, 'monitoring');
			if (supervises(rest)) watcher = list.agencies;
			// "gửi về Sở Nội vụ (qua Phòng Cải cách hành chính)": the Sở collects.
			const inside = words[at - 1]?.key === 'qua' && list.agencies.every(isRoom);
			if (!inside && reportsGoTo(words, at, list.next)) add(list.agencies, 'reports');
			if (evaluates(rest)) add(list.agencies, 'evaluation');
		});
		add(watcher, 'monitoring');
	}
	return found;
}

const FOLLOWS_THIS =
	/(?<![\p{L}])(?:theo dõi|đôn đốc)[^.;]{0,60}(?:thực hiện|triển khai)[^.;]{0,40}(?:chỉ thị|kế hoạch|kết luận|công văn|văn bản|quyết định|thông báo|công điện|chương trình|đề án|nội dung)(?: thanh tra| kiểm tra)?(?:[^.;]{0,20} (?:này|trên)|(?=\s*[;.,]|$))/u;

/** The same without an object of its own: "theo dõi, đôn đốc, tổng hợp, báo cáo Chủ tịch UBND tỉnh". */
const FOLLOWS_ALL =
	/(?<![\p{L}])(?:theo dõi, (?:kiểm tra, )?đôn đốc|đôn đốc, theo dõi|theo dõi, tổng hợp|theo dõi, đôn đốc, tổng hợp)(?: kết quả(?: thực hiện)?)?(?:(?:,| và) (?:kịp thời |tổng hợp(?: kết quả(?: thực hiện)?)?(?:,| và)? ?)*(?:báo cáo|tham mưu|báo cáo kết quả|trình)(?: kết quả(?: thực hiện)?)?(?: cho| về)? (?:ubnd|ủy ban nhân dân|chủ tịch|thường trực|lãnh đạo|thủ tướng|chính phủ|ban chỉ đạo|ban thường vụ)|\s*(?:[.;]|$))/u;

interface Following {
	text: string;
	lead: readonly NamedAgency[];
	coordinating: readonly NamedAgency[];
}

/**
 * The trackers of a document: who leads a task that is to follow this very document, before those whom
 * the text names. Who only coordinates in such a task is none, however near to the verb it stands.
 */
export function withLeaders(named: readonly Tracker[], tasks: readonly Following[]): Tracker[] {
	const following = tasks.filter(
		({ text, lead }) =>
			lead.length <= 2 &&
			[FOLLOWS_THIS, FOLLOWS_ALL].some((follows) => follows.test(matchingForm(text)))
	);
	const leaders = following
		.flatMap(({ lead }) => lead.filter(({ isClass }) => !isClass))
		.map((one): Tracker => ({ ...one, role: 'monitoring' }));
	const isOf = (agencies: readonly NamedAgency[], { name }: Tracker) =>
		agencies.some((one) => one.name === name);
	const helping = following.flatMap(({ coordinating }) => coordinating);
	const others = named.filter(
		(one) => one.role !== 'monitoring' || !(isOf(leaders, one) || isOf(helping, one))
	);
	const once = leaders.filter(
		({ name }, n) => leaders.findIndex((other) => other.name === name) === n
	);
	return [...once, ...others];
}

function isRoom({ name }: NamedAgency): boolean {
	return /^phòng /i.test(name);
}

/** A list that begins here and not inside a longer name. */
function agencyAt(source: SourceText, words: readonly Word[], at: number) {
	const word = words[at];
	if (word === undefined || (!word.capital && !/^(?:ubnd|về)$/.test(word.key))) return null;
	return agenciesAt(source, words, at);
}

function textOf(words: readonly Word[]): string {
	return words
		.map(({ key }) => key)
		.join(' ')
		.replace(/ ([,.;:])/g, '$1');
}

function isMonitor(rest: readonly Word[], closing: boolean): boolean {
	let at = 0;
	while (at < 12 && ADVERBS.has(rest[at]?.key ?? '') && phraseAt(rest, at, WATCHES) === 0) at += 1;
	if (phraseAt(rest, at, WATCHES) > 0) {
		const sentence = /^[^.;]*/.exec(textOf(rest.slice(at)))?.[0] ?? '';
		const watched = /(?:theo dõi|đôn đốc)/.test(sentence) && THIS.test(sentence);
		return (
			watched &&
			(closing ||
				/(?:này|nêu trên|nhiệm vụ được giao|các nội dung)|(?:chỉ thị|kế hoạch|kết luận(?: thanh tra| kiểm tra)?|công điện|quyết định|thông báo|chương trình)\s*$/.test(
					sentence
				))
		);
	}
	return false;
}

/** The Centre of a letter that is told to urge and supervise the departments. */
function supervises(rest: readonly Word[]): boolean {
	return /^[^.;]{0,260}(?:việc )?theo dõi,? đôn đốc,? giám sát các (?:sở|cơ quan|đơn vị|ngành)/.test(
		textOf(rest)
	);
}

/** "gửi về Sở Nội vụ tổng hợp, báo cáo", "(qua Văn phòng UBND tỉnh để tổng hợp)". */
function reportsGoTo(words: readonly Word[], at: number, next: number): boolean {
	let before = at - 1;
	while (['(', ',', ':'].includes(words[before]?.key ?? '')) before -= 1;
	const to = /^(?:về|qua|đến|cho|gửi)$/.test(words[before]?.key ?? '');
	if (!to) return false;
	const said = textOf(words.slice(Math.max(0, at - 45), at));
	if (!/(?:báo cáo|gửi|kết quả|phản ánh)/.test(said)) return false;
	const from = afterBracket(words, next);
	const after = words.slice(from, from + 14);
	return (
		after.some(
			(_, n) => standsAt(after, n, ['tổng', 'hợp']) || standsAt(after, n, ['theo', 'dõi'])
		) || /định kỳ|hằng|hàng|kết quả thực hiện/.test(said)
	);
}

function evaluates(rest: readonly Word[]): boolean {
	return /^(?:có trách nhiệm )?(?:chủ trì,? )?(?:tham mưu|đề xuất|theo dõi|tổng hợp)[^.;]{0,60}đánh giá, xếp loại(?: mức độ hoàn thành[^.;]{0,20})? của các (?:sở|cơ quan|đơn vị|ngành)/.test(
		textOf(rest)
	);
}
