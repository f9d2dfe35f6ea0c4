import type { AgencyVersion } from '../agencies/agency.ts';
import type { LetterIssuer, LetterKind } from './letter.ts';

const COMMITTEE = 'Ủy ban nhân dân';
const upper = (text: string) => text.toLocaleUpperCase('vi');

/**
 * The Committee of the province, or for a report to its leader its Office: whose head, place and
 * signature the letter bears.
 *
 * @param province its name on the day, `Gia Lai`
 */
export function provinceIssuer(kind: LetterKind, province: string): LetterIssuer {
	const called = `${COMMITTEE} tỉnh ${province}`;
	const name = upper(called);
	const shared = { agencyCode: null, place: province };
	if (kind === 'report') {
		const office = { name: 'VĂN PHÒNG', called: `Văn phòng ${called}` };
		return { ...shared, ...office, above: name, committee: false, head: 'CHÁNH VĂN PHÒNG' };
	}
	return { ...shared, above: null, name, called, committee: true, head: 'CHỦ TỊCH' };
}

/**
 * An agency under its own heading. A committee stands by itself; another agency stands under the one
 * that it answers to, with the province's name (Nghị định 30/2020/NĐ-CP, Phụ lục I).
 *
 * @param above the agency above it that is no committee, `Sở Nông nghiệp và Môi trường`; null: it
 *   answers to the Committee of the province
 */
export function agencyIssuer(
	agency: Pick<AgencyVersion, 'code' | 'name' | 'kind' | 'vertical'>,
	above: string | null,
	province: string
): LetterIssuer {
	const name = agency.name.normalize('NFC').replace(/^UBND(?=\s)/u, COMMITTEE);
	const committee = agency.kind === 'ubnd_xa' || agency.kind === 'ubnd_huyen';
	const ofCommittee = above ?? `${COMMITTEE} tỉnh ${province}`;
	return {
		agencyCode: agency.code,
		above: committee || agency.vertical ? null : upper(ofCommittee),
		name: upper(name),
		called: name,
		place: committee ? placeOf(name) : province,
		committee,
		head: committee ? 'CHỦ TỊCH' : headOf(agency.kind, name)
	};
}

function placeOf(name: string): string {
	return name
		.replace(new RegExp(`^${COMMITTEE}\\s+`, 'iu'), '')
		.replace(/^(?:xã|phường|đặc khu|thị trấn|huyện|thị xã|thành phố)\s+/iu, '');
}

function headOf(kind: AgencyVersion['kind'], name: string): string {
	if (kind === 'vp_ubnd' || /^văn phòng/iu.test(name)) return 'CHÁNH VĂN PHÒNG';
	if (/^thanh tra/iu.test(name)) return 'CHÁNH THANH TRA';
	if (/^ban /iu.test(name)) return 'TRƯỞNG BAN';
	if (/^chi cục/iu.test(name)) return 'CHI CỤC TRƯỞNG';
	if (/^(?:sở|trung tâm|quỹ|kho bạc|bảo hiểm)(?=\s)/iu.test(name) || kind === 'so') {
		return 'GIÁM ĐỐC';
	}
	return 'THỦ TRƯỞNG CƠ QUAN';
}

/** What follows the number of its letters: `UBND-KSTT`, `STP-VP`. */
export function symbolOf({ agencyCode, committee, name }: LetterIssuer, kind: LetterKind): string {
	if (agencyCode === null) return kind === 'report' ? 'PBC-VP' : 'UBND-KSTT';
	if (committee) return 'UBND-VP';
	const initials = name
		.split(/[\s,-]+/u)
		.filter((word) => word !== '' && word !== 'VÀ')
		.map((word) => [...word][0] ?? '')
		.join('');
	// The symbol of an agency bears no diacritics but Đ: Ủy → U.
	const plain = initials.normalize('NFD').replace(/\p{M}+/gu, '');
	return `${plain}-VP`;
}
