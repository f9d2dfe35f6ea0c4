/**
 * Who is to do what a passage orders: the lead, who works with it, and who carries out what a head is
 * told to direct. Only what is written is told; who answers for a passage that names nobody is decided
 * by where it stands (`tasks.ts`).
 */
import { afterBracket, agenciesAt, type NamedAgency } from './agency-phrase.ts';
import type { Extent, SourceText } from './source-text.ts';
import { beginsOrder } from './task-verbs.ts';
import { phraseAt, phraseBook, standsAt, wordsIn, type Word } from './words-of-passage.ts';

export interface Roles {
	lead: NamedAgency[];
	coordinating: NamedAgency[];
	/** "Chánh Văn phòng UBND tỉnh chỉ đạo Trung tâm PVHCC …": the Centre. */
	executing: NamedAgency[];
	/** Where the order begins after the owner at the head of the passage. */
	contentFrom: number;
	/** Whether the passage begins with its owner. */
	ownerFirst: boolean;
	/** Whether somebody is told outright ("giao", "yêu cầu", "đề nghị"). */
	ordered: boolean;
}

const LEAD_INS = phraseBook([
	...[
		'đồng thời',
		'riêng đối với',
		'riêng',
		'đối với',
		'về phía',
		'trách nhiệm của',
		'nhiệm vụ của'
	],
	...[
		'trước mắt',
		'trong đó',
		'cụ thể',
		'bên cạnh đó',
		'ngoài ra',
		'và',
		'-',
		'+',
		',',
		'•',
		':',
		'"'
	]
]);
const ORDERS = phraseBook([
	...[
		'giao trách nhiệm cho',
		'giao trách nhiệm',
		'giao nhiệm vụ cho',
		'giao cho',
		'giao',
		'yêu cầu',
		'đề nghị',
		'kiến nghị'
	],
	...[
		'phân công',
		'thống nhất giao',
		'thống nhất chủ trương giao',
		'thống nhất chủ trương, giao',
		'đồng ý giao',
		'tiếp tục giao',
		'tiếp tục yêu cầu',
		'trân trọng đề nghị',
		'kính đề nghị'
	]
]);
const ASKS = phraseBook(['đề nghị', 'trân trọng đề nghị', 'kính đề nghị']);
const SUBORDINATE =
	/^(căn|về|trên|sau|khi|nếu|trường|để|nhằm|theo|trong|hàng|hằng|định|trước|chậm|từ|ngoài|qua|thực|đến|nhân|do|vì|với|tại|ngay|xét|đối|riêng|kết|trước)$/;
const ASSIGNER =
	/^(?:thường trực |đồng chí )?(?:phó chủ tịch |chủ tịch )?(?:ubnd|ủy ban nhân dân)(?: (?:tỉnh|thành phố|huyện|thị xã|quận|xã|phường|thị trấn|đặc khu).*)?$/;
/** A district or commune by its name: it orders, or it is ordered, by what follows. */
const LOCAL_BY_NAME =
	/(?:ubnd|ủy ban nhân dân) (?:thành phố|huyện|thị xã|quận|xã|phường|thị trấn|đặc khu) \S/;
const NOT_AFTER_OWNER = phraseBook(
	'của;thuộc;đã;đang;vừa;vẫn;còn;chưa;rất;cũng;đều;nào;này;nêu;nói;đó;trên;về;với;do;ở;là;mà;như;hay;hoặc;ra'.split(
		';'
	)
);
/** "Sở Nội vụ là cơ quan thường trực, theo dõi …" */
const SERVES_AS = phraseBook([
	...['cơ quan thường trực', 'đơn vị thường trực', 'cơ quan chủ trì', 'đơn vị chủ trì'],
	...['cơ quan đầu mối', 'đơn vị đầu mối', 'đầu mối']
]);

/** Heads of agencies, whom nothing else is told of than what they are to do. */
const BY_POST = /^(?:thủ trưởng|chủ tịch|giám đốc|trưởng|hiệu trưởng|người đứng đầu)(?![\p{L}])/iu;

const known = new WeakMap<SourceText, Map<string, Roles>>();

/** Reads one passage: a paragraph of an item. The same passage of the same text is read once. */
export function rolesIn(source: SourceText, extent: Extent): Roles {
	const read = known.get(source) ?? new Map<string, Roles>();
	known.set(source, read);
	const place = `${extent.from} ${extent.to}`;
	const roles = read.get(place) ?? readRoles(source, extent);
	read.set(place, roles);
	return roles;
}

