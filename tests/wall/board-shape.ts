import { z } from 'zod';
import { INDICATOR_NAMES } from '#lib/domain/settings/thresholds.ts';
import type { WallBoard } from '#lib/domain/wall/board.ts';

/*
 * Everything that may be in what a wall is sent, key by key: whatever is not named here fails. No text
 * but names of agencies and fields, codes of both, days, instants and the document of a threshold.
 */
const n = z.int().min(0);
const share = z.number().min(0).max(1).nullable();
const day = z.iso.date();
const instant = z.iso.datetime({ offset: true });
/** The code of an agency; a dossier's has a day and a serial behind it. */
const agencyCode = z.string().regex(/^[A-Z]\d{2}(\.[A-Z]?\d{1,5}){0,3}$/);
const name = z.string().min(1);

const tally = z.strictObject({
	received: n,
	carriedOver: n,
	resolved: z.strictObject({
		...{ early: n, onTime: n, late: n, noDue: n, total: n },
		...{ lateByPromise: n, notHandedOver: n }
	}),
	open: z.strictObject({ inTime: n, dueSoon: n, overdue: n, noDue: n, paused: n, total: n }),
	awaiting: z.strictObject({ total: n, overdue: n }),
	ended: z.strictObject({ withdrawn: n, stopped: n, afterDue: n }),
	refused: n,
	movedDue: n,
	rates: z.strictObject({ onTimeOrEarly: share, late: share, lateByPromise: share })
});
const compared = z.strictObject({
	...{ from: day, to: day, tally },
	...{ reorganised: z.boolean(), known: z.boolean() }
});
const taskCounts = { open: n, inTime: n, dueSoon: n, overdue: n, noDate: n, unacknowledged: n };
const limit = z.strictObject({ value: z.number(), document: z.string() });

export const boardShape: z.ZodType<WallBoard> = z.strictObject({
	...{ epoch: z.uuid(), seq: n, asOf: instant, from: day, to: day, pending: n },
	scope: z.strictObject({ code: agencyCode, name }).nullable(),
	limits: z.partialRecord(z.enum(INDICATOR_NAMES), limit),
	whole: tally,
	agencies: z.array(
		z.strictObject({
			...{ code: agencyCode, name, tally, lateBefore: share, overdueBefore: n.nullable() },
			disputed: n,
			group: z.enum(['department', 'commune', 'vertical', 'below']),
			freshness: z.strictObject({
				lastEventAt: instant.nullable(),
				lastArrivalAt: instant.nullable(),
				stale: z.boolean()
			}),
			expected: z
				.strictObject({ heardAt: instant, quietFrom: instant, minutes: z.number(), days: n })
				.nullable()
		})
	),
	slowAsOf: instant.nullable(),
	monthBefore: compared,
	lastYear: compared,
	dueToday: z.strictObject({
		...{ total: n, afterHours: n, known: z.boolean() },
		hours: z.enum(['open', 'closed', 'rest']),
		until: instant.nullable(),
		agencies: z.array(
			z.strictObject({
				...{ code: agencyCode, name, count: n, hourPassed: n, minutesLeft: n },
				fields: z.array(z.strictObject({ name: z.string(), count: n }))
			})
		)
	}),
	tasks: z
		.strictObject({
			...taskCounts,
			agencies: z.array(z.strictObject({ ...taskCounts, code: agencyCode, name }))
		})
		.nullable(),
	fields: z.array(
		z.strictObject({
			...{ code: z.string(), name: z.string(), received: n, resolved: n, late: n, overdue: n },
			lateRate: share
		})
	),
	weeks: z.array(
		z.strictObject({
			...{ from: day, to: day, received: n, resolved: n, late: n, overdue: n },
			...{ lateRate: share, known: z.boolean() }
		})
	)
});
