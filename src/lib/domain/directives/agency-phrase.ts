/**
 * Lists of agencies as documents write them: "Giám đốc các Sở: Nội vụ, Tài chính; Chủ tịch UBND huyện
 * Đức Hòa, Thạnh Hóa và thành phố Tân An". Members of an enumeration share its head noun; a class
 * ("các sở, ban, ngành") stays one entry.
 */
import {
	CLASS_ENDS,
	CLASS_WORDS,
	HEADS,
	LEVELS,
	LONG_NAMES,
	MINISTRIES,
	NO_AGENCY,
	POSTS,
	SECTORS,
	SMALL_STARTS,
	WHOLE_NAMES
} from './agency-heads.ts';
import { asOneLine, type Extent, type SourceText } from './source-text.ts';
import { beginsOrder } from './task-verbs.ts';
import { phraseAt, phraseBook, standsAt, type Word } from './words-of-passage.ts';

/** An agency, or a class of agencies, as it is named in a document. */
export interface NamedAgency extends Extent {
	/** As written; a member of an enumeration with the head noun that it shares. */
	name: string;
	/** Several agencies by what they are, not by their names. */
	isClass: boolean;
	/** A class that says nothing but "those concerned". */
	isVague: boolean;
}

interface Member extends NamedAgency {
	post: Extent | null;
	/** Head noun, and for a committee its level, that the next members may share. */
	head: string;
	headText: string;
	next: number;
}

/** The list that begins at a word, and the word after it; null when none does. */
export function agenciesAt(
	source: SourceText,
	words: readonly Word[],
	at: number
): { agencies: NamedAgency[]; next: number } | null {
	const first = memberAt(source, words, afterPerson(words, at));
	if (first === null) return null;
	const agencies: Member[] = [];
	let pending: Member[] = first;
	let next = at;
	for (;;) {
		agencies.push(...pending);
		const last = agencies.at(-1);
		if (last === undefined) return null;
		next = last.next;
		const from = afterSeparator(words, next);
		if (from === null) break;
		const more = memberAt(source, words, from) ?? sharedAt(source, words, from, last);
		if (more === null) break;
		pending = more;
	}
	return {
		agencies: agencies.map(({ post: _p, head: _h, headText: _t, next: _n, ...one }) => one),
		next
	};
}

const BETWEEN = new Set([',', ';', 'và', 'cùng', '&', '+']);

