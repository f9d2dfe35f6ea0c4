/**
 * Personal fields are sent full, as real systems send them, and hold only these texts. None of them may
 * ever be found behind the door: in a table, a log, the quarantine, a page or a socket.
 */
export const PLANTED = {
	owner: 'CONG DAN THU NGHIEM',
	firm: 'TO CHUC THU NGHIEM',
	identity: '000000000000',
	account: 'TECHID-THU-NGHIEM',
	address: 'DIA CHI THU NGHIEM',
	email: 'cong.dan.thu.nghiem@example.invalid',
	phone: '0000000000',
	summary: 'TRICH YEU THU NGHIEM',
	note: 'GHI CHU THU NGHIEM',
	file: 'TEP THU NGHIEM',
	content: 'NOI DUNG THU NGHIEM',
	handover: 'NGUOI NHAN THU NGHIEM'
} as const;

/** Officials appear by number; the door keeps an HMAC of it. */
export function official(n: number): string {
	return `CAN BO ${String(n).padStart(4, '0')}`;
}