function readRoles(source: SourceText, extent: Extent): Roles {
	const words = wordsIn(source, extent);
	const roles: Roles = {
		...{ lead: [], coordinating: [], executing: [], contentFrom: extent.from },
		...{ ownerFirst: false, ordered: false }
	};
	let consumed = 0;
	for (const start of sentenceStarts(words)) {
		if (start < consumed) continue;
		const end = readSentence(source, words, start, roles);
		consumed = Math.max(consumed, end);
	}
	readOrders(source, words, roles);
	readBrackets(source, words, roles);
	readCoordinating(source, words, roles);
	readTogether(source, words, roles);
	const leads = new Set(roles.lead.map(nameKey));
	roles.coordinating = unique(roles.coordinating).filter((one) => !leads.has(nameKey(one)));
	const named = unique(roles.lead);
	const certain = named.filter((one) => !one.isVague);
	roles.lead = certain.length > 0 ? certain : named;
	return roles;
}

function nameKey({ name }: NamedAgency): string {
	return name.toLowerCase();
}

export function unique(agencies: readonly NamedAgency[]): NamedAgency[] {
	const seen = new Set<string>();
	return agencies.filter((one) => {
		const key = nameKey(one);
		return !seen.has(key) && seen.add(key);
	});
}

function sentenceStarts(words: readonly Word[]): number[] {
	const starts = [0];
	words.forEach((word, n) => {
		const next = words[n + 1];
		if (next === undefined || !/^[.;:!?]$/.test(word.key)) return;
		// "Cơ quan phối hợp: …" names no lead.
		if (word.key === ':' && words.slice(Math.max(0, n - 4), n).some(({ key }) => key === 'hợp'))
			return;
		if (next.apart || word.key === ';') starts.push(n + 1);
	});
	return starts;
}

/** Reads who a sentence begins with; answers the word up to which it was understood. */
function readSentence(
	source: SourceText,
	words: readonly Word[],
	start: number,
	roles: Roles
): number {
	const first = ownerAt(source, words, start, roles);
	if (first !== null) return first;
	if (!SUBORDINATE.test(words[start]?.key ?? '') || standsAt(words, start, ['theo', 'dõi']))
		return start;
	for (let at = start; at < words.length; at += 1) {
		const key = words[at]?.key;
		if (key === '.' || (key === ';' && at > start)) break;
		// "Về việc này, UBND tỉnh giao …"; a longer subject may be a list.
		if (key === ':' || (words[start]?.key === 'về' && at > start + 8)) break;
		if (key !== ',' && key !== 'thì') continue;
		const found = ownerAt(source, words, at + 1, roles, true);
		if (found !== null) return found;
	}
	return start;
}

/** Takes the list at a word as the lead, if an order follows it. */
function ownerAt(
	source: SourceText,
	words: readonly Word[],
	start: number,
	roles: Roles,
	inside = false
): number | null {
	let at = start;
	let ordered = false;
	let label = false;
	for (;;) {
		const leadIn = phraseAt(words, at, LEAD_INS);
		if (leadIn > 0) {
			if (standsAt(words, at, ['trách', 'nhiệm']) || standsAt(words, at, ['đối', 'với']))
				label = true;
			at += leadIn;
			continue;
		}
		const order = phraseAt(words, at, ORDERS);
		if (order > 0) {
			ordered = true;
			at += order;
			continue;
		}
		break;
	}
	const found = agenciesAt(source, words, at);
	if (found === null) return null;
	const only = found.agencies.length === 1 ? found.agencies[0] : undefined;
	if (only !== undefined && !ordered && ASSIGNER.test(only.name.toLowerCase())) {
		const next = afterBracket(words, found.next);
		if (phraseAt(words, next, ORDERS) > 0) return ownerAt(source, words, next, roles, inside);
		if (!LOCAL_BY_NAME.test(only.name.normalize('NFC').toLowerCase())) return null;
	}
	// A department writes for itself: "Sở Nội vụ đề nghị các cơ quan, đơn vị gửi báo cáo".
	if (only?.isClass === false && !ordered && phraseAt(words, found.next, ASKS) > 0) {
		const asked = ownerAt(source, words, found.next, roles, inside);
		if (asked !== null) return asked;
	}
	const next = afterBracket(words, found.next);
	const complete =
		start === 0 && found.agencies.some(({ isClass, name }) => !isClass || BY_POST.test(name));
	if (!isFollowedByOrder(words, next, ordered || label || complete)) return null;
	if (inside && !ordered && words[next] === undefined) return null;
	const trailing = roles.lead.length > 0 && standsAt(words, next, ['phối', 'hợp']);
	if (trailing && agenciesAt(source, words, afterAdverbs(words, next + 2)) === null) {
		roles.coordinating.push(...found.agencies);
		return next;
	}
	if (roles.lead.length === 0 && start === 0) {
		roles.ownerFirst = true;
		roles.contentFrom = words[next]?.from ?? words.at(-1)?.to ?? roles.contentFrom;
	}
	roles.ordered ||= ordered;
	roles.lead.push(...found.agencies);
	readExecuting(source, words, next, roles);
	return next;
}

