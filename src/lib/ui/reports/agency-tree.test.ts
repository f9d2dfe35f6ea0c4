import { describe, expect, it } from 'vitest';
import type { AgencyFigures } from '#lib/domain/reports/overview.ts';
import { noCounts, tallyOf, type Counts } from '#lib/domain/reports/tally.ts';
import { agencyTree, rowsInSight, type Sort, type TreeNode } from './agency-tree.ts';

const anAgency = (
	code: string,
	name: string,
	facts: Partial<AgencyFigures> = {},
	counts: Partial<Counts> = {}
): AgencyFigures => ({
	code,
	name,
	kind: 'so',
	level: 'tinh',
	accountable: true,
	vertical: false,
	parent: null,
	ended: false,
	tally: tallyOf({ ...noCounts(), ...counts }),
	own: tallyOf(noCounts()),
	freshness: { lastEventAt: null, lastArrivalAt: null, stale: false },
	...facts
});

const agencies = [
	anAgency('H21.06', 'Sở Nông nghiệp và Môi trường', {}, { 'open.overdue': 9, 'resolved.late': 1 }),
	anAgency('H21.06.20', 'Văn phòng Đăng ký đất đai tỉnh', { parent: 'H21.06' }),
	anAgency('H21.06.20.01', 'Chi nhánh Quy Nhơn', { parent: 'H21.06.20' }, { 'open.overdue': 2 }),
	anAgency('H21.06.20.02', 'Chi nhánh Pleiku', { parent: 'H21.06.20' }, { 'open.overdue': 5 }),
	anAgency('H21.03', 'Sở Tư pháp', {}, { 'open.overdue': 3, 'resolved.early': 4 }),
	anAgency('H21.90', 'Công an tỉnh', { vertical: true }, { 'open.overdue': 70 }),
	anAgency('H21.200', 'UBND phường Đống Đa', { level: 'xa' }, { 'open.overdue': 12 }),
	anAgency('H21.201', 'UBND xã Dun', { level: 'xa' })
];
const anything = { level: null, name: '' };
const unsorted: Sort = { by: null, descending: false };
const codes = (nodes: TreeNode[]) => nodes.map((node) => node.code);

describe('the table of agencies', () => {
	it('shows those at the top first, and those below only when opened', () => {
		const tree = agencyTree(agencies, anything, unsorted);
		expect(codes(rowsInSight(tree, new Set()))).toEqual([
			'H21.06',
			'H21.03',
			'H21.200',
			'H21.201',
			'H21.90'
		]);
		const opened = rowsInSight(tree, new Set(['H21.06', 'H21.06.20']));
		expect(opened.slice(0, 4).map((row) => [row.code, row.depth])).toEqual([
			['H21.06', 1],
			['H21.06.20', 2],
			['H21.06.20.01', 3],
			['H21.06.20.02', 3]
		]);
	});

	it('sorts at every level, and never ranks a central agency', () => {
		const tree = agencyTree(agencies, anything, { by: 'open.overdue', descending: true });
		expect(codes(tree)).toEqual(['H21.200', 'H21.06', 'H21.03', 'H21.201', 'H21.90']);
		expect(codes(tree[1]?.children[0]?.children ?? [])).toEqual(['H21.06.20.02', 'H21.06.20.01']);
	});

	it('keeps "—" behind every rate, whichever way it is sorted', () => {
		const by = (descending: boolean) =>
			codes(agencyTree(agencies, anything, { by: 'rates.late', descending }));
		expect(by(true).slice(0, 2)).toEqual(['H21.06', 'H21.03']);
		expect(by(false).slice(0, 2)).toEqual(['H21.03', 'H21.06']);
	});

	it('T32: Đ sorts after D, and a search needs no diacritics', () => {
		const communes = agencyTree(
			agencies,
			{ level: 'xa', name: '' },
			{ by: 'name', descending: false }
		);
		expect(codes(communes)).toEqual(['H21.200', 'H21.201']);
		for (const name of ['dat dai', 'ĐẤT ĐAI', 'đất đai']) {
			expect(codes(agencyTree(agencies, { level: null, name }, unsorted))).toEqual(['H21.06.20']);
		}
	});

	it('an agency whose superior is filtered out stands at the top', () => {
		const found = agencyTree(agencies, { level: null, name: 'chi nhánh' }, unsorted);
		expect(found.map((row) => row.depth)).toEqual([1, 1]);
	});
});
