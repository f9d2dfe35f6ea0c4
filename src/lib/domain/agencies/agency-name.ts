/**
 * The many ways in which one office is written. The feed names agencies by free text: "Ủy ban nhân
 * dân phường Quy Nhơn", "UBND P. Qui Nhơn", "Sở KH&ĐT", "SỞ KẾ HOẠCH VÀ ĐẦU TƯ TỈNH BÌNH ĐỊNH". Two
 * texts name the same office when their keys are equal.
 */
import { fold } from '../words/fold.ts';

/** A word of a name: with its tone, and folded for senders that write none. */
export interface NameWord {
	toned: string;
	folded: string;
}

/**
 * Short forms and what they stand for, longest phrases first where one contains another. The short
 * form is the key: a long name written out and its abbreviation meet there.
 */
const SHORT_FORMS: readonly (readonly [short: string, ...written: string[]])[] = [
	['vhttdl', 'van hoa the thao du lich', 'vh tt dl', 'vhtt dl', 'vh ttdl'],
	['vhtt', 'van hoa the thao', 'vh tt'],
	['ldtbxh', 'lao dong thuong binh xa hoi', 'ld tb xh', 'ldtb xh', 'ld tbxh'],
	['nnptnt', 'nong nghiep phat trien nong thon', 'nn ptnt', 'nong nghiep ptnt'],
	['nnmt', 'nong nghiep moi truong', 'nn mt'],
	['tnmt', 'tai nguyen moi truong', 'tn mt'],
	['khdt', 'ke hoach dau tu', 'kh dt'],
	['gtvt', 'giao thong van tai', 'gt vt'],
	['gddt', 'giao duc dao tao', 'gd dt'],
	['khcn', 'khoa hoc cong nghe', 'kh cn'],
	['tttt', 'thong tin truyen thong', 'tt tt'],
	['dttg', 'dan toc ton giao', 'dt tg'],
	['pvhcc', 'phuc vu hanh chinh cong', 'phuc vu hcc', 'pv hcc'],
	['dkdd', 'dang ky dat dai', 'dk dat dai', 'dk dd', 'dang ky quyen su dung dat'],
	['kkt', 'khu kinh te'],
	['bql', 'ban quan ly'],
	['bhxh', 'bao hiem xa hoi'],
	['hdnd', 'hoi dong nhan dan'],
	['ubnd', 'uy ban nhan dan', 'u b n d', 'uy ban nd'],
	['vp', 'van phong'],
	['tt', 'trung tam'],
	['cn', 'chi nhanh'],
	['tp', 'thanh pho'],
	['tx', 'thi xa'],
	['thitran', 'thi tran']
];

/** Sở whose names have no short form of their own but are abbreviated after "Sở". */
const DEPARTMENTS: readonly (readonly [short: string, name: string])[] = [
	['nv', 'noi vu'],
	['tp', 'tu phap'],
	['tc', 'tai chinh'],
	['xd', 'xay dung'],
	['ct', 'cong thuong'],
	['yt', 'y te'],
	['ngv', 'ngoai vu'],
	['dl', 'du lich'],
	...['vhttdl', 'vhtt', 'ldtbxh', 'nnptnt', 'nnmt', 'tnmt', 'khdt', 'gtvt', 'gddt', 'khcn'].map(
		(short) => [short, short] as const
	),
	['tttt', 'tttt'],
	['dttg', 'dttg']
];

/** Abbreviations written as one word, and letters that mean a kind of place after UBND. */
const EXPANSIONS: readonly (readonly [written: string, key: string])[] = [
	['vpub', 'vp ubnd'],
	['vpubnd', 'vp ubnd'],
	['vpdk dat dai', 'vp dkdd'],
	['vpdkdd', 'vp dkdd'],
	['vpdkqsdd', 'vp dkdd'],
	['cnvpdkdd', 'cn vp dkdd'],
	['ttpvhcc', 'tt pvhcc'],
	['bqlkkt', 'bql kkt'],
	['ubnd t', 'ubnd tinh'],
	['ubnd h', 'ubnd huyen'],
	['ubnd q', 'ubnd quan'],
	['ubnd p', 'ubnd phuong'],
	['ubnd x', 'ubnd xa'],
	['ubnd tt', 'ubnd thitran'],
	...DEPARTMENTS.flatMap(([short, name]): [string, string][] => [
		[`s${short}`, `so ${name}`],
		...(short === name ? [] : ([[`so ${short}`, `so ${name}`]] as [string, string][]))
	])
];

const TONE = /[\u0300\u0301\u0303\u0309\u0323]/g;
/** y and i sound alike at the end of these syllables and both are written: Quy Nhơn, Qui Nhơn. */
const FINAL_Y = /^(qu|h|k|l|m|s|t|v)y$/;

/**
 * A syllable with its tone at the end, wherever its writer put it: "Uỷ" and "Ủy", "hoà" and "hòa"
 * are the same word.
 */
function wordOf(syllable: string): NameWord {
	const bare = syllable.normalize('NFD');
	const tone = bare.match(TONE)?.join('') ?? '';
	const letters = bare.replace(TONE, '').replace(FINAL_Y, '$1i');
	return { toned: letters + tone, folded: fold(letters) };
}

/** Written phrases and the words they become, found by their first word; the longest wins. */
type Phrases = ReadonlyMap<string, readonly { written: string[]; becomes: NameWord[] }[]>;

function phrases(pairs: readonly (readonly [written: string, key: string])[]): Phrases {
	const byFirst = new Map<string, { written: string[]; becomes: NameWord[] }[]>();
	for (const [text, key] of pairs) {
		const written = text.split(' ').map((word) => wordOf(word).folded);
		const list = byFirst.get(written[0] ?? '') ?? [];
		list.push({ written, becomes: key.split(' ').map(wordOf) });
		byFirst.set(written[0] ?? '', list);
	}
	for (const list of byFirst.values()) list.sort((a, b) => b.written.length - a.written.length);
	return byFirst;
}

const SHORTEN = phrases(
	SHORT_FORMS.flatMap(([short, ...written]) => written.map((text) => [text, short] as const))
);
const EXPAND = phrases(EXPANSIONS);

function rewrite(words: readonly NameWord[], table: Phrases): NameWord[] {
	const out: NameWord[] = [];
	for (let at = 0; at < words.length;) {
		const found = table
			.get(words[at]?.folded ?? '')
			?.find((phrase) => phrase.written.every((word, n) => words[at + n]?.folded === word));
		if (found) {
			out.push(...found.becomes);
			at += found.written.length;
		} else {
			out.push(...words.slice(at, at + 1));
			at += 1;
		}
	}
	return out;
}

/**
 * The words that a written name comes down to: case, punctuation, hyphens, "và" and the place of the
 * tone mark do not matter, long forms and their abbreviations are one.
 */
export function nameWords(text: string): NameWord[] {
	const written = text
		.normalize('NFC')
		.toLowerCase()
		.split(/[^\p{L}\p{M}\p{N}]+/u);
	const words = written.filter((word) => word !== '').map(wordOf);
	return rewrite(
		rewrite(
			words.filter((word) => word.folded !== 'va'),
			SHORTEN
		),
		EXPAND
	);
}

/** Words of a name joined to a key, with tones or folded. */
export function keyOf(words: readonly NameWord[], form: keyof NameWord): string {
	return words.map((word) => word[form]).join(' ');
}
