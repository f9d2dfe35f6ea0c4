import { mayTo, seesDossierOf, type Reader } from '#lib/domain/accounts/reader.ts';
import { recordApology, type Apology, type ApologyTold } from '#lib/domain/apologies/apology.ts';
import { actorOf } from '#lib/domain/audit/entry.ts';
import { dayOf, type Instant } from '#lib/domain/calendar/time.ts';
import { accepted, refused, type Decision } from '#lib/domain/refusal.ts';
import {
	apologyByCode,
	holdForApologies,
	keepApologies,
	keepWithdrawal,
	type KeptApology
} from '#lib/server/store/apologies.ts';
import { record } from '#lib/server/store/audit.ts';
import { withTransaction, type Database } from '#lib/server/store/database.ts';
import { append } from '#lib/server/store/ledger.ts';

/** Who tells it, and from where; `now` is the domain's, `realNow` that of the record of acts. */
export interface ApologyActor {
	reader: Reader;
	address: string;
	now: Instant;
	realNow: Instant;
}

/** What became of the lines: one wrong line, and nothing is kept. */
export interface ApologiesOutcome {
	taken: boolean;
	kept: number;
	/** On record already. */
	unchanged: number;
	faults: { index: number; dossier: string; code: string }[];
}

const AS_DELAYS = { scope: 'delays' } as const;

/** Puts letters of apology on record, as the agency that resolves tells them: one, or the lines of a file. */
export async function recordApologies(
	database: Database,
	given: { lines: readonly (ApologyTold & { dossier: string })[]; dryRun: boolean },
	by: ApologyActor
): Promise<ApologiesOutcome> {
	const { lines, dryRun } = given;
	const { reader, now } = by;
	return withTransaction(
		database,
		async ({ sql }) => {
			const held = await holdForApologies(
				sql,
				lines.map(({ dossier }) => dossier)
			);
			const faults: ApologiesOutcome['faults'] = [];
			const letters: { dossierId: number; agencyId: number; apology: Apology }[] = [];
			for (const [index, { dossier: code, ...told }] of lines.entries()) {
				const fault = (refusal: string) => faults.push({ index, dossier: code, code: refusal });
				const dossier = held.get(code);
				if (!dossier || !seesDossierOf(reader, dossier.agencyId)) {
					fault('apology.dossier_unknown');
					continue;
				}
				const { id: dossierId, agencyId } = dossier;
				if (agencyId === null || !mayTo(reader, 'explainDelays', agencyId)) {
					fault('apology.not_yours');
					continue;
				}
				const decided = recordApology(dossier, told, dayOf(now));
				if (!decided.accepted) fault(decided.refusal.code);
				else if (decided.value !== null) {
					letters.push({ dossierId, agencyId, apology: decided.value });
					// A second letter about the same dossier in one file is decided after the first.
					dossier.apologies.push(decided.value as KeptApology);
				}
			}
			if (faults.length > 0) return { taken: false, kept: 0, unchanged: 0, faults };
			const outcome = { kept: letters.length, unchanged: lines.length - letters.length, faults };
			if (dryRun || letters.length === 0) return { taken: !dryRun, ...outcome };
			await keepApologies(sql, letters, saidBy(by));
			const codes = [...new Set(lines.map(({ dossier }) => dossier))];
			await record(sql, {
				...{ at: by.realNow, actor: actorOf(reader, by.address), action: 'apology.record' },
				...{ subject: codes.length === 1 ? `dossier:${codes[0] ?? ''}` : null, before: null },
				after: {
					count: letters.length,
					numbers: letters.slice(0, 500).map(({ apology }) => apology.number),
					dossiers: codes.slice(0, 500)
				}
			});
			const agencies = [...new Set(letters.map(({ agencyId }) => agencyId))];
			await append(sql, { at: now, kind: 'delays', agencies, ids: codes });
			return { taken: true, ...outcome };
		},
		AS_DELAYS
	);
}

/** Takes back a letter that was entered by mistake: the entry stays, and counts no more. */
export async function withdrawApology(
	database: Database,
	{ code, reason }: { code: string; reason: string },
	by: ApologyActor
): Promise<Decision<{ code: string }>> {
	const { reader, now } = by;
	return withTransaction(
		database,
		async ({ sql }) => {
			const held = await apologyByCode(sql, code);
			if (held === null || !seesDossierOf(reader, held.agencyId)) return refused('apology.unknown');
			const { id, agencyId, dossier } = held;
			if (agencyId === null || !mayTo(reader, 'explainDelays', agencyId)) {
				return refused('apology.not_yours');
			}
			if (!(await keepWithdrawal(sql, id, reason, saidBy(by)))) {
				return refused('apology.already_withdrawn');
			}
			await record(sql, {
				...{ at: by.realNow, actor: actorOf(reader, by.address), action: 'apology.withdraw' },
				...{ subject: `dossier:${dossier}`, before: { code }, after: { reason } }
			});
			await append(sql, { at: now, kind: 'delays', agencies: [agencyId], ids: [dossier] });
			return accepted({ code });
		},
		AS_DELAYS
	);
}

function saidBy({ reader: { account }, now }: ApologyActor) {
	return { at: now, accountId: account?.id ?? null, name: account?.name ?? '' };
}
