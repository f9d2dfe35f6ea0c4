import { mayTo, type Reader } from '#lib/domain/accounts/reader.ts';
import { actorOf } from '#lib/domain/audit/entry.ts';
import { dayOf, type Instant } from '#lib/domain/calendar/time.ts';
import { recordMeasure, takeBackMeasure, type MeasureTold } from '#lib/domain/measures/measure.ts';
import { accepted, refused, type Decision } from '#lib/domain/refusal.ts';
import { record } from '#lib/server/store/audit.ts';
import { withTransaction, type Database } from '#lib/server/store/database.ts';
import { append } from '#lib/server/store/ledger.ts';
import {
	holdMeasure,
	keepMeasure,
	keepMeasureWithdrawal,
	measureByCode,
	officialOf,
	type KeptMeasure
} from '#lib/server/store/measures.ts';

/** Who acts, and from where; `now` is the domain's, `realNow` that of the record of acts. */
export interface MeasureActor {
	reader: Reader;
	address: string;
	now: Instant;
	realNow: Instant;
}

const AS_MEASURES = { scope: 'measures' } as const;

/**
 * Puts a measure on record as its document says it. Neither the record of acts nor the ledger names the
 * official: they are read by others.
 */
export async function keepOfficialMeasure(
	database: Database,
	told: MeasureTold & { agencyId: number },
	by: MeasureActor
): Promise<Decision<{ code: string }>> {
	const { reader, now } = by;
	const { agencyId, kind, number, decidedOn } = told;
	if (!mayTo(reader, 'recordMeasures', agencyId)) return refused('measure.not_yours');
	const decided = recordMeasure(told, dayOf(now));
	if (!decided.accepted) return decided;
	return withTransaction(
		database,
		async ({ sql }) => {
			const measure = { ...decided.value, agencyId, ofProvince: isOfProvince(reader) };
			const code = await keepMeasure(sql, measure, saidBy(by));
			await record(sql, {
				...{ at: by.realNow, actor: actorOf(reader, by.address), action: 'measure.record' },
				...{ subject: `measure:${code}`, before: null, after: { kind, number, decidedOn } }
			});
			await append(sql, { at: now, kind: 'measures', agencies: [agencyId], ids: [] });
			return accepted({ code });
		},
		AS_MEASURES
	);
}

/** Takes back an entry that was made by mistake: it stays, and counts no more. */
export async function withdrawMeasure(
	database: Database,
	{ code, reason }: { code: string; reason: string },
	by: MeasureActor
): Promise<Decision<{ code: string }>> {
	const { reader, now } = by;
	return withTransaction(
		database,
		async ({ sql }) => {
			const held = await holdMeasure(sql, code);
			if (held === null || !mayTo(reader, 'seeMeasures', held.agencyId)) {
				return refused('measure.unknown');
			}
			const { id, agencyId, ofProvince, withdrawn } = held;
			if (!mayTo(reader, 'recordMeasures', agencyId)) return refused('measure.not_yours');
			const decided = takeBackMeasure(
				{ ofProvince, takenBack: withdrawn !== null },
				{ ofProvince: isOfProvince(reader) },
				reason
			);
			if (!decided.accepted) return decided;
			await keepMeasureWithdrawal(sql, id, reason, saidBy(by));
			await record(sql, {
				...{ at: by.realNow, actor: actorOf(reader, by.address), action: 'measure.withdraw' },
				...{ subject: `measure:${code}`, before: null, after: null }
			});
			await append(sql, { at: now, kind: 'measures', agencies: [agencyId], ids: [] });
			return accepted({ code });
		},
		AS_MEASURES
	);
}

/** A measure with whom it is against, and on record who looked; null: it does not exist for the reader. */
export async function openMeasure(
	database: Database,
	code: string,
	by: MeasureActor
): Promise<(KeptMeasure & { official: { name: string; title: string } | null }) | null> {
	const { reader } = by;
	return withTransaction(
		database,
		async ({ sql }) => {
			const held = await measureByCode(sql, code);
			if (held === null || !mayTo(reader, 'seeMeasures', held.agencyId)) return null;
			await record(sql, {
				...{ at: by.realNow, actor: actorOf(reader, by.address), action: 'measure.see' },
				...{ subject: `measure:${code}`, before: null, after: null }
			});
			return { ...held, official: await officialOf(sql, held.id) };
		},
		AS_MEASURES
	);
}

function isOfProvince({ grants }: Reader): boolean {
	return grants.recordMeasures === 'all';
}

function saidBy({ reader: { account }, now }: MeasureActor) {
	return { at: now, accountId: account?.id ?? null, name: account?.name ?? '' };
}
