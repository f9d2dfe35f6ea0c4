import { dayOf } from '#lib/domain/calendar/time.ts';
import type { Dossier } from '#lib/domain/dossiers/dossier.ts';
import type { OverviewQuery } from '#lib/domain/reports/overview.ts';
import { weeksUpTo } from '#lib/domain/reports/periods.ts';
import { figuresOf } from '#lib/domain/reports/tally.ts';
import type { DueToday } from '#lib/domain/wall/board.ts';
import { WEEKS, type CountedWeek } from './wall-weeks.ts';

/** What a wall of the province says of its weeks and of today, counted the plain way; see `recount.ts`. */
export interface WallRecount {
	/** Counts one dossier, as it was at the end of each week and as it is. */
	add(dossier: Dossier): void;
	/** Where the served answer differs. */
	differences(weeks: readonly CountedWeek[], due: DueToday): string[];
}

/** @param query the current month of the province, asked now */
export function openWallRecount({ at }: Pick<OverviewQuery, 'at'>): WallRecount {
	const weeks = weeksUpTo(dayOf(at), WEEKS, at);
	const counted = weeks.map(() => ({ received: 0, resolved: 0, late: 0, overdue: 0 }));
	let due = 0;
	// None of these figures hangs on office hours.
	const horizon = { dueSoonUntil: at, awaitingSince: at };
	return {
		add({ state: last, spans }) {
			if (last.phase === 'open' && last.dueOn === dayOf(at)) due += 1;
			weeks.forEach(({ from, to, at: end }, i) => {
				const running = i === weeks.length - 1;
				const state = running ? last : spans.find((one) => one.from <= end && end < one.to)?.state;
				const counts = counted[i];
				if (!state || !counts) return;
				const figures = figuresOf(state, { at: end, from, to, horizon });
				if (figures.has('received')) counts.received += 1;
				if (figures.has('resolved.total')) counts.resolved += 1;
				if (figures.has('resolved.late')) counts.late += 1;
				if (figures.has('open.overdue')) counts.overdue += 1;
			});
		},
		differences(served, { total, afterHours, agencies }) {
			const found: string[] = [];
			const compare = (what: string, told: number, recounted: number) => {
				if (told !== recounted) found.push(`${what}: ${told} served, ${recounted} counted`);
			};
			weeks.forEach(({ from }, i) => {
				const week = served.find((one) => one.from === from);
				for (const key of ['received', 'resolved', 'late', 'overdue'] as const) {
					compare(`wall, week of ${from}, ${key}`, week?.[key] ?? 0, counted[i]?.[key] ?? 0);
				}
			});
			compare('wall, due today', total + afterHours, due);
			const sum = agencies.reduce((n, { count }) => n + count, 0);
			compare('wall, due today by agency', sum, total);
			return found;
		}
	};
}
