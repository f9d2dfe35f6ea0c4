import type { Actor, AuditAction, AuditEntry } from '#lib/domain/audit/entry.ts';
import { isoOf, type Instant } from '#lib/domain/calendar/time.ts';

/** As what a batch is kept on record, when it is more than a batch of the feed. */
export interface BatchAct {
	action: AuditAction;
	subject: string | null;
	/** What else is said of it beside its numbers. */
	about: Record<string, unknown>;
}

export const FEED_BATCH: BatchAct = { action: 'feed.batch', subject: null, about: {} };

/** One link for the whole batch: what it said is in the messages recorded at that instant. */
export function auditEntry(
	{ action, subject, about }: BatchAct,
	{ keyId, actor }: { keyId: number; actor?: Actor },
	counts: { records: number; accepted: number; unchanged: number; quarantined: number },
	recordedAt: Instant
): AuditEntry {
	return {
		at: Date.now(),
		actor: actor ?? { kind: 'key', accountId: null, keyId, screenId: null, address: null },
		action,
		subject,
		before: null,
		after: { ...about, ...counts, recordedAt: isoOf(recordedAt) }
	};
}
