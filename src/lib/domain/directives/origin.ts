/** Whose a document is: this province's, another's, the centre's, or of an office that nobody here knows. */
import type { AgencyDirectory } from '../agencies/agency.ts';
import { PROVINCE_NAMES, type ProvinceName } from '../agencies/province.ts';
import type { Day } from '../calendar/time.ts';
import { fold } from '../words/fold.ts';
import { PROVINCES } from './provinces.ts';

/** What the head of a document tells of where it comes from. */
export interface Origin {
	/** The name after "TỈNH". */
	province: string | null;
	/** Of the Government, a ministry or another body of the centre. */
	isCentral: boolean;
	/** Whether a district or commune issued it. */
	isLocal: boolean;
}

export type Whose = 'ours' | 'another_province' | 'unknown_office';

const CENTRAL =
	/^(?:thủ tướng chính phủ|chính phủ|văn phòng chính phủ|quốc hội|ủy ban thường vụ quốc hội|ngân hàng nhà nước việt nam|thanh tra chính phủ|ủy ban dân tộc|bảo hiểm xã hội việt nam|kiểm toán nhà nước|ban chấp hành trung ương|bộ (?!chỉ huy|đội|phận|tư lệnh)\p{L})/u;
const CENTRAL_NUMBER =
	/(?:-|\/)(?:TTg|CP|VPCP|TTCP|BCA|BQP|BNG|BTP|BTC|BCT|BXD|BNV|BYT|BGDĐT|BKHCN|BNNMT|BNNPTNT|BTNMT|BGTVT|BKHĐT|BTTTT|BLĐTBXH|BVHTTDL|UBTVQH\d*|QH\d+)(?:-|$)/;
const OF_PROVINCE = /(?:^|\s)tỉnh\s+(\p{L}[\p{L}' -]{1,40}?)\s*$/u;
const LOCAL =
	/(?:ubnd|ủy ban nhân dân|đảng ủy|hđnd|hội đồng nhân dân)\s+(?:huyện|thị xã|quận|xã|phường|thị trấn|đặc khu)\s/;

const keyOf = (text: string) =>
	text.normalize('NFC').toLowerCase().replaceAll('uỷ', 'ủy').replace(/\s+/g, ' ').trim();

/** @param heading what stands in capitals at the head, line by line */
export function originOf(
	heading: readonly string[],
	issuer: string | null,
	number: string | null
): Origin {
	const lines = [...heading, ...(issuer === null ? [] : [issuer])].map(keyOf);
	const province = lines
		.map((line) => OF_PROVINCE.exec(line)?.[1])
		.find((name) => name !== undefined);
	return {
		province: province ?? null,
		isCentral:
			province === undefined &&
			(lines.some((line) => CENTRAL.test(line)) ||
				(number !== null && CENTRAL_NUMBER.test(number))),
		isLocal: lines.some((line) => LOCAL.test(line))
	};
}

/**
 * Whose a document is. Agencies of a document that is not ours are never taken for ours.
 * @param on the document's day
 */
export function whoseIs(
	{ place, issuer, origin }: { place: string | null; issuer: string | null; origin: Origin },
	on: Day,
	directory: AgencyDirectory | null,
	own: readonly ProvinceName[] = PROVINCE_NAMES
): Whose {
	const ours = own
		.filter(({ from, to }) => (from === null || from <= on) && (to === null || on <= to))
		.map(({ name }) => fold(name));
	if (origin.province !== null)
		return ours.includes(fold(origin.province)) ? 'ours' : 'another_province';
	if (origin.isCentral) return 'ours';
	const named = [place, issuer].flatMap((text) => {
		if (text === null) return [];
		const key = fold(text.normalize('NFC')).replace(/\s+/g, ' ');
		return PROVINCES.map(fold).filter((name) => key === name || key.endsWith(` ${name}`));
	});
	if (named.length > 0 && !named.some((name) => ours.includes(name))) return 'another_province';
	if (directory === null || issuer === null || !origin.isLocal || named.length > 0) return 'ours';
	return 'unknown' in directory.resolveName(issuer, on) ? 'unknown_office' : 'ours';
}