/** Past "đồng chí Nguyễn Thị A - " before the post. */
function afterPerson(words: readonly Word[], at: number): number {
	const title =
		standsAt(words, at, ['các', 'đồng', 'chí']) || standsAt(words, at, ['đ', '/', 'c'])
			? 3
			: standsAt(words, at, ['đồng', 'chí'])
				? 2
				: /^(?:ông|bà)$/.test(words[at]?.key ?? '')
					? 1
					: 0;
	if (title === 0) return at;
	// "đồng chí Giám đốc Sở Xây dựng": the person is not named, the post is.
	if (phraseAt(words, at + title, POSTS) > 0) return at + title;
	const end = at + title + properName(words, at + title);
	return /^[-,(]$/.test(words[end]?.key ?? '') && phraseAt(words, end + 1, POSTS) > 0
		? end + 1
		: at;
}

/** The word after "," or "và" (or both, or a bracket before them); null when the list ends. */
function afterSeparator(words: readonly Word[], at: number): number | null {
	let next = afterBracket(words, at);
	const start = next;
	while (BETWEEN.has(words[next]?.key ?? '')) next += 1;
	if (next === start) return null;
	if (words[next]?.key === 'với' && words[next - 1]?.key === 'cùng') next += 1;
	if (words[next]?.key === '-') next += 1;
	return next;
}

/** Past a remark in brackets. */
export function afterBracket(words: readonly Word[], at: number): number {
	if (words[at]?.key !== '(') return at;
	for (let next = at + 1; next < Math.min(words.length, at + 60); next += 1) {
		if (words[next]?.key === ')') return next + 1;
	}
	return at;
}

/** "Toàn tỉnh" is nobody: it tells of a place. */
const ALL_OF = phraseBook(['tất cả', 'toàn thể', 'toàn bộ']);

function memberAt(source: SourceText, words: readonly Word[], at: number): Member[] | null {
	let next = at;
	next += phraseAt(words, next, ALL_OF);
	while (['các', 'từng'].includes(words[next]?.key ?? '')) next += 1;
	// "Bộ trưởng, Thủ trưởng cơ quan ngang bộ": the ministers, without their ministries.
	if (standsAt(words, next, ['bộ', 'trưởng']) && /^[,;]$/.test(words[next + 2]?.key ?? '')) {
		const ministers = { head: 'bộ trưởng', headFrom: next, headTo: next + 2, to: next + 2 };
		return [
			member(
				source,
				words,
				{ at, headAt: next, post: null, plural: true },
				{ ...ministers, isClass: true }
			)
		];
	}
	const postFrom = next;
	let post: Extent | null = null;
	const postWords = phraseAt(words, next, POSTS);
	if (postWords > 0) {
		next += postWords;
		if (words[next]?.key === ',') next = secondPost(words, next);
		post = { from: words[postFrom]?.from ?? 0, to: words[next - 1]?.to ?? 0 };
	}
	const headAt = next;
	while (['các', 'những'].includes(words[next]?.key ?? '')) next += 1;
	const plural = next > headAt || (postFrom > at && post === null) || words[at]?.key === 'các';
	const start: Start = { at, headAt: next, post, plural: plural || next > headAt };
	return (
		enumerationAt(source, words, start) ??
		classAt(source, words, start) ??
		singleAt(source, words, start)
	);
}

/** "Chủ tịch, Phó Chủ tịch": the second post belongs to the first. */
function secondPost(words: readonly Word[], at: number): number {
	const more = phraseAt(words, at + 1, POSTS);
	return more > 0 && phraseAt(words, at + 1 + more, HEADS) > 0 ? at + 1 + more : at;
}

interface Start {
	at: number;
	headAt: number;
	post: Extent | null;
	plural: boolean;
}

function isCommittee(head: string): boolean {
	return head === 'ubnd' || head === 'ủy ban nhân dân';
}

function keysOf(words: readonly Word[], from: number, to: number): string {
	return words
		.slice(from, to)
		.map(({ key }) => key)
		.join(' ');
}

function member(
	source: SourceText,
	words: readonly Word[],
	{ at, post }: Start,
	rest: {
		head: string;
		headFrom: number;
		headTo: number;
		to: number;
		isClass?: boolean;
		isVague?: boolean;
	}
): Member {
	const from = words[at]?.from ?? 0;
	const to = words[rest.to - 1]?.to ?? from;
	return {
		from,
		to,
		name: asOneLine(source.text.slice(from, to)),
		isClass: rest.isClass ?? false,
		isVague: rest.isVague ?? false,
		post,
		head: rest.head,
		headText: source.text.slice(words[rest.headFrom]?.from, words[rest.headTo - 1]?.to),
		next: rest.to
	};
}

/** "các Sở: Nội vụ, Tài chính", "các sở Nội vụ, Tư pháp", "UBND các huyện: A, B": the members one by one. */
function enumerationAt(source: SourceText, words: readonly Word[], start: Start): Member[] | null {
	const { headAt, post } = start;
	const count = phraseAt(words, headAt, HEADS);
	if (count === 0) return null;
	const head = keysOf(words, headAt, headAt + count);
	let next = headAt + count;
	let level: { from: number; to: number } | null = null;
	if (isCommittee(head)) {
		const plural = words[next]?.key === 'các' ? 1 : 0;
		if (plural === 0) return null;
		const levelWords = phraseAt(words, next + 1, LEVELS);
		if (levelWords === 0) return null;
		level = { from: next + 1, to: next + 1 + levelWords };
		next = level.to;
	} else if (!start.plural && words[next]?.key !== ':') return null;
	const colon = words[next]?.key === ':';
	if (colon) next += 1;
	const headText = [
		source.text.slice(words[headAt]?.from, words[headAt + count - 1]?.to),
		...(level === null ? [] : [source.text.slice(words[level.from]?.from, words[level.to - 1]?.to)])
	].join(' ');
	if (head === 'sở' || head === 'bộ') {
		const names = head === 'bộ' ? MINISTRIES : SECTORS;
		if (sectorAt(words, next, names) === 0 || words[next]?.capital !== true) return null;
	} else if (level !== null) {
		if (properName(words, next) === 0) return null;
	} else if (!colon || words[next]?.capital !== true) return null;
	const shared: Member = {
		...{ from: 0, to: 0, name: '', isClass: false, isVague: false, next },
		post,
		head,
		headText: headText
			.replace(/^s/, 'S')
			.replace(/^b(?=ộ)/, 'B')
			.replace(/^h(?=ội)/, 'H')
	};
	return sharedAt(source, words, next, shared, colon);
}

/** A member that has no head of its own: "Tài chính" after "Sở Nội vụ", "thành phố Tân An" after "UBND huyện A". */
function sharedAt(
	source: SourceText,
	words: readonly Word[],
	at: number,
	last: Member,
	listed = false
): Member[] | null {
	let headText = last.headText;
	let next = at;
	if (last.isClass) return null;
	if (last.head === 'sở') {
		next = at + sectorAt(words, at);
		if (next === at && listed) next = at + properName(words, at);
		next = afterLevel(words, next, at);
	} else if (last.head === 'bộ') {
		next = at + sectorAt(words, at, MINISTRIES);
	} else if (isCommittee(last.head)) {
		const levelWords = phraseAt(words, at, LEVELS);
		const nameFrom = at + levelWords;
		const name = properName(words, nameFrom);
		if (name === 0) return null;
		if (levelWords > 0)
			headText = headText.split(' ').slice(0, last.head.split(' ').length).join(' ');
		next = nameFrom + name;
	} else if (listed || /^(hội|ban|phòng|chi cục|trường|công ty|bệnh viện|cục)$/.test(last.head)) {
		if (!listed) return null;
		next = nameEnd(words, at, at);
	}
	if (next === at) return null;
	const from = words[at]?.from ?? 0;
	const to = words[next - 1]?.to ?? from;
	const title =
		last.post === null ? '' : `${asOneLine(source.text.slice(last.post.from, last.post.to))} `;
	const name = asOneLine(`${title}${headText} ${source.text.slice(from, to)}`);
	const level =
		isCommittee(last.head) && phraseAt(words, at, LEVELS) > 0
			? ` ${keysOf(words, at, at + phraseAt(words, at, LEVELS))}`
			: '';
	const kept = level === '' ? last.headText : `${headText}${level}`;
	return [{ ...last, from, to, name, isClass: false, isVague: false, headText: kept, next }];
}

/** Words of a sector's name from a place, signs between them included; 0 when none begins there. */
function sectorAt(
	words: readonly Word[],
	at: number,
	names: readonly (readonly string[])[] = SECTORS
): number {
	for (const sector of names) {
		const count = looselyAt(words, at, sector);
		if (count > 0 && !splitsCulture(words, at, sector)) return count;
	}
	return 0;
}

/** "Văn hóa và Thể thao, Du lịch" are two, "Văn hóa, Thể thao và Du lịch" is one. */
function splitsCulture(words: readonly Word[], at: number, sector: readonly string[]): boolean {
	return (
		sector.join(' ') === 'văn hóa thể thao du lịch' &&
		words[at + 2]?.key === 'và' &&
		words[at + 5]?.key === ','
	);
}

const LOOSE = new Set([',', '-', 'và', '&']);

function looselyAt(words: readonly Word[], at: number, name: readonly string[]): number {
	let next = at;
	for (const [n, part] of name.entries()) {
		let skipped = 0;
		while (n > 0 && skipped < 2 && words[next]?.key !== part && LOOSE.has(words[next]?.key ?? '')) {
			next += 1;
			skipped += 1;
		}
		if (words[next]?.key !== part) return 0;
		next += 1;
	}
	return next - at;
}

/** Capitalised words in a row: the name of a place. */
function properName(words: readonly Word[], at: number): number {
	let next = at;
	while (next < at + 6) {
		const word = words[next];
		if (word === undefined) break;
		const hyphen = word.key === '-' && words[next + 1]?.capital === true && !word.apart;
		const number = /^\d+$/.test(word.key) && next === at;
		if (!word.capital && !hyphen && !number) break;
		if (next > at && phraseAt(words, next, POSTS) > 0 && words[next + 1]?.capital !== true) break;
		next += 1;
	}
	return next - at;
}

/** Past "tỉnh", "thành phố Huế", "cấp xã" after a name. */
function afterLevel(words: readonly Word[], next: number, from: number): number {
	if (next === from) return next;
	const cap = words[next]?.key === 'cấp' ? 1 : 0;
	const level = phraseAt(words, next + cap, LEVELS);
	if (level === 0 || standsAt(words, next, ['xã', 'hội'])) return next;
	return next + cap + level + properName(words, next + cap + level);
}

/** "các sở, ban, ngành", "UBND các huyện, thị xã, thành phố", "Sở, ngành tỉnh", "UBND cấp xã". */
function classAt(source: SourceText, words: readonly Word[], start: Start): Member[] | null {
	const headWords = headsAt(words, start.headAt);
	const head = keysOf(words, start.headAt, start.headAt + headWords);
	let next = start.headAt;
	let plural = start.plural;
	if (
		isCommittee(head) ||
		head === 'công an' ||
		head === 'hđnd' ||
		head === 'hội đồng nhân dân' ||
		head === 'phòng' ||
		head === 'chi nhánh' ||
		head === 'đảng ủy' ||
		head === 'ban chỉ đạo' ||
		headWords > phraseAt(words, start.headAt, HEADS)
	) {
		next += headWords;
		// "HĐND, UBND các xã"
		if (words[next]?.key === 'các' || words[next]?.key === 'cấp') plural = true;
		else if (start.plural && /^(?:phòng|chi nhánh)$/.test(head)) next = start.headAt;
		else return null;
		if (words[next]?.key === 'các') next += 1;
		if (words[next]?.key === 'cấp' && next === start.headAt + headWords + 1) next += 0;
	}
	const first = classWordAt(words, next);
	if (first === 0) return null;
	if (
		!plural &&
		!(isListOfKinds(words, next + first) && (start.post !== null || words[next]?.capital === true))
	)
		return null;
	const kinds: string[] = [keysOf(words, next, next + first)];
	next += first;
	if (words[next - 1]?.key === 'cấp') next += phraseAt(words, next, LEVELS);
	for (;;) {
		const ended = next + phraseAt(words, next, CLASS_ENDS);
		const from = afterKindSeparator(words, ended);
		const count = from === null ? 0 : classWordAt(words, from);
		if (from === null || count === 0 || (isCommittee(head) && !isPlace(words, from))) {
			next = ended;
			break;
		}
		const name = words[from + count]?.capital === true ? properName(words, from + count) : 0;
		// A province has one special zone or a few: "các xã, phường, đặc khu Phú Quý" is still the class.
		if (
			name > 0 &&
			words[from]?.key === 'đặc' &&
			kinds.some((kind) => /^(?:xã|phường)$/.test(kind))
		) {
			kinds.push('đặc khu');
			next = zonesEnd(words, from + count + name);
			break;
		}
		if (phraseAt(words, from, HEADS) > 0 && name > 0) {
			next = ended;
			break;
		}
		kinds.push(keysOf(words, from, from + count));
		next = from + count;
		if (words[next - 1]?.key === 'cấp') next += phraseAt(words, next, LEVELS);
	}
	for (
		let more = phraseAt(words, next, CLASS_ENDS);
		more > 0;
		more = phraseAt(words, next, CLASS_ENDS)
	)
		next += more;
	if (words[next]?.capital === true && /^(tỉnh|thành phố)$/.test(words[next - 1]?.key ?? ''))
		next += properName(words, next);
	const tail = keysOf(words, start.headAt, next);
	const vague =
		/liên quan/.test(tail) &&
		kinds.every((kind) =>
			/^(cơ quan|đơn vị|địa phương|tổ chức|cá nhân|ngành|thành viên)/.test(kind)
		);
	return [
		member(source, words, start, {
			...{ head, headFrom: start.headAt, headTo: start.headAt + Math.max(1, headWords), to: next },
			isClass: true,
			isVague: vague && !isCommittee(head)
		})
	];
}

/** Past ", Kiên Hải và Thổ Châu" after the name of a special zone. */
function zonesEnd(words: readonly Word[], at: number): number {
	const next = at + (/^(?:,|và)$/.test(words[at]?.key ?? '') ? 1 : 0);
	if (next === at || phraseAt(words, next, HEADS) > 0 || phraseAt(words, next, POSTS) > 0)
		return at;
	const name = properName(words, next);
	return name < 2 ? at : zonesEnd(words, next + name);
}

const BODIES_OF_A_PLACE =
	/^(?:ubnd|ủy ban nhân dân|hđnd|hội đồng nhân dân|đảng ủy|ubmttq|ubmttqvn|mttq|ủy ban mttq|ủy ban mặt trận tổ quốc|mặt trận tổ quốc)$/;

/** Words of a head, or of several that share one place: "Đảng ủy, HĐND, UBND các xã". */
function headsAt(words: readonly Word[], at: number): number {
	let count = phraseAt(words, at, HEADS);
	while (count > 0 && BODIES_OF_A_PLACE.test(lastHead(words, at, count))) {
		let from = at + count;
		while ([',', 'và', '-', '&'].includes(words[from]?.key ?? '')) from += 1;
		const more = from === at + count ? 0 : phraseAt(words, from, HEADS);
		if (more === 0 || !BODIES_OF_A_PLACE.test(keysOf(words, from, from + more))) break;
		count = from + more - at;
	}
	return count;
}

function lastHead(words: readonly Word[], at: number, count: number): string {
	return (
		keysOf(words, at, at + count)
			.split(/ (?:,|và|-|&) /)
			.at(-1) ?? ''
	);
}

function classWordAt(words: readonly Word[], at: number): number {
	const count = phraseAt(words, at, CLASS_WORDS);
	if (count === 1 && NO_AGENCY[words[at]?.key ?? '']?.includes(words[at + 1]?.key ?? '') === true)
		return 0;
	// "tổ chức thực hiện" and "cá nhân" alone name nobody.
	if (standsAt(words, at, ['tổ', 'chức']) && beginsOrder(words, at + count)) return 0;
	if (
		words[at]?.capital === true &&
		words[at + 1]?.capital === true &&
		count === 1 &&
		phraseAt(words, at, HEADS) > 0
	)
		return 0;
	return count;
}

function isPlace(words: readonly Word[], at: number): boolean {
	const cap = words[at]?.key === 'cấp' ? 1 : 0;
	return phraseAt(words, at + cap, LEVELS) > 0 && words[at]?.key !== 'tỉnh';
}

/** Without "các" a class is a list of at least two kinds: "Sở, ngành tỉnh". */
function isListOfKinds(words: readonly Word[], at: number): boolean {
	return (
		words[at]?.key === ',' && classWordAt(words, at + 1) > 0 && words[at + 1]?.capital !== true
	);
}

function afterKindSeparator(words: readonly Word[], at: number): number | null {
	let next = at;
	while ([',', 'và', '-', ';', '/'].includes(words[next]?.key ?? '')) next += 1;
	if (next === at) return null;
	while (['các', 'những'].includes(words[next]?.key ?? '')) next += 1;
	return next;
}

/** "Sở Tài nguyên và Môi trường", "Văn phòng UBND tỉnh", "Báo Vĩnh Phúc", "UBND huyện Đức Hòa". */
function singleAt(source: SourceText, words: readonly Word[], start: Start): Member[] | null {
	const { headAt } = start;
	const headWords = phraseAt(words, headAt, HEADS);
	const head = words[headAt];
	if (headWords === 0 || head === undefined) return null;
	const key = keysOf(words, headAt, headAt + headWords);
	const follower = words[headAt + headWords];
	if (NO_AGENCY[head.key]?.includes(words[headAt + 1]?.key ?? '') === true && headWords === 1)
		return null;
	if (!head.capital && start.post === null && !/^(ubnd|ủy ban nhân dân|vnpt|viettel)$/.test(key))
		return null;
	const build = (end: number): Member[] => {
		// "Phòng Nội vụ các huyện, thành phố": one in each of them.
		const everywhere = end > headAt + headWords ? placesAt(words, end) : 0;
		return [
			member(source, words, start, {
				head: key,
				headFrom: headAt,
				headTo: headTo(words, headAt, headWords, key),
				to: end + everywhere,
				isClass: everywhere > 0
			})
		];
	};
	for (const name of LONG_NAMES) {
		const count = looselyAt(words, headAt, name);
		if (count > 0) return build(nameEnd(words, headAt + count, headAt));
	}
	if (key === 'sở') {
		const sector = sectorAt(words, headAt + 1);
		if (sector > 0) return build(afterLevel(words, headAt + 1 + sector, headAt));
		return follower?.capital === true ? build(nameEnd(words, headAt + 1, headAt)) : null;
	}
	const isLevel = phraseAt(words, headAt, LEVELS) === headWords;
	if (isLevel) {
		const place = properName(words, headAt + headWords);
		return place > 0 ? build(headAt + headWords + place) : null;
	}
	const level = phraseAt(words, headAt + headWords, LEVELS) > 0;
	const small = phraseAt(words, headAt + headWords, SMALL_STARTS);
	const starts = follower !== undefined && (follower.capital || level || small > 0);
	if (!starts) return WHOLE_NAMES.has(key) ? build(headAt + headWords) : null;
	const end = nameEnd(words, headAt + headWords + (level ? 0 : small), headAt);
	return end > headAt + headWords ? build(end) : null;
}

/** Words of "các huyện, thị xã, thành phố" or "cấp xã" from a place. */
function placesAt(words: readonly Word[], at: number): number {
	if (words[at]?.key === 'cấp') {
		const level = phraseAt(words, at + 1, LEVELS);
		return level === 0 ? 0 : 1 + level;
	}
	if (words[at]?.key !== 'các') return 0;
	let next = at + 1 + phraseAt(words, at + 1, LEVELS);
	if (next === at + 1 || words[next]?.capital === true) return 0;
	for (;;) {
		const from = afterKindSeparator(words, next);
		const level = from === null ? 0 : phraseAt(words, from, LEVELS);
		if (from === null || level === 0 || words[from + level]?.capital === true) break;
		next = from + level;
	}
	return next - at;
}

/** How far the part reaches that further members of an enumeration share. */
function headTo(words: readonly Word[], at: number, count: number, key: string): number {
	if (!isCommittee(key)) return at + count;
	return at + count + phraseAt(words, at + count, LEVELS);
}

const LONGEST_NAME = 24;

/** Where a name ends: at a sign, an order, a level without a place, or another agency. */
function nameEnd(words: readonly Word[], from: number, nameFrom: number): number {
	let next = from;
	while (next < Math.min(words.length, nameFrom + LONGEST_NAME)) {
		const word = words[next];
		if (word === undefined) break;
		if (standsAt(words, next, ['phòng', ',', 'chống'])) {
			next += 3;
			continue;
		}
		if (word.sign) {
			const dash =
				(word.key === '-' || word.key === '&' || word.key === '/') &&
				words[next + 1]?.capital === true;
			if (!dash || next === from) break;
			next += 1;
			continue;
		}
		if (word.key === 'và') {
			const on = words[next + 1];
			if (
				on?.capital !== true ||
				phraseAt(words, next + 1, HEADS) > 0 ||
				phraseAt(words, next + 1, POSTS) > 0
			)
				break;
			if (sectorAt(words, next + 1) > 0) break;
			next += 1;
			continue;
		}
		if (/^(?:tỉnh|thành|huyện|đảng)$/.test(word.key) && words[next + 1]?.key === 'ủy')
			return next + 2;
		const level = word.key === 'cấp' ? 1 : 0;
		const levelWords = phraseAt(words, next + level, LEVELS);
		if (levelWords > 0 && !standsAt(words, next, ['xã', 'hội'])) {
			const after = next + level + levelWords;
			return after + properName(words, after);
		}
		// After a proper name a small word begins what is to be done.
		const proper =
			next - 2 >= from && words[next - 1]?.capital === true && words[next - 2]?.capital === true;
		if (!word.capital && proper && !/^\d/.test(word.key)) break;
		if (
			beginsOrder(words, next) ||
			word.key === 'các' ||
			word.key === 'của' ||
			word.key === 'thuộc'
		)
			break;
		const numbered = /^\d{1,2}$/.test(word.key) && standsAt(words, next - 2, ['nghiệp', 'vụ']);
		if (numbered) return next + 1;
		if (/^\d+$/.test(word.key) && next > from && words[next - 1]?.capital !== true) break;
		next += 1;
	}
	return next;
}
