/**
 * Texts typed in TCVN3 (ABC) or VNI fonts: their letters are other letters in Unicode, "Céng hßa x· héi"
 * or "Coäng hoøa xaõ hoäi". Nothing in them would be understood, so they are told from Vietnamese first.
 */

/** Letters that only Vietnamese in Unicode has. */
const VIETNAMESE = /[ăđơưĂĐƠƯạ-ỹẠ-Ỹ]/g;
/** Signs that the old fonts need in almost every word and Vietnamese in Unicode never has. */
const LEGACY = /[¸µ¶·¹¨¾»¼½Æ©ÊÇËÈ®ÐÌÎÏÑªÕÖ×ØÜÞßäëåæç¬îïñöøûüþ\u00adÄÅÏÑÖØÛ]/g;
const LETTERS = /\p{L}/gu;
const LEAST_LETTERS = 40;

/** Whether a text is Vietnamese in the signs of an old font. */
export function isLegacyEncoded(text: string): boolean {
	const part = text.slice(0, 20_000);
	const letters = part.match(LETTERS)?.length ?? 0;
	if (letters < LEAST_LETTERS) return false;
	const legacy = part.match(LEGACY)?.length ?? 0;
	const vietnamese = part.match(VIETNAMESE)?.length ?? 0;
	return legacy > letters * 0.04 && legacy > vietnamese * 2;
}
