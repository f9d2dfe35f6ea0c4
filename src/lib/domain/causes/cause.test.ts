import { describe, expect, it, test } from 'vitest';
import {
	CAUSES,
	declare,
	foldCause,
	lateKind,
	mainCause,
	NATURES_OF,
	settle,
	type CauseStatement,
	type DossierCause
} from './cause.ts';

const waited = { cause: 'CHO_Y_KIEN', nature: 'objective', text: '' } as const;
const said = (standing: 'declared' | 'confirmed' | 'rejected'): DossierCause => ({
	...waited,
	standing
});

describe('how a dossier due on Monday 16 November 2026 is late', () => {
	const due = { dueOn: '2026-11-16', finishedOn: null };
	test.each([
		['open on the day itself', { ...due, phase: 'open' as const }, '2026-11-16', null],
		['open the day after', { ...due, phase: 'open' as const }, '2026-11-17', 'overdue'],
		['paused is not overdue', { ...due, phase: 'paused' as const }, '2026-11-30', null],
		[
			'resolved on the day',
			{ ...due, phase: 'resolved' as const, finishedOn: '2026-11-16' },
			'2026-11-30',
			null
		],
		[
			'resolved the day after',
			{ ...due, phase: 'resolved' as const, finishedOn: '2026-11-17' },
			'2026-11-30',
			'late'
		],
		[
			'withdrawn past its day',
			{ ...due, phase: 'withdrawn' as const, finishedOn: '2026-11-18' },
			'2026-11-30',
			'endedAfterDue'
		],
		[
			'without an appointment',
			{ phase: 'open' as const, dueOn: null, finishedOn: null },
			'2026-11-30',
			null
		]
	])('%s', (_, dossier, today, expected) => {
		expect(lateKind(dossier, today)).toBe(expected);
	});
});

describe('an agency declares why', () => {
	it('and the same again changes nothing', () => {
		expect(declare(null, waited, 'late')).toMatchObject({ value: { kind: 'declared', ...waited } });
		expect(declare(said('declared'), waited, 'late')).toEqual({ accepted: true, value: null });
		expect(declare(said('confirmed'), waited, 'late')).toEqual({ accepted: true, value: null });
	});

	it('anew after a rejection, also with the same words', () => {
		expect(declare(said('rejected'), waited, 'overdue').accepted).toBe(true);
		expect(declare(said('rejected'), waited, 'overdue')).toMatchObject({
			value: { kind: 'declared' }
		});
	});

	it('but what the centre has confirmed only the centre takes back', () => {
		const other = { cause: 'QUA_TAI', nature: 'objective', text: '' } as const;
		expect(declare(said('confirmed'), other, 'late')).toMatchObject({
			refusal: { code: 'cause.already_confirmed' }
		});
	});

	it('of nothing that is not late, and of no cause that cannot be of that nature', () => {
		expect(declare(null, waited, null)).toMatchObject({ refusal: { code: 'cause.not_late' } });
		expect(declare(null, { ...waited, nature: 'subjective' }, 'late')).toMatchObject({
			refusal: { code: 'cause.nature_impossible' }
		});
		expect(
			declare(null, { cause: 'CHU_QUAN', nature: 'objective', text: '' }, 'late')
		).toMatchObject({ refusal: { code: 'cause.nature_impossible' } });
	});

	it('“khác” says what it is', () => {
		const other = { cause: 'KHAC', nature: 'objective', text: '' } as const;
		expect(declare(null, other, 'late')).toMatchObject({ refusal: { code: 'cause.unexplained' } });
		expect(declare(null, { ...other, text: 'Mưa lũ' }, 'late').accepted).toBe(true);
	});

	it('every code has a nature', () => {
		for (const code of CAUSES) expect(NATURES_OF[code].length).toBeGreaterThan(0);
	});
});

describe('the centre settles', () => {
	it('what was declared, a rejection with its reason', () => {
		expect(settle(null, 'confirmed', '')).toMatchObject({ refusal: { code: 'cause.undeclared' } });
		expect(settle(said('declared'), 'confirmed', '')).toMatchObject({
			value: { kind: 'confirmed' }
		});
		expect(settle(said('declared'), 'rejected', '')).toMatchObject({
			refusal: { code: 'cause.reason_missing' }
		});
		expect(settle(said('confirmed'), 'rejected', 'Không có văn bản').accepted).toBe(true);
		expect(settle(said('confirmed'), 'confirmed', '')).toEqual({ accepted: true, value: null });
	});
});

it('all that was said stays, and the last declaration stands as it was last settled', () => {
	const statements: CauseStatement[] = [
		{ kind: 'declared', ...waited },
		{ kind: 'rejected', text: 'Chưa có văn bản xin ý kiến' },
		{ kind: 'declared', cause: 'NHAN_SU', nature: 'subjective', text: 'Một công chức nghỉ' },
		{ kind: 'confirmed', text: '' }
	];
	expect(foldCause([])).toBe(null);
	expect(foldCause(statements.slice(0, 2))).toEqual({ ...waited, standing: 'rejected' });
	expect(foldCause(statements.slice(0, 3))).toMatchObject({
		cause: 'NHAN_SU',
		standing: 'declared'
	});
	expect(foldCause(statements)).toMatchObject({ cause: 'NHAN_SU', standing: 'confirmed' });
});

describe('the main cause', () => {
	it('is the most frequent of what was confirmed, and nothing while nothing is', () => {
		expect(mainCause({})).toBe(null);
		expect(mainCause({ PHOI_HOP: 3, QUA_TAI: 2 })).toEqual({ causes: ['PHOI_HOP'], dossiers: 3 });
	});

	it('names all that are equally frequent, rather than one by chance', () => {
		expect(mainCause({ QUA_TAI: 2, PHOI_HOP: 2 })).toEqual({
			causes: ['PHOI_HOP', 'QUA_TAI'],
			dossiers: 2
		});
	});
});
