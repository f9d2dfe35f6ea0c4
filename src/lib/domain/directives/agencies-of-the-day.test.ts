import { describe, expect, it } from 'vitest';
import { demoDirectory } from '../../../../tests/makers/demo-directory.ts';
import { readDocument } from './read-document.ts';

const { directory, codeOf } = demoDirectory();

/** A letter of a head, with items; what each item's lead is known by. */
function letter(head: string, place: string, day: string, items: readonly string[]) {
	const text = `${head}\nSố: 5/UBND-NC\n${place}, ngày ${day}\nKính gửi: Các sở, ban, ngành.\n\n${items.map((item, n) => `${n + 1}. ${item}`).join('\n\n')}`;
	const read = readDocument(text, { today: '2026-11-21', directory, codeOf, calendar: null });
	return {
		codes: read.tasks.map(({ lead }) => lead.map(({ code }) => code)),
		counts: read.tasks.map(({ lead }) => lead.map(({ expands }) => expands?.length ?? 0)),
		addressees: read.addressees,
		warnings: read.warnings.map(({ code }) => code)
	};
}
const GIA_LAI = ['ỦY BAN NHÂN DÂN\nTỈNH GIA LAI', 'Gia Lai', '05 tháng 3 năm 2026'] as const;
const BINH_DINH = ['ỦY BAN NHÂN DÂN\nTỈNH BÌNH ĐỊNH', 'Bình Định', '05 tháng 3 năm 2020'] as const;

describe('the agencies of a document are those of its day', () => {
	it('a department that was merged since is its successor', () => {
		const { codes } = letter(...GIA_LAI, [
			'Sở Thông tin và Truyền thông rà soát hồ sơ.',
			'Sở Lao động - Thương binh và Xã hội, Sở Kế hoạch và Đầu tư rà soát hồ sơ.',
			'Giám đốc Sở Giao thông vận tải kiểm tra hồ sơ.'
		]);
		expect(codes).toEqual([['H21.08'], ['H21.02', 'H21.04'], ['H21.07']]);
	});

	it('in 2020 the same names are the departments that there were', () => {
		const { codes } = letter(...BINH_DINH, [
			'Sở NN&PTNT, Sở TN&MT, Sở KH&ĐT rà soát hồ sơ.',
			'UBND các huyện: Phù Cát, Phù Mỹ và thành phố Quy Nhơn rà soát hồ sơ.',
			'UBND thị xã An Nhơn rà soát hồ sơ.'
		]);
		expect(codes).toEqual([
			['H08.07', 'H08.10', 'H08.04'],
			['H08.D548', 'H08.D545', 'H08.D540'],
			['H08.D549']
		]);
	});

	it('members of an enumeration share their head, whichever it is', () => {
		const { codes } = letter(...GIA_LAI, [
			'Các Sở: Nội vụ, Tài chính và Tư pháp rà soát hồ sơ.',
			'UBND các xã: Phù Cát, An Lão và phường Quy Nhơn rà soát hồ sơ.',
			'UBND xã Hoài Ân rà soát hồ sơ.'
		]);
		expect(codes).toEqual([
			['H21.02', 'H21.04', 'H21.03'],
			['H21.C21853', 'H21.C21609', 'H21.C21583'],
			['H21.C21688']
		]);
	});

	it('a class means those that exist: 135 communes today, districts and communes before', () => {
		expect(
			letter(...GIA_LAI, [
				'UBND các xã, phường rà soát hồ sơ.',
				'Đảng ủy, HĐND, UBND các xã, phường rà soát hồ sơ.'
			]).counts
		).toEqual([[135], [135]]);
		const before = letter(...BINH_DINH, [
			'UBND cấp huyện, cấp xã rà soát hồ sơ.',
			'UBND các huyện, thị xã, thành phố rà soát hồ sơ.'
		]).counts;
		expect(before).toEqual([[170], [11]]);
	});

	it('an office of every district is not the committee of the district', () => {
		const { counts, codes } = letter(...BINH_DINH, [
			'Phòng Tài nguyên và Môi trường các huyện, thị xã rà soát hồ sơ.'
		]);
		expect([counts, codes]).toEqual([[[0]], [[null]]]);
	});
});

describe('agencies of a document that is not ours are never taken for ours', () => {
	it('when its head names another province, one that nobody knows included', () => {
		const { codes, addressees, warnings } = letter(
			'UBND TỈNH LÂM HẢI\nSỞ NỘI VỤ',
			'Hải An',
			'05 tháng 3 năm 2020',
			['Sở Tư pháp rà soát hồ sơ.']
		);
		expect(codes).toEqual([[null]]);
		expect(addressees[0]?.expands).toBeUndefined();
		expect(warnings).toContain('document.other_province');
	});

	it('when a commune that we do not have issued it', () => {
		const head = 'ỦY BAN NHÂN DÂN\nXÃ VĨNH XA LẠ';
		const { codes, warnings } = letter(head, 'Vĩnh Xa Lạ', '05 tháng 3 năm 2026', [
			'Sở Tư pháp rà soát hồ sơ.'
		]);
		expect(codes).toEqual([[null]]);
		expect(warnings).toContain('document.unknown_issuer');
	});

	it('and a ministry that writes to all provinces writes to ours too, but means no office of ours by "các tỉnh"', () => {
		const { codes, counts, warnings } = letter('BỘ NỘI VỤ', 'Hà Nội', '05 tháng 3 năm 2026', [
			'UBND các tỉnh, thành phố trực thuộc Trung ương rà soát hồ sơ.'
		]);
		expect([codes, counts]).toEqual([[[null]], [[0]]]);
		expect(warnings).not.toContain('document.other_province');
	});
});
