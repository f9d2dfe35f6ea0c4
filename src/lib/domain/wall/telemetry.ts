import { z } from 'zod';
import type { Instant } from '../calendar/time.ts';

/** What a wall may say of how it fares; what it cannot measure it leaves out. */
export const telemetrySchema = z.strictObject({
	/** How often its connection came back since the page was loaded. */
	reconnects: z.int().min(0).max(1_000_000).optional(),
	/** Memory of its scripts, in megabytes. */
	heapMb: z.int().min(0).max(100_000).optional(),
	/** Frames a second. */
	fps: z.int().min(0).max(1000).optional(),
	/** Since the page was loaded. */
	uptimeMinutes: z.int().min(0).max(10_000_000).optional()
});
export type SaidTelemetry = z.infer<typeof telemetrySchema>;

/** The same as it is kept. */
export interface WallTelemetry {
	reconnects: number;
	heapMb: number | null;
	fps: number | null;
	uptimeMinutes: number | null;
	/** When reconnects were last heard of, the newest first; real time. */
	reconnectedAt: Instant[];
}

const KEPT = 5;

/**
 * What is kept of what a wall says, with the times at which it had to come back.
 * @param before what was kept of what it said before, which may be of an earlier load of the page
 */
export function telemetryAfter(
	before: WallTelemetry | null,
	said: SaidTelemetry,
	now: Instant
): WallTelemetry {
	const { reconnects = 0, heapMb = null, fps = null, uptimeMinutes = null } = said;
	// A page that was loaded anew counts from nothing again.
	const again = before !== null && reconnects >= before.reconnects ? before.reconnects : 0;
	const known = before?.reconnectedAt ?? [];
	const reconnectedAt = reconnects > again ? [now, ...known].slice(0, KEPT) : known;
	return { reconnects, heapMb, fps, uptimeMinutes, reconnectedAt };
}
