import { describe, expect, test } from 'vitest';
import type { Role } from '../accounts/account.ts';
import { needsAgency } from '../accounts/permissions.ts';
import { readerFor, type Reader } from '../accounts/reader.ts';
import { agencyDirectory, type AgencyVersion } from '../agencies/agency.ts';
import { vietnamCalendar } from '../calendar/days-2018-2027.ts';
import { DEFAULT_OFFICE_HOURS } from '../calendar/office-hours.ts';
import { startOfDay } from '../calendar/time.ts';
import { outcomeOf, standsStill, type Told } from './claim.ts';
import {
	after,
	decide,
	foldCorrection,
	possibleActs,
	waitingOf,
	type CorrectionEvent
} from './correction.ts';

const calendar = vietnamCalendar();
const LAND = 1;
const INTERIOR = 3;
function version(agencyId: number): AgencyVersion {
	return {
		...{ agencyId, parentId: null, code: `H21.0${agencyId}`, name: `Cơ quan ${agencyId}` },
		...{ shortName: 'CQ', kind: 'so', level: 'tinh', vertical: false, accountable: true },
		...{ hours: DEFAULT_OFFICE_HOURS, validFrom: '2018-01-01', validTo: null }
	};
}
const directory = agencyDirectory({
	versions: [version(LAND), version(INTERIOR)],
	aliases: [],
	successions: []
});
function holding(...posts: [role: Role, agencyId: number | null][]): Reader {
	const held = posts.map(([role, agencyId], id) => ({
		...{ id, role, agencyId: needsAgency(role) ? agencyId : null, fields: [], answersFor: [] },
		...{ validFrom: '2020-01-01', validTo: null, behalfOf: null, document: null }
	}));
	return readerFor(
		{ id: 1, email: 'a@b.vn', name: 'Trần A', posts: held } as never,
		directory,
		'2026-11-20'
	);
}

const head = holding(['head', LAND]);
const centre = holding(['centre', null]);
/** Friday afternoon; Tuesday the 24th is a holiday, so two working days later is the 25th. */
const FRIDAY = startOfDay('2026-11-20') + 15 * 3_600_000;
const asked: CorrectionEvent = {
	...{ kind: 'asked', at: FRIDAY, by: 'Trần A', reason: 'Đã trả kết quả ngày 18/11' },
	...{ evidence: ['Sổ theo dõi số 12'], answerDue: '2026-11-25' }
};

describe('a request to put a number right', () => {
	const begun = foldCorrection([asked]);

	test('is answered by the centre, once, and by no agency about itself', () => {
		const answer = { kind: 'accepted', text: '' } as const;
		const decision = decide(begun, LAND, answer, centre, FRIDAY + 1);
		expect(decision.accepted).toBe(true);
		for (const reader of [head, holding(['inspector', null]), holding(['leader', null])]) {
			expect(decide(begun, LAND, answer, reader, FRIDAY)).toMatchObject({
				refusal: { code: 'correction.not_yours' }
			});
		}
		const both = holding(['office', null], ['head', LAND]);
		expect(possibleActs(begun, LAND, both)).toEqual(['added', 'withdrawn']);
		if (!decision.accepted) return;
		const answered = after(begun, decision.value);
		expect(decide(answered, LAND, { kind: 'rejected', text: 'x' }, centre, FRIDAY)).toMatchObject({
			refusal: { code: 'correction.already_answered' }
		});
	});

	test('is not refused without a reason, nor by somebody of another agency', () => {
		expect(decide(begun, LAND, { kind: 'rejected', text: ' ' }, centre, FRIDAY)).toMatchObject({
			refusal: { code: 'correction.no_reason' }
		});
		const other = holding(['head', INTERIOR]);
		expect(possibleActs(begun, LAND, other)).toEqual([]);
	});

	test('waits on the clock of the centre: over Friday evening and the weekend nothing passes', () => {
		expect(waitingOf(begun, startOfDay('2026-11-22'), calendar)).toEqual({ days: 0, over: 0 });
		expect(waitingOf(begun, startOfDay('2026-11-25'), calendar)).toEqual({ days: 2, over: 0 });
		expect(waitingOf(begun, startOfDay('2026-11-26'), calendar)).toEqual({ days: 3, over: 1 });
		const answered = foldCorrection([
			asked,
			{ kind: 'rejected', at: startOfDay('2026-11-26') - 1, by: 'B', text: 'Đúng là quá hạn' }
		]);
		expect(waitingOf(answered, startOfDay('2026-12-31'), calendar)).toEqual({ days: 2, over: 0 });
	});

	test('keeps who said what, in order, with what was added', () => {
		const added: CorrectionEvent = {
			...{ kind: 'added', at: FRIDAY + 1, by: 'Trần A', text: 'Bổ sung', evidence: ['Phiếu hẹn'] }
		};
		const said: CorrectionEvent = { kind: 'accepted', at: FRIDAY + 2, by: 'Lê B', text: 'Đồng ý' };
		expect(foldCorrection([asked, added, said])).toMatchObject({
			...{ state: 'accepted', askedBy: 'Trần A', events: 3 },
			...{ evidence: ['Sổ theo dõi số 12', 'Phiếu hẹn'] },
			answer: { by: 'Lê B', text: 'Đồng ý', at: FRIDAY + 2 }
		});
		expect(() => foldCorrection([said])).toThrow(RangeError);
	});
});

describe('whether what was disputed still stands', () => {
	const claim = { on: '2026-11-20', agencyId: LAND };
	const open: Told = { phase: 'open', agencyId: LAND, dueOn: '2026-11-18', finishedOn: null };

	test('overdue: gone when the source tells late that it had ended, not when it ends later', () => {
		expect(standsStill('overdue', claim, open, open)).toBe(true);
		const ended: Told = { ...open, phase: 'resolved', finishedOn: '2026-11-18' };
		expect(standsStill('overdue', claim, ended, ended)).toBe(false);
		const later: Told = { ...ended, finishedOn: '2026-11-23' };
		expect(standsStill('overdue', claim, open, later)).toBe(true);
	});

	test('overdue: gone when the appointment itself was told wrong, or the clock had stopped', () => {
		const moved: Told = { ...open, dueOn: '2026-11-20' };
		expect(standsStill('overdue', claim, open, moved)).toBe(false);
		expect(standsStill('overdue', claim, { ...open, phase: 'paused' }, open)).toBe(false);
		expect(standsStill('overdue', claim, null, open)).toBe(false);
	});

	test('late: gone when the true day of the end was not after the appointment', () => {
		const late: Told = { ...open, phase: 'resolved', finishedOn: '2026-11-19' };
		expect(standsStill('late', claim, late, late)).toBe(true);
		const right: Told = { ...late, finishedOn: '2026-11-18' };
		expect(standsStill('late', claim, right, right)).toBe(false);
	});

	test('not ours: gone when the messages name another agency', () => {
		expect(standsStill('not_ours', claim, open, open)).toBe(true);
		expect(standsStill('not_ours', claim, open, { ...open, agencyId: INTERIOR })).toBe(false);
		expect(standsStill('overdue', claim, { ...open, agencyId: INTERIOR }, open)).toBe(false);
	});

	test('a request is put right when nothing of it stands, or no more than the agency holds right', () => {
		expect(outcomeOf('asked', 4, 0)).toBe('asked');
		expect(outcomeOf('accepted', 1, 0)).toBe('accepted');
		expect(outcomeOf('accepted', 0, 0)).toBe('cured');
		expect(outcomeOf('asked', 8, 8)).toBe('cured');
		expect(outcomeOf('rejected', 0, 0)).toBe('rejected');
	});
});
