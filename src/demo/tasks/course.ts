/** What becomes of a task of the demo, day by day: the same for the same seed and the same today. */
import { dayOf, MINUTE, startOfDay, type Day, type Instant } from '#lib/domain/calendar/time.ts';
import {
	addWorkingDays,
	workingDaysBetween,
	type WorkCalendar
} from '#lib/domain/calendar/work-calendar.ts';
import type { TaskAct } from '#lib/domain/tasks/acts.ts';
import type { Dice } from '../simulator/dice.ts';

/** One act, on whose side, and when. */
export interface Turn {
	side: 'lead' | 'tracker' | 'office';
	act: TaskAct;
	at: Instant;
}

export interface CourseGiven {
	issuedOn: Day;
	due: Day | null;
	/** Nothing happens after it. */
	now: Instant;
	calendar: WorkCalendar;
	waits: boolean;
	units: readonly string[];
	/** Everything comes to its end: a document of long ago. */
	settled?: true;
}

/** The acts on one task in their order, none of them after now. */
export function courseOf(d: Dice, given: CourseGiven): Turn[] {
	const { issuedOn, due, now, calendar, waits, units, settled = false } = given;
	const today = dayOf(now);
	const age = workingDaysBetween(calendar, issuedOn, today);
	const turns: Turn[] = [];
	const after = (day: Day, days: number) => addWorkingDays(calendar, day, days);
	const turn = (side: Turn['side'], act: TaskAct, day: Day) => {
		const last = turns.at(-1)?.at ?? 0;
		const at = Math.max(
			startOfDay(day) + 8 * 60 * MINUTE + d.below(8 * 60) * MINUTE,
			last + MINUTE
		);
		turns.push({ side, act, at });
	};

	if (d.chance(0.7)) turn('lead', { kind: 'received' }, issuedOn);
	if (!settled && (age < 2 ? d.chance(0.55) : d.chance(0.08))) {
		if (age >= 2 && d.chance(0.5)) {
			const reason = 'Nội dung không thuộc chức năng của cơ quan (mô phỏng)';
			turn('lead', { kind: 'correction_asked', reason }, after(issuedOn, 1));
		}
		return upTo(turns, now);
	}
	turn('lead', { kind: 'acknowledged' }, after(issuedOn, d.below(settled ? 3 : 2)));
	if (waits) return upTo(turns, now);
	if (!settled && d.chance(0.04)) {
		turn(
			'office',
			{ kind: 'paused', reason: 'Chờ hướng dẫn của bộ (mô phỏng)' },
			after(issuedOn, 3)
		);
		return upTo(turns, now);
	}
	if (!settled && d.chance(0.03)) {
		turn('office', { kind: 'revoked', document: '99/UBND-MP (mô phỏng)' }, after(issuedOn, 4));
		return upTo(turns, now);
	}
	if (d.chance(0.6)) {
		turn('lead', { kind: 'assigned_inside', unit: 'Văn phòng', due }, after(issuedOn, 2));
		turn('lead', { kind: 'progressed', text: 'Đang tổng hợp (mô phỏng)' }, after(issuedOn, 3));
	}
	for (const unit of units) {
		if (d.chance(0.7)) turn('lead', { kind: 'unit_marked', unit, done: true }, after(issuedOn, 5));
	}
	const past = due !== null && due < today;
	if (!settled && due !== null && d.chance(past ? 0.12 : 0.25)) {
		const asked = past ? after(due, -6) : after(today, -1);
		const reason = 'Khối lượng hồ sơ lớn hơn dự kiến (mô phỏng)';
		if (asked > issuedOn && asked < due) {
			turn('lead', { kind: 'extension_asked', until: after(due, 10), reason }, asked);
			if (d.chance(past ? 0.7 : 0.3)) {
				const document = '120/UBND-MP (mô phỏng)';
				const granted = d.chance(0.6);
				turn(
					'office',
					{ kind: 'extension_decided', granted, document },
					after(asked, past ? 3 : 1)
				);
			}
		}
	}
	if (!settled && !d.chance(past ? 0.8 : due === null ? 0.35 : 0.22)) return upTo(turns, now);
	const late = past && d.chance(0.13);
	const finished =
		due === null
			? after(issuedOn, 5 + d.below(30))
			: past
				? after(due, late ? 1 + d.below(8) : -d.below(5))
				: after(today, -d.below(2));
	const evidence = [`Báo cáo ${20 + d.below(300)}/BC-MP (mô phỏng)`];
	turn('lead', { kind: 'submitted', evidence }, finished < issuedOn ? issuedOn : finished);
	if (settled ? d.chance(0.06) : d.chance(0.07)) {
		const reason = 'Thiếu minh chứng (mô phỏng)';
		turn('tracker', { kind: 'sent_back', reason }, after(finished, 2));
		if (!settled && d.chance(0.6)) return upTo(turns, now);
		turn('lead', { kind: 'submitted', evidence: [...evidence, 'Phụ lục'] }, after(finished, 4));
	}
	turn('tracker', { kind: 'verified' }, after(finished, 7 + d.below(3)));
	if (!settled && d.chance(0.07)) {
		const reason = 'Lại phát sinh hồ sơ như vậy (mô phỏng)';
		turn('tracker', { kind: 'reopened', reason, due: null }, after(finished, 14));
	}
	return upTo(turns, now);
}

function upTo(turns: readonly Turn[], now: Instant): Turn[] {
	const end = turns.findIndex(({ at }) => at > now);
	return end < 0 ? [...turns] : turns.slice(0, end);
}
