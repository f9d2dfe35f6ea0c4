/** Mã hồ sơ as receipts print it: the receiving unit's code, a day of six digits, a number. */
const DOSSIER_CODE =
	/(?<![\p{L}\p{N}.])(?:\d{3}\.\d{2}\.\d{2}\.)?[A-Z]\d{2}(?:\.[A-Z0-9]{1,8}){0,4}-\d{6}-\d{3,8}(?![\p{L}\p{N}])/u;

/**
 * The dossier's code in what a bar code or QR code says; null when none is in it. Nothing else of it is
 * taken: the same camera reads the code of an identity card.
 */
export function scannedCode(raw: string): string | null {
	return DOSSIER_CODE.exec(raw.normalize('NFC'))?.[0] ?? null;
}
