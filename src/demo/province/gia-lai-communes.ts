/**
 * The 110 communes and 25 wards of Gia Lai since 1/7/2025 (Resolution 1664/NQ-UBTVQH15, Article 1),
 * by the national list's number. `P` is a ward (phường), `X` a commune (xã).
 */

/** 58 units on the land of the former Bình Định. */
const EAST = `
	21553 P Quy Nhơn Bắc; 21583 P Quy Nhơn; 21589 P Quy Nhơn Tây; 21592 P Quy Nhơn Nam;
	21601 P Quy Nhơn Đông; 21607 X Nhơn Châu; 21609 X An Lão; 21616 X An Vinh; 21622 X An Toàn;
	21628 X An Hòa; 21637 P Tam Quan; 21640 P Bồng Sơn; 21655 P Hoài Nhơn Bắc;
	21661 P Hoài Nhơn Tây; 21664 P Hoài Nhơn; 21670 P Hoài Nhơn Đông; 21673 P Hoài Nhơn Nam;
	21688 X Hoài Ân; 21697 X Ân Hảo; 21703 X Vạn Đức; 21715 X Ân Tường; 21727 X Kim Sơn;
	21730 X Phù Mỹ; 21733 X Bình Dương; 21739 X Phù Mỹ Bắc; 21751 X Phù Mỹ Đông;
	21757 X Phù Mỹ Tây; 21769 X An Lương; 21775 X Phù Mỹ Nam; 21786 X Vĩnh Thạnh; 21787 X Vĩnh Sơn;
	21796 X Vĩnh Thịnh; 21805 X Vĩnh Quang; 21808 X Tây Sơn; 21817 X Bình Hiệp; 21820 X Bình Khê;
	21829 X Bình An; 21835 X Bình Phú; 21853 X Phù Cát; 21859 X Đề Gi; 21868 X Hội Sơn;
	21871 X Hòa Hội; 21880 X Cát Tiến; 21892 X Xuân An; 21901 X Ngô Mây; 21907 P Bình Định;
	21910 P An Nhơn; 21925 P An Nhơn Bắc; 21934 P An Nhơn Đông; 21940 X An Nhơn Tây;
	21943 P An Nhơn Nam; 21952 X Tuy Phước; 21964 X Tuy Phước Bắc; 21970 X Tuy Phước Đông;
	21985 X Tuy Phước Tây; 21994 X Vân Canh; 21997 X Canh Liên; 22006 X Canh Vinh`;

/** 77 units on the land of the former Gia Lai. */
const WEST = `
	23563 P Diên Hồng; 23575 P Pleiku; 23584 P Thống Nhất; 23586 P Hội Phú; 23590 X Biển Hồ;
	23602 P An Phú; 23611 X Gào; 23614 P An Bình; 23617 P An Khê; 23629 X Cửu An; 23638 X Kbang;
	23644 X Đak Rong; 23647 X Sơn Lang; 23650 X Krong; 23668 X Tơ Tung; 23674 X Kông Bơ La;
	23677 X Đak Đoa; 23683 X Đak Sơmei; 23701 X Kon Gang; 23710 X Ia Băng; 23714 X KDang;
	23722 X Chư Păh; 23728 X Ia Khươl; 23734 X Ia Ly; 23749 X Ia Phí; 23764 X Ia Grai;
	23767 X Ia Hrung; 23776 X Ia Krái; 23782 X Ia O; 23788 X Ia Chia; 23794 X Mang Yang;
	23798 X Ayun; 23799 X Hra; 23812 X Lơ Pang; 23818 X Kon Chiêng; 23824 X Kông Chro;
	23830 X Chư Krey; 23833 X Ya Ma; 23839 X SRó; 23842 X Đăk Song; 23851 X Chơ Long;
	23857 X Đức Cơ; 23866 X Ia Krêl; 23869 X Ia Dơk; 23872 X Ia Dom; 23881 X Ia Pnôn;
	23884 X Ia Nan; 23887 X Chư Prông; 23896 X Bàu Cạn; 23908 X Ia Tôr; 23911 X Ia Boòng;
	23917 X Ia Púch; 23926 X Ia Pia; 23935 X Ia Lâu; 23938 X Ia Mơ; 23941 X Chư Sê;
	23942 X Chư Pưh; 23947 X Bờ Ngoong; 23954 X Al Bá; 23971 X Ia Hrú; 23977 X Ia Ko;
	23986 X Ia Le; 23995 X Đak Pơ; 24007 X Ya Hội; 24013 X Pờ Tó; 24022 X Ia Pa; 24028 X Ia Tul;
	24043 X Phú Thiện; 24044 P Ayun Pa; 24049 X Chư A Thai; 24061 X Ia Hiao; 24065 X Ia Rbol;
	24073 X Ia Sao; 24076 X Phú Túc; 24100 X Ia Dreh; 24109 X Uar; 24112 X Ia Rsai`;

export interface Commune {
	/** Number in the national list of administrative units. */
	number: string;
	kind: 'phường' | 'xã' | 'thị trấn';
	name: string;
	/** Which of the two merged provinces the unit lies in. */
	side: 'east' | 'west';
}

const KINDS = { P: 'phường', X: 'xã', T: 'thị trấn' } as const;

/** `21553 P Quy Nhơn Bắc; …` as units; a text that is not of that form is a mistake in this folder. */
export function readUnits(text: string): { number: string; kind: Commune['kind']; name: string }[] {
	return text.split(';').map((entry) => {
		const [, number, letter, name] = /^(\d{5}) ([PXT]) (.+)$/s.exec(entry.trim()) ?? [];
		if (number === undefined || letter === undefined || name === undefined)
			throw new Error(`not a unit: ${entry}`);
		return { number, kind: KINDS[letter as keyof typeof KINDS], name: name.replace(/\s+/g, ' ') };
	});
}

export const GIA_LAI_COMMUNES: readonly Commune[] = [
	...readUnits(EAST).map((unit) => ({ ...unit, side: 'east' as const })),
	...readUnits(WEST).map((unit) => ({ ...unit, side: 'west' as const }))
];
