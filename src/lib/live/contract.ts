/**
 * The wire between server and page (contract section 5): one Socket.IO namespace at `/live`,
 * WebSocket only. Everything is absolute, so a message may be lost, repeated or come late.
 */
import { z } from 'zod';

export { LIVE_PATH, REFUSALS } from './names.ts';

const count = z.number().int().nonnegative();
const rate = z.number().min(0).max(1).nullable();
const iso = z.iso.datetime({ offset: true });

export const tallySchema = z.strictObject({
	received: count,
	carriedOver: count,
	resolved: z.strictObject({
		early: count,
		onTime: count,
		late: count,
		noDue: count,
		total: count,
		lateByPromise: count,
		notHandedOver: count
	}),
	open: z.strictObject({
		inTime: count,
		dueSoon: count,
		overdue: count,
		noDue: count,
		paused: count,
		total: count
	}),
	awaiting: z.strictObject({ total: count, overdue: count }),
	ended: z.strictObject({ withdrawn: count, stopped: count, afterDue: count }),
	refused: count,
	movedDue: count,
	rates: z.strictObject({ onTimeOrEarly: rate, late: rate, lateByPromise: rate })
});

export const agencyTalliesSchema = z.strictObject({
	code: z.string(),
	tally: tallySchema,
	own: tallySchema,
	freshness: z.strictObject({
		lastEventAt: iso.nullable(),
		lastArrivalAt: iso.nullable(),
		stale: z.boolean()
	})
});
/** An agency's figures of the current month, as absolute values. */
export type AgencyTallies = z.infer<typeof agencyTalliesSchema>;

export const welcomeSchema = z.strictObject({
	epoch: z.string(),
	seq: count,
	/** The domain's now, ISO 8601 with offset. */
	asOf: iso,
	/** Which build of the program answers; another than the page's own means: reload. */
	build: z.string()
});
export type Welcome = z.infer<typeof welcomeSchema>;

export const talliesSchema = z.strictObject({
	epoch: z.string(),
	seq: count,
	asOf: iso,
	pending: count,
	province: tallySchema,
	/** All after a welcome, then those that changed; none in the heartbeat. */
	agencies: z.array(agencyTalliesSchema)
});
export type Tallies = z.infer<typeof talliesSchema>;

/** What a hint is about: pages that show it read it again. */
export const LIVE_ROOMS = [
	'dossiers',
	'tasks',
	'notices',
	'flags',
	'corrections',
	'shift',
	'letters',
	'findings',
	'inspections',
	'delays',
	'urgings',
	'measures',
	'agencies',
	'procedures',
	'settings',
	'quarantine',
	'accounts',
	'screens'
] as const;
export type LiveRoom = (typeof LIVE_ROOMS)[number];

export const changedSchema = z.strictObject({
	epoch: z.string(),
	/** The ledger's sequence number up to which the hint speaks. */
	seq: count,
	room: z.enum(LIVE_ROOMS),
	/** Public ids (MaHoSo); empty: read again whatever of this room you show. */
	ids: z.array(z.string()).max(200)
});
export type Changed = z.infer<typeof changedSchema>;

export const resumeSchema = z.strictObject({ epoch: z.string().max(100), seq: count });
export type Resume = z.infer<typeof resumeSchema>;

export const resumedSchema = z.union([
	z.strictObject({ seq: count, missed: z.array(changedSchema) }),
	z.strictObject({ seq: count, reload: z.literal(true) })
]);
export type Resumed = z.infer<typeof resumedSchema>;

/**
 * Why the server is about to cut: a key or screen was revoked, the session has ended, the rights are
 * others than at the start, a new build or a stop follows, or the client asked for what nobody asks.
 */
export const BYE_REASONS = [
	'revoked',
	'signed out',
	'rights changed',
	'new build',
	'stopping',
	'misuse'
] as const;
export type ByeReason = (typeof BYE_REASONS)[number];
export const byeSchema = z.strictObject({ reason: z.enum(BYE_REASONS) });
export type Bye = z.infer<typeof byeSchema>;

export interface ServerToClient {
	welcome: (message: Welcome) => void;
	tallies: (message: Tallies) => void;
	changed: (message: Changed) => void;
	bye: (message: Bye) => void;
}

export interface ClientToServer {
	resume: (from: Resume, answer: (resumed: Resumed) => void) => void;
}
