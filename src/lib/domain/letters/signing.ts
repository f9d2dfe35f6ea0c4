import type { LetterIssuer, Signing, SigningKind } from './letter.ts';

/**
 * The lines above a signature (Nghị định 30/2020/NĐ-CP, Điều 13 and Phụ lục I): the head himself, for a
 * committee on its behalf (TM.); a deputy in his place (KT.); by his order (TL.); by his authorisation
 * (TUQ.).
 */
export function signingLines(issuer: LetterIssuer, { by, title }: Signing): string[] {
	const { committee, head } = issuer;
	const onBehalf = committee ? ['TM. ỦY BAN NHÂN DÂN'] : [];
	switch (by) {
		case 'TM':
			return [...onBehalf, head];
		case 'KT':
			return [...onBehalf, `KT. ${head}`, deputyOf(head)];
		case 'TL':
			return [`TL. ${head}`, title];
		case 'TUQ':
			return [`TUQ. ${head}`, title];
	}
}

function deputyOf(head: string): string {
	return head === 'THỦ TRƯỞNG CƠ QUAN' ? 'PHÓ THỦ TRƯỞNG CƠ QUAN' : `PHÓ ${head}`;
}

/** Who usually signs in that way; a person changes it. */
export function usualTitle(issuer: LetterIssuer, by: SigningKind): string {
	if (by === 'TM') return issuer.head;
	if (by === 'KT') return deputyOf(issuer.head);
	if (issuer.agencyCode === null && by === 'TUQ') {
		return 'GIÁM ĐỐC TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG';
	}
	return issuer.head === 'CHÁNH VĂN PHÒNG' ? 'PHÓ CHÁNH VĂN PHÒNG' : 'CHÁNH VĂN PHÒNG';
}
