import { describe, expect, test } from 'vitest';
import { DEFAULT_OFFICE_HOURS } from '../calendar/office-hours.ts';
import { agencyDirectory, type AgencyAlias, type AgencyVersion } from './agency.ts';

function version(agencyId: number, name: string, more: Partial<AgencyVersion> = {}): AgencyVersion {
	return {
		agencyId,
		code: `H08.${agencyId}`,
		name,
		shortName: '',
		kind: 'so',
		level: 'tinh',
		parentId: null,
		accountable: true,
		vertical: false,
		validFrom: '2018-01-01',
		validTo: null,
		hours: DEFAULT_OFFICE_HOURS,
		...more
	};
}
const commune = { kind: 'ubnd_xa', level: 'xa' } as const;
const versions: AgencyVersion[] = [
	version(1, 'Văn phòng UBND tỉnh', { kind: 'vp_ubnd' }),
	version(2, 'Sở Tư pháp'),
	version(3, 'Sở Kế hoạch và Đầu tư', { validTo: '2025-02-28' }),
	version(4, 'Sở Tài nguyên và Môi trường', { validTo: '2025-02-28' }),
	version(5, 'Sở Nông nghiệp và Môi trường', { validFrom: '2025-03-01' }),
	version(6, 'Văn phòng Đăng ký đất đai tỉnh', {
		kind: 'don_vi_su_nghiep',
		accountable: false,
		parentId: 4,
		validTo: '2025-02-28'
	}),
	version(6, 'Văn phòng Đăng ký đất đai tỉnh', {
		kind: 'don_vi_su_nghiep',
		accountable: false,
		parentId: 5,
		validFrom: '2025-03-01'
	}),
	version(7, 'Chi nhánh Văn phòng Đăng ký đất đai huyện Phù Cát', {
		kind: 'chi_nhanh',
		accountable: false,
		parentId: 6,
		validTo: '2025-06-30'
	}),
	version(8, 'UBND thành phố Qui Nhơn', {
		kind: 'ubnd_huyen',
		level: 'huyen',
		validTo: '2025-06-30'
	}),
	version(9, 'UBND phường Quy Nhơn', { ...commune, validFrom: '2025-07-01' }),
	version(10, 'UBND huyện Phù Cát', {
		kind: 'ubnd_huyen',
		level: 'huyen',
		validTo: '2025-06-30'
	}),
	version(11, 'UBND huyện Hoài Ân', {
		kind: 'ubnd_huyen',
		level: 'huyen',
		validTo: '2025-06-30'
	}),
	version(12, 'UBND xã Ân Thạnh', { ...commune, parentId: 10, accountable: false }),
	version(13, 'UBND xã Ân Thạnh', { ...commune, parentId: 11, accountable: false }),
	version(14, 'Công an tỉnh', { kind: 'nganh_doc', accountable: false, vertical: true }),
	version(15, 'Trung tâm Phục vụ hành chính công tỉnh', {
		kind: 'trung_tam_pvhcc',
		accountable: false,
		parentId: 1
	}),
	version(16, 'Sở Y tế', { shortName: 'SYT' }),
	version(17, 'UBND phường Đống Đa', { ...commune, validFrom: '2025-07-01' }),
	version(18, 'UBND xã Hòa Hội', { ...commune, validFrom: '2025-07-01' }),
	version(19, 'UBND xã Hoa Hội', { ...commune, validFrom: '2025-07-01' }),
	version(20, 'Sở Văn hóa, Thể thao và Du lịch', { validFrom: '2025-03-01' })
];
const aliases: AgencyAlias[] = [
	{ agencyId: 15, alias: 'Bộ phận tiếp nhận tập trung', validFrom: null, validTo: null },
	{ agencyId: 5, alias: 'Sở TN&MT', validFrom: '2025-03-01', validTo: '2025-06-30' },
	{ agencyId: 2, alias: '000.00.99.H08', validFrom: null, validTo: null }
];
const directory = agencyDirectory({
	versions,
	aliases,
	successions: [
		{ fromId: 4, toId: 5, kind: 'merge', on: '2025-03-01' },
		{ fromId: 8, toId: 9, kind: 'abolish', on: '2025-07-01' }
	]
});

