import { mayTo, seesDossierOf, type Reader } from '#lib/domain/accounts/reader.ts';
import { actorOf } from '#lib/domain/audit/entry.ts';
import { dayOf, type Instant } from '#lib/domain/calendar/time.ts';
import {
	declare,
	lateKind,
	settle,
	type Declaration,
	type DossierCause
} from '#lib/domain/causes/cause.ts';
import { accepted, refused, type Decision } from '#lib/domain/refusal.ts';
import { record } from '#lib/server/store/audit.ts';
import {
	holdLateDossiers,
	keepStatements,
	type KeptStatement,
	type LateDossier
} from '#lib/server/store/causes.ts';
import { withTransaction, type Database } from '#lib/server/store/database.ts';
import { append } from '#lib/server/store/ledger.ts';

/** Who says it, and from where; `now` is the domain's, `realNow` that of the record of acts. */
export interface DelayActor {
	reader: Reader;
	address: string;
	now: Instant;
	realNow: Instant;
}

/** What is wrong with one line of what was given. */
export interface LineFault {
	index: number;
	dossier: string;
	code: string;
}

/** What became of the lines, or would become of them: one wrong line, and nothing is kept. */
export interface LinesOutcome {
	taken: boolean;
	kept: number;
	/** Said already. */
	unchanged: number;
	faults: LineFault[];
}

const AS_DELAYS = { scope: 'delays' } as const;

/** Keeps why dossiers are late, as their agency declares it: one, several, or the lines of a file. */
export async function declareCauses(
	database: Database,
	given: { lines: readonly (Declaration & { dossier: string })[]; dryRun: boolean },
	by: DelayActor
): Promise<LinesOutcome> {
	const { lines, dryRun } = given;
	const today = dayOf(by.now);
	return sayAbout(database, { codes: lines.map(({ dossier }) => dossier), dryRun }, by, {
		action: 'explainDelays',
		record: 'cause.declare',
		after: { causes: [...new Set(lines.map(({ cause }) => cause))] },
		decide(dossier, index) {
			const line = lines[index];
			if (!line) throw new Error('no such line');
			const { cause, nature, text } = line;
			const decided = declare(causeOf(dossier), { cause, nature, text }, lateKind(dossier, today));
			return decided.accepted
				? accepted(decided.value && { declarationId: null, said: decided.value })
				: decided;
		}
	});
}

/** Confirms or rejects declared causes; what was declared anew meanwhile is not settled unseen. */
export async function settleCauses(
	database: Database,
	given: {
		declarations: readonly { dossier: string; declaration: number }[];
		verdict: 'confirmed' | 'rejected';
		text: string;
	},
	by: DelayActor
): Promise<LinesOutcome> {
	const { declarations, verdict, text } = given;
	const codes = declarations.map(({ dossier }) => dossier);
	return sayAbout(database, { codes, dryRun: false }, by, {
		action: 'settleCauses',
		record: 'cause.settle',
		after: { verdict },
		decide(dossier, index) {
			const { declarationId } = dossier;
			if (declarationId !== null && declarationId !== declarations[index]?.declaration) {
				return refused('cause.declared_meanwhile');
			}
			const decided = settle(causeOf(dossier), verdict, text);
			return decided.accepted
				? accepted(decided.value && { declarationId, said: decided.value })
				: decided;
		}
	});
}

interface Saying {
	action: 'explainDelays' | 'settleCauses';
	record: 'cause.declare' | 'cause.settle';
	after: object;
	decide(
		dossier: LateDossier,
		index: number
	): Decision<Pick<KeptStatement, 'declarationId' | 'said'> | null>;
}

async function sayAbout(
	database: Database,
	{ codes, dryRun }: { codes: readonly string[]; dryRun: boolean },
	by: DelayActor,
	saying: Saying
): Promise<LinesOutcome> {
	const { reader, now } = by;
	return withTransaction(
		database,
		async ({ sql }) => {
			const held = await holdLateDossiers(sql, codes);
			const faults: LineFault[] = [];
			const statements: KeptStatement[] = [];
			const named = new Set<string>();
			for (const [index, code] of codes.entries()) {
				const fault = (refusal: string) => faults.push({ index, dossier: code, code: refusal });
				const dossier = held.get(code);
				if (named.has(code)) fault('cause.named_twice');
				named.add(code);
				if (!dossier || !seesDossierOf(reader, dossier.agencyId)) {
					fault('cause.dossier_unknown');
					continue;
				}
				const { id: dossierId, agencyId } = dossier;
				if (agencyId === null || !mayTo(reader, saying.action, agencyId)) {
					fault('cause.not_yours');
					continue;
				}
				const decided = saying.decide(dossier, index);
				if (!decided.accepted) fault(decided.refusal.code);
				else if (decided.value !== null) statements.push({ dossierId, agencyId, ...decided.value });
			}
			const outcome = { kept: statements.length, unchanged: codes.length - statements.length };
			if (faults.length > 0) return { taken: false, kept: 0, unchanged: 0, faults };
			if (dryRun || statements.length === 0) return { taken: !dryRun, ...outcome, faults };
			const { account } = reader;
			await keepStatements(sql, statements, {
				...{ at: now, accountId: account?.id ?? null, name: account?.name ?? '' }
			});
			const [first = ''] = codes;
			await record(sql, {
				...{ at: by.realNow, actor: actorOf(reader, by.address), action: saying.record },
				...{ subject: codes.length === 1 ? `dossier:${first}` : null, before: null },
				after: { ...saying.after, count: statements.length, dossiers: codes.slice(0, 500) }
			});
			const agencies = [...new Set(statements.map(({ agencyId }) => agencyId))];
			await append(sql, { at: now, kind: 'delays', agencies, ids: [...codes] });
			return { taken: true, ...outcome, faults };
		},
		AS_DELAYS
	);
}

function causeOf({ cause, nature, standing, text }: LateDossier): DossierCause {
	if (cause === null || nature === null || standing === null) return null;
	return { cause, nature, standing, text: text ?? '' };
}