function isFollowedByOrder(words: readonly Word[], next: number, ordered: boolean): boolean {
	const word = words[next];
	if (word === undefined || word.key === ':') return true;
	if (word.sign) {
		const small = beginsOrder(words, next + 1);
		if (word.key === ',')
			return ordered || (small && !['và', 'với'].includes(words[next + 1]?.key ?? ''));
		return next === words.length - 1 || (ordered && word.key !== '"');
	}
	if (standsAt(words, next, ['được', 'giao']) || standsAt(words, next, ['được', 'phân']))
		return true;
	if (
		word.key === 'có' &&
		!/^(trách|biện|kế|giải|nhiệm|văn|phương|báo|ý|hình)$/.test(words[next + 1]?.key ?? '')
	)
		return false;
	if (standsAt(words, next, ['là']) && phraseAt(words, next + 1, SERVES_AS) > 0) return true;
	if (word.key === 'được' || phraseAt(words, next, NOT_AFTER_OWNER) > 0) return false;
	return ordered || beginsOrder(words, next);
}

function readExecuting(
	source: SourceText,
	words: readonly Word[],
	next: number,
	roles: Roles
): void {
	if (!standsAt(words, next, ['chỉ', 'đạo'])) return;
	const found = agenciesAt(source, words, next + 2);
	if (found === null || !isFollowedByOrder(words, found.next, false)) return;
	roles.executing.push(...found.agencies.filter((one) => !one.isClass));
}

/** "… , giao Sở Nội vụ tham mưu": an order inside a sentence. */
function readOrders(source: SourceText, words: readonly Word[], roles: Roles): void {
	words.forEach((_, at) => {
		const order = phraseAt(words, at, ORDERS);
		if (order === 0 || at === 0) return;
		const before = words[at - 1];
		const clause = before?.sign === true || before?.key === 'và' || before?.key === 'thì';
		if (!clause && !followsAssigner(words, at)) return;
		const found = agenciesAt(source, words, at + order);
		if (found === null) return;
		const next = afterBracket(words, found.next);
		if (!isFollowedByOrder(words, next, false)) return;
		roles.ordered = true;
		roles.lead.push(...found.agencies);
	});
}

/** Whether "UBND tỉnh" or "Chủ tịch UBND tỉnh" stands before a word and begins a clause. */
function followsAssigner(words: readonly Word[], at: number): boolean {
	for (let from = at - 1; from >= Math.max(0, at - 10); from -= 1) {
		const before = words[from - 1];
		if (before !== undefined && !/^[.;:]$/.test(before.key)) continue;
		const text = words
			.slice(from, at)
			.map(({ key }) => key)
			.join(' ');
		return ASSIGNER.test(text);
	}
	return false;
}

const DOES = phraseBook([
	'chủ trì',
	'thực hiện',
	'tham mưu',
	'chịu trách nhiệm',
	'làm đầu mối',
	'đầu mối'
]);

/** "(Sở Nội vụ chủ trì; các sở, ngành phối hợp)", "do Sở Y tế thực hiện". */
function readBrackets(source: SourceText, words: readonly Word[], roles: Roles): void {
	words.forEach((word, at) => {
		if (word.key !== '(' && word.key !== 'do') return;
		const found = agenciesAt(source, words, at + 1);
		if (found === null || phraseAt(words, found.next, DOES) === 0) return;
		if (word.key === 'do' && !standsAt(words, found.next, ['chủ', 'trì'])) return;
		roles.lead.push(...found.agencies);
		const more = agenciesAt(source, words, found.next + 3);
		if (word.key === '(' && more !== null && standsAt(words, more.next, ['phối', 'hợp'])) {
			roles.coordinating.push(...more.agencies);
		}
	});
}

const ADVERBS = new Set(
	'chặt chẽ đồng bộ tốt kịp thời thường xuyên hiệu quả , cùng với chủ động tích cực có'.split(' ')
);

function afterAdverbs(words: readonly Word[], at: number): number {
	let next = at;
	while (ADVERBS.has(words[next]?.key ?? '') && words[next]?.capital !== true) next += 1;
	return next;
}

/** "Sở Nội vụ chủ trì, cùng Sở Tài chính tham mưu …": who does it together with the one that leads. */
function readTogether(source: SourceText, words: readonly Word[], roles: Roles): void {
	words.forEach((_, at) => {
		if (!standsAt(words, at, ['chủ', 'trì'])) return;
		let next = at + 2;
		if (words[next]?.key === ',') next += 1;
		if (words[next]?.key !== 'cùng') return;
		next += words[next + 1]?.key === 'với' ? 2 : 1;
		const found = agenciesAt(source, words, next);
		if (found !== null) roles.coordinating.push(...found.agencies);
	});
}

/** "phối hợp (chặt chẽ) với Sở Tài chính". */
function readCoordinating(source: SourceText, words: readonly Word[], roles: Roles): void {
	words.forEach((_, at) => {
		if (!standsAt(words, at, ['phối', 'hợp'])) return;
		if (/^(chế|tác|sự|việc|thần|nhiệm)$/.test(words[at - 1]?.key ?? '')) return;
		const found = agenciesAt(source, words, afterAdverbs(words, at + 2));
		if (found !== null) roles.coordinating.push(...found.agencies);
	});
}