describe('a name in the feed finds its office however it is written', () => {
	test.each([
		['Sở Kế hoạch và Đầu tư', '2019-05-02', 3],
		['SỞ KẾ HOẠCH VÀ ĐẦU TƯ', '2019-05-02', 3],
		['Sở Kế hoạch & Đầu tư tỉnh Bình Định', '2019-05-02', 3],
		['Sở KH&ĐT', '2019-05-02', 3],
		['SKHĐT', '2019-05-02', 3],
		['So Ke hoach va Dau tu', '2019-05-02', 3],
		['Sở Kế hoạch và Đầu tư'.normalize('NFD'), '2019-05-02', 3],
		['Sở TN và MT', '2019-05-02', 4],
		['Sở Tư pháp tỉnh Gia Lai', '2026-05-04', 2],
		['Sở Tư pháp Gia Lai', '2026-05-04', 2],
		['Sở TP', '2026-05-04', 2],
		['Sở Nông nghiệp - Môi trường', '2026-05-04', 5],
		['Sở NN&MT', '2026-05-04', 5],
		['Sở Văn hoá, Thể thao & Du lịch', '2026-05-04', 20],
		['Sở VHTT&DL', '2026-05-04', 20],
		['Văn phòng Ủy ban nhân dân tỉnh', '2026-05-04', 1],
		['Văn phòng Uỷ ban nhân dân tỉnh Gia Lai', '2026-05-04', 1],
		['VP UBND tỉnh', '2026-05-04', 1],
		['Văn phòng đăng ký đất đai', '2019-05-02', 6],
		['VPĐKĐĐ tỉnh Bình Định', '2019-05-02', 6],
		['Chi nhánh VPĐK đất đai huyện Phù Cát', '2019-05-02', 7],
		['CN VPĐKĐĐ huyện Phù Cát', '2019-05-02', 7],
		['UBND TP. Quy Nhơn', '2019-05-02', 8],
		['Ủy ban nhân dân Thành phố Quy Nhơn', '2019-05-02', 8],
		['UBND thành phố Qui Nhơn', '2019-05-02', 8],
		['Ủy ban nhân dân Phường Quy Nhơn', '2026-05-04', 9],
		['UBND P. Qui Nhơn', '2026-05-04', 9],
		['Phường Quy Nhơn', '2026-05-04', 9],
		['Phường Quy Nhơn, tỉnh Gia Lai', '2026-05-04', 9],
		['UBND phuong Dong Da', '2026-05-04', 17],
		['Công an tỉnh Gia Lai', '2026-05-04', 14],
		['TT Phục vụ hành chính công tỉnh', '2026-05-04', 15],
		['Trung tâm PVHCC tỉnh Gia Lai', '2026-05-04', 15],
		['bộ phận  tiếp nhận tập trung', '2026-05-04', 15],
		['syt', '2026-05-04', 16],
		['000.00.16.H08', '2026-05-04', 16],
		['H08.16', '2026-05-04', 16],
		['Sở TN&MT', '2025-04-01', 5],
		['UBND xã Hòa Hội', '2026-05-04', 18],
		['UBND xã Hoà Hội', '2026-05-04', 18],
		['UBND xã Hoa Hội', '2026-05-04', 19],
		['UBND xã Ân Thạnh, huyện Hoài Ân', '2019-05-02', 13],
		['Xã Ân Thạnh, huyện Phù Cát, tỉnh Bình Định', '2019-05-02', 12]
	])('%s on %s', (name, on, agencyId) => {
		expect(directory.resolveName(name, on)).toEqual({ agencyId });
	});

	test.each([
		['Sở Kế hoạch và Đầu tư', '2026-05-04', 'it has ended'],
		['Sở Nông nghiệp và Môi trường', '2019-05-02', 'it does not exist yet'],
		['000.00.03.H08', '2026-05-04', 'the agency of that code has ended'],
		['Sở TN&MT', '2025-08-01', 'the mapping has ended'],
		['Sở Tư pháp tỉnh Gia Lai', '2024-05-02', "it was another province's then"],
		['Sở Tư pháp tỉnh Đắk Lắk', '2026-05-04', "it is another province's"],
		['UBND xã Ân Thạnh, huyện Tây Sơn', '2019-05-02', 'no such commune in that district'],
		['Sở', '2026-05-04', 'it names nobody'],
		['', '2026-05-04', 'it is empty'],
		['x'.repeat(10_000), '2026-05-04', 'it is no name']
	])('%s on %s is unknown: %s', (name, on) => {
		expect(directory.resolveName(name, on)).toEqual({ unknown: true });
	});

	test('two offices of one name are never guessed between', () => {
		expect(directory.resolveName('UBND xã Ân Thạnh', '2019-05-02')).toEqual({
			ambiguous: [12, 13]
		});
		expect(directory.resolveName('UBND xa Hoa Hoi', '2026-05-04')).toEqual({
			ambiguous: [18, 19]
		});
	});

	test('the same text mapped by hand settles what was ambiguous', () => {
		const settled = agencyDirectory({
			versions,
			aliases: [{ agencyId: 13, alias: 'UBND xã Ân Thạnh', validFrom: null, validTo: null }],
			successions: []
		});
		expect(settled.resolveName('UBND xã Ân Thạnh', '2019-05-02')).toEqual({ agencyId: 13 });
	});
});

