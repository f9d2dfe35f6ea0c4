import { expect, it } from 'vitest';
import type { AgencyFigures } from '../reports/overview.ts';
import { noCounts, tallyOf } from '../reports/tally.ts';
import { agenciesBelow, mostOverdue, rankedAgencies } from './ranking.ts';

const anAgency = (name: string, overdue: number, facts: Partial<AgencyFigures> = {}) => ({
	code: name,
	name,
	kind: 'so' as const,
	level: 'tinh' as const,
	accountable: true,
	vertical: false,
	parent: null,
	ended: false,
	tally: tallyOf({ ...noCounts(), 'open.overdue': overdue }),
	own: tallyOf(noCounts()),
	freshness: { lastEventAt: null, lastArrivalAt: null, stale: false },
	...facts
});

it('ranks those who answer to the Chairman, most overdue first, none without', () => {
	const agencies = rankedAgencies([
		anAgency('Sở Xây dựng', 4),
		anAgency('Sở Công Thương', 0),
		anAgency('Văn phòng Đăng ký đất đai', 90, { accountable: false, parent: 'Sở Xây dựng' }),
		anAgency('Công an tỉnh', 70, { vertical: true, accountable: false }),
		anAgency('UBND phường Đống Đa', 4),
		anAgency('UBND huyện cũ', 8, { ended: true }),
		anAgency('Sở Y tế', 9)
	]);
	expect(mostOverdue(agencies, 3).map(({ name }) => name)).toEqual([
		'Sở Y tế',
		'Sở Xây dựng',
		'UBND phường Đống Đa'
	]);
});

it('of one agency ranks what lies directly below it', () => {
	const below = agenciesBelow(
		[
			anAgency('Sở Xây dựng', 4),
			anAgency('Chi cục Giám định', 2, { accountable: false, parent: 'Sở Xây dựng' }),
			anAgency('Phòng đã giải thể', 1, { parent: 'Sở Xây dựng', ended: true }),
			anAgency('Chi cục Thú y', 3, { accountable: false, parent: 'Sở Nông nghiệp' })
		],
		'Sở Xây dựng'
	);
	expect(below.map(({ name }) => name)).toEqual(['Chi cục Giám định']);
});

it('carries no more of an agency than its name and numbers', () => {
	const [agency] = rankedAgencies([anAgency('Sở Y tế', 1)]);
	expect(Object.keys(agency ?? {}).sort()).toEqual(['code', 'freshness', 'group', 'name', 'tally']);
});
