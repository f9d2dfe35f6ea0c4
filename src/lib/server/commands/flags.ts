import { createHash } from 'node:crypto';
import { may, mayTo, seesDossierOf, type Reader } from '#lib/domain/accounts/reader.ts';
import { actorOf } from '#lib/domain/audit/entry.ts';
import type { Instant } from '#lib/domain/calendar/time.ts';
import type { Flag } from '#lib/domain/dossiers/flags.ts';
import type { Phase } from '#lib/domain/dossiers/status.ts';
import { isUnsolved } from '#lib/domain/flags/agency-signs.ts';
import { draw, METHOD, snapshotOf, weightOf } from '#lib/domain/flags/sample.ts';
import { accepted, refused, type Decision } from '#lib/domain/refusal.ts';
import { record } from '#lib/server/store/audit.ts';
import { withTransaction, type Database } from '#lib/server/store/database.ts';
import { keepFlagAnswer } from '#lib/server/store/flag-answers.ts';
import { signsPerDossier, type FlagQuery } from '#lib/server/store/flags.ts';
import { append } from '#lib/server/store/ledger.ts';
import type { LoadedRules } from '#lib/server/store/rulebook.ts';
import { keepSample, type KeptSample, type SampleAsked } from '#lib/server/store/samples.ts';

/** Who answers or draws, and from where; `now` is the domain's, `realNow` that of the record of acts. */
export interface FlagActor {
	reader: Reader;
	address: string;
	now: Instant;
	realNow: Instant;
}

const AS_FLAGS = { scope: 'flags' } as const;

/** Keeps what an agency says to a question about one of its dossiers; the question stays. */
export async function answerFlag(
	database: Database,
	given: { dossier: string; flag: Flag; text: string },
	by: FlagActor
): Promise<Decision<{ dossier: string; flag: Flag }>> {
	const { dossier: code, flag, text } = given;
	const { reader, now } = by;
	return withTransaction(
		database,
		async ({ sql }) => {
			const [found] = await sql<
				{ id: number; agencyId: number | null; flags: string[]; phase: Phase }[]
			>`select id, agency_id as "agencyId", flags, phase from dossiers where code = ${code}`;
			if (!found || !seesDossierOf(reader, found.agencyId)) return refused('flag.dossier_unknown');
			const { id, agencyId, flags, phase } = found;
			if (agencyId === null || !mayTo(reader, 'answerFlags', agencyId)) {
				return refused('flag.not_yours');
			}
			if (!flags.includes(flag) && !canStand(flag, phase)) return refused('flag.not_raised');
			const said = { flag, text, at: now, by: reader.account?.name ?? '' };
			await keepFlagAnswer(sql, id, said, reader.account?.id ?? null);
			await record(sql, {
				at: by.realNow,
				actor: actorOf(reader, by.address),
				action: 'flag.answer',
				subject: `dossier:${code}`,
				before: null,
				after: { flag }
			});
			await append(sql, { at: now, kind: 'flags', agencies: [agencyId], ids: [code] });
			return accepted({ dossier: code, flag });
		},
		AS_FLAGS
	);
}

/** Whether a sign of the hour, of an agency or of letters of apology may stand about a dossier of the phase. */
function canStand(flag: Flag, phase: Phase): boolean {
	if (flag === 'N13') return phase === 'awaiting';
	if (flag === 'N08' || flag === 'N09' || flag === 'N10') {
		return phase === 'open' || phase === 'resolved';
	}
	if (flag === 'N15') return phase === 'resolved';
	return flag === 'N16' && isUnsolved(phase);
}

/**
 * Draws a sample of the dossiers that a question looks at, each with one chance and more for signs,
 * and keeps it with its snapshot: every draw stays, so nobody draws until they like the result.
 */
export async function drawSample(
	database: Database,
	rules: LoadedRules,
	given: { query: FlagQuery; asked: SampleAsked; seed: string },
	by: FlagActor
): Promise<Decision<KeptSample>> {
	const { reader, now } = by;
	if (!may(reader, 'drawSamples')) return refused('sample.not_yours');
	const { query, asked, seed } = given;
	return withTransaction(
		database,
		async ({ sql }) => {
			const found = await signsPerDossier(sql, rules, reader.sees.dossiers, query);
			if (found.length === 0) return refused('sample.empty');
			const snapshot = snapshotOf(
				found.map(({ code, flags }) => ({ code, weight: weightOf(flags) }))
			);
			const sample = {
				method: METHOD,
				seed,
				asked,
				population: found.length,
				snapshot,
				snapshotHash: sha256(snapshot),
				drawn: draw(snapshot, { seed, size: asked.size }, sha256),
				drawnAt: now,
				drawnBy: reader.account?.name ?? ''
			};
			const code = await keepSample(sql, sample, reader.account?.id ?? null);
			await record(sql, {
				at: by.realNow,
				actor: actorOf(reader, by.address),
				action: 'sample.draw',
				subject: `sample:${code}`,
				before: null,
				after: { seed, ...asked, population: found.length, snapshotHash: sample.snapshotHash }
			});
			await append(sql, { at: now, kind: 'flags', agencies: [], ids: [code] });
			const { snapshot: _, ...kept } = sample;
			return accepted({ code, ...kept });
		},
		AS_FLAGS
	);
}

function sha256(text: string): string {
	return createHash('sha256').update(text).digest('hex');
}