describe('the tree', () => {
	test('an agency is what it was on the day', () => {
		expect(directory.version(6, '2024-01-01')?.parentId).toBe(4);
		expect(directory.version(6, '2025-03-01')?.parentId).toBe(5);
		expect(directory.version(3, '2025-02-28')?.name).toBe('Sở Kế hoạch và Đầu tư');
		expect(directory.version(3, '2025-03-01')).toBeNull();
		expect(directory.latest(3)?.validTo).toBe('2025-02-28');
		expect(directory.latest(99)).toBeNull();
	});
	test('a sở answers for the office and the branches below it', () => {
		expect(directory.descendants(4, '2019-05-02')).toEqual([4, 6, 7]);
		expect(directory.descendants(5, '2025-04-01')).toEqual([5, 6, 7]);
		expect(directory.ancestors(7, '2019-05-02')).toEqual([6, 4]);
		expect(directory.accountableAncestor(7, '2019-05-02')).toBe(4);
		expect(directory.accountableAncestor(7, '2025-04-01')).toBe(5);
		expect(directory.accountableAncestor(14, '2026-05-04')).toBeNull();
	});
	test('what an ended branch left open is still answered for by the office above it', () => {
		expect(directory.descendants(5, '2026-05-04')).toContain(7);
		expect(directory.version(7, '2026-05-04')).toBeNull();
	});
	test('the list has the accountable first, those below under them, vertical last', () => {
		const names = directory.active('2026-05-04').map((one) => one.name);
		expect(names.indexOf('Trung tâm Phục vụ hành chính công tỉnh')).toBe(
			names.indexOf('Văn phòng UBND tỉnh') + 1
		);
		expect(names.indexOf('Công an tỉnh')).toBeGreaterThan(names.indexOf('UBND phường Quy Nhơn'));
		expect(names.indexOf('Sở Tư pháp')).toBeLessThan(names.indexOf('UBND phường Đống Đa'));
		expect(names).not.toContain('Sở Kế hoạch và Đầu tư');
		expect(names).toHaveLength(new Set(names).size + 1);
	});
	test('a successor is told, not applied', () => {
		expect(directory.successors(4)).toEqual([
			{ fromId: 4, toId: 5, kind: 'merge', on: '2025-03-01' }
		]);
		expect(directory.successors(5)).toEqual([]);
	});
	test('codes are found in both forms, by hand-made aliases too', () => {
		expect(directory.byCode('H08.16')).toBe(16);
		expect(directory.byCode('000.00.16.H08')).toBe(16);
		expect(directory.byCode('h08.99')).toBe(2);
		expect(directory.byCode('H08.77')).toBeNull();
		expect(directory.byCode('Sở Y tế')).toBeNull();
	});
	test('a circle in bad data ends the walk', () => {
		const circle = agencyDirectory({
			versions: [version(1, 'A B', { parentId: 2 }), version(2, 'C D', { parentId: 1 })],
			aliases: [],
			successions: []
		});
		expect(circle.ancestors(1, '2026-01-01')).toEqual([2]);
		expect(circle.descendants(1, '2026-01-01')).toEqual([1, 2]);
	});
});
