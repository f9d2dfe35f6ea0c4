/**
 * The 11 districts and 159 communes of Bình Định as in 2019 (national list of administrative units),
 * and after `>` the commune of Gia Lai that took each one in on 1/7/2025 (Resolution
 * 1664/NQ-UBTVQH15, Article 1; two numbers where the land was divided).
 *
 * Simplified: the changes between (Hoài Nhơn became a town with wards in 2020, two communes of Phù
 * Cát became townships, six wards of Quy Nhơn became two in 2024) are left out: the units of 2019
 * stand until 30/6/2025, and later spellings are aliases.
 */
import { readUnits, type Commune } from './gia-lai-communes.ts';

export interface OldCommune {
	number: string;
	kind: Commune['kind'];
	name: string;
	/** Numbers of the communes of today that took it in. */
	into: readonly string[];
}

export interface OldDistrict {
	number: string;
	kind: 'thành phố' | 'thị xã' | 'huyện';
	name: string;
	communes: readonly OldCommune[];
}

const DISTRICTS: { number: string; kind: OldDistrict['kind']; name: string; units: string }[] = [
	{
		number: '540',
		kind: 'thành phố',
		name: 'Quy Nhơn',
		units: `
			21550 P Nhơn Bình > 21601; 21553 P Nhơn Phú > 21553; 21556 P Đống Đa > 21583;
			21559 P Trần Quang Diệu > 21553; 21562 P Hải Cảng > 21583; 21565 P Quang Trung > 21592;
			21568 P Thị Nại > 21583; 21571 P Lê Hồng Phong > 21583; 21574 P Trần Hưng Đạo > 21583;
			21577 P Ngô Mây > 21592; 21580 P Lý Thường Kiệt > 21583; 21583 P Lê Lợi > 21583;
			21586 P Trần Phú > 21583; 21589 P Bùi Thị Xuân > 21589; 21592 P Nguyễn Văn Cừ > 21592;
			21595 P Ghềnh Ráng > 21592; 21598 X Nhơn Lý > 21601; 21601 X Nhơn Hội > 21601;
			21604 X Nhơn Hải > 21601; 21607 X Nhơn Châu > 21607; 21991 X Phước Mỹ > 21589`
	},
	{
		number: '542',
		kind: 'huyện',
		name: 'An Lão',
		units: `
			21609 T An Lão > 21609; 21610 X An Hưng > 21609; 21613 X An Trung > 21616;
			21616 X An Dũng > 21616; 21619 X An Vinh > 21616; 21622 X An Toàn > 21622;
			21625 X An Tân > 21609; 21628 X An Hòa > 21628; 21631 X An Quang > 21628;
			21634 X An Nghĩa > 21628+21622`
	},
	{
		number: '543',
		kind: 'huyện',
		name: 'Hoài Nhơn',
		units: `
			21637 T Tam Quan > 21637; 21640 T Bồng Sơn > 21640; 21643 X Hoài Sơn > 21655;
			21646 X Hoài Châu Bắc > 21655; 21649 X Hoài Châu > 21637; 21652 X Hoài Phú > 21661;
			21655 X Tam Quan Bắc > 21655; 21658 X Tam Quan Nam > 21664; 21661 X Hoài Hảo > 21661;
			21664 X Hoài Thanh Tây > 21664; 21667 X Hoài Thanh > 21664; 21670 X Hoài Hương > 21670;
			21673 X Hoài Tân > 21673; 21676 X Hoài Hải > 21670; 21679 X Hoài Xuân > 21673;
			21682 X Hoài Mỹ > 21670; 21685 X Hoài Đức > 21640`
	},
	{
		number: '544',
		kind: 'huyện',
		name: 'Hoài Ân',
		units: `
			21688 T Tăng Bạt Hổ > 21688; 21690 X Ân Hảo Tây > 21697; 21691 X Ân Hảo Đông > 21697;
			21694 X Ân Sơn > 21703; 21697 X Ân Mỹ > 21697; 21700 X Dak Mang > 21715;
			21703 X Ân Tín > 21703; 21706 X Ân Thạnh > 21703; 21709 X Ân Phong > 21688;
			21712 X Ân Đức > 21688; 21715 X Ân Hữu > 21715; 21718 X Bok Tới > 21727;
			21721 X Ân Tường Tây > 21715; 21724 X Ân Tường Đông > 21688; 21727 X Ân Nghĩa > 21727`
	},
	{
		number: '545',
		kind: 'huyện',
		name: 'Phù Mỹ',
		units: `
			21730 T Phù Mỹ > 21730; 21733 T Bình Dương > 21733; 21736 X Mỹ Đức > 21739;
			21739 X Mỹ Châu > 21739; 21742 X Mỹ Thắng > 21751; 21745 X Mỹ Lộc > 21739;
			21748 X Mỹ Lợi > 21733; 21751 X Mỹ An > 21751; 21754 X Mỹ Phong > 21733;
			21757 X Mỹ Trinh > 21757; 21760 X Mỹ Thọ > 21751; 21763 X Mỹ Hòa > 21757;
			21766 X Mỹ Thành > 21769; 21769 X Mỹ Chánh > 21769; 21772 X Mỹ Quang > 21730;
			21775 X Mỹ Hiệp > 21775; 21778 X Mỹ Tài > 21775; 21781 X Mỹ Cát > 21769;
			21784 X Mỹ Chánh Tây > 21730`
	},
	{
		number: '546',
		kind: 'huyện',
		name: 'Vĩnh Thạnh',
		units: `
			21786 T Vĩnh Thạnh > 21786; 21787 X Vĩnh Sơn > 21787; 21790 X Vĩnh Kim > 21787;
			21796 X Vĩnh Hiệp > 21796; 21799 X Vĩnh Hảo > 21786; 21801 X Vĩnh Hòa > 21805;
			21802 X Vĩnh Thịnh > 21796; 21804 X Vĩnh Thuận > 21805; 21805 X Vĩnh Quang > 21805`
	},
	{
		number: '547',
		kind: 'huyện',
		name: 'Tây Sơn',
		units: `
			21808 T Phú Phong > 21808; 21811 X Bình Tân > 21817; 21814 X Tây Thuận > 21820;
			21817 X Bình Thuận > 21817; 21820 X Tây Giang > 21820; 21823 X Bình Thành > 21829;
			21826 X Tây An > 21817; 21829 X Bình Hòa > 21829; 21832 X Tây Bình > 21829;
			21835 X Bình Tường > 21835; 21838 X Tây Vinh > 21829; 21841 X Vĩnh An > 21835;
			21844 X Tây Xuân > 21808; 21847 X Bình Nghi > 21808; 21850 X Tây Phú > 21835`
	},
	{
		number: '548',
		kind: 'huyện',
		name: 'Phù Cát',
		units: `
			21853 T Ngô Mây > 21853; 21856 X Cát Sơn > 21868; 21859 X Cát Minh > 21859;
			21862 X Cát Khánh > 21859; 21865 X Cát Tài > 21859; 21868 X Cát Lâm > 21868;
			21871 X Cát Hanh > 21871; 21874 X Cát Thành > 21880; 21877 X Cát Trinh > 21853;
			21880 X Cát Hải > 21880; 21883 X Cát Hiệp > 21871; 21886 X Cát Nhơn > 21892;
			21889 X Cát Hưng > 21901; 21892 X Cát Tường > 21892; 21895 X Cát Tân > 21853;
			21898 X Cát Tiến > 21880; 21901 X Cát Thắng > 21901; 21904 X Cát Chánh > 21901`
	},
	{
		number: '549',
		kind: 'thị xã',
		name: 'An Nhơn',
		units: `
			21907 P Bình Định > 21907; 21910 P Đập Đá > 21910; 21913 X Nhơn Mỹ > 21910;
			21916 P Nhơn Thành > 21925; 21919 X Nhơn Hạnh > 21925; 21922 X Nhơn Hậu > 21910;
			21925 X Nhơn Phong > 21925; 21928 X Nhơn An > 21934; 21931 X Nhơn Phúc > 21907;
			21934 P Nhơn Hưng > 21934; 21937 X Nhơn Khánh > 21907; 21940 X Nhơn Lộc > 21940;
			21943 P Nhơn Hoà > 21943; 21946 X Nhơn Tân > 21940; 21949 X Nhơn Thọ > 21943`
	},
	{
		number: '550',
		kind: 'huyện',
		name: 'Tuy Phước',
		units: `
			21952 T Tuy Phước > 21952; 21955 T Diêu Trì > 21952; 21958 X Phước Thắng > 21970;
			21961 X Phước Hưng > 21964; 21964 X Phước Quang > 21964; 21967 X Phước Hòa > 21970;
			21970 X Phước Sơn > 21970; 21973 X Phước Hiệp > 21964; 21976 X Phước Lộc > 21952;
			21979 X Phước Nghĩa > 21952; 21982 X Phước Thuận > 21952; 21985 X Phước An > 21985;
			21988 X Phước Thành > 21985`
	},
	{
		number: '551',
		kind: 'huyện',
		name: 'Vân Canh',
		units: `
			21994 T Vân Canh > 21994; 21997 X Canh Liên > 22006+21997; 22000 X Canh Hiệp > 21994+22006;
			22003 X Canh Vinh > 22006; 22006 X Canh Hiển > 22006; 22009 X Canh Thuận > 21994;
			22012 X Canh Hòa > 21994`
	}
];

export const BINH_DINH_DISTRICTS: readonly OldDistrict[] = DISTRICTS.map((district) => ({
	number: district.number,
	kind: district.kind,
	name: district.name,
	communes: readUnits(district.units).map((unit) => {
		const [name = '', into = ''] = unit.name.split(' > ');
		return { ...unit, name, into: into.split('+') };
	})
}));
