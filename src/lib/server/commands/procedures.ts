import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Actor } from '#lib/domain/audit/entry.ts';
import type { Day, Instant } from '#lib/domain/calendar/time.ts';
import type { ProcedureVersion } from '#lib/domain/procedures/catalogue.ts';
import { planImport, type ImportPlan } from '#lib/domain/procedures/import-plan.ts';
import { record } from '#lib/server/store/audit.ts';
import { withTransaction, type Database, type Sql } from '#lib/server/store/database.ts';
import { append } from '#lib/server/store/ledger.ts';
import {
	agenciesOf,
	dossiersTouched,
	lockCatalogue,
	procedureVersions,
	saveProcedures
} from '#lib/server/store/procedures.ts';
import type { Rulebook } from '#lib/server/store/rulebook.ts';

/** What an import works with; `refold` is the intake's, see `commands/intake.ts`. */
export interface CatalogueDesk {
	db: Database;
	rulebook: Rulebook;
	intake: { refold(sql: Sql, dossierIds: number[], now: Instant): Promise<void> };
}

export interface CatalogueOrder {
	/** Lines of the file, cells by header. */
	rows: readonly Readonly<Record<string, unknown>>[];
	/** The first day and the decision of lines that do not say their own. */
	defaults: { validFrom: Day; source: string };
	dryRun: boolean;
	/** `plan` of the dry run that somebody has looked at; null: whatever it is. */
	plan: string | null;
}

export interface CatalogueOutcome extends ImportPlan {
	/** Names what the file would change: another plan is another text. */
	plan: string;
	taken: boolean;
	/** Why not, when it should have been. */
	refusal: 'lines_refused' | 'changed_meanwhile' | null;
	/** Dossiers folded again because the catalogue now says something else about them. */
	refolded: number;
}

const AT_ONCE = 500;
const AS_REFOLDING = { scope: 'refolding' } as const;
/** So long other copies of the rulebook may still fold by the old catalogue (`store/rulebook.ts`). */
const OLD_RULES_MS = 1_200;

/**
 * Imports a catalogue file: a plan by the rules, and unless it is only a dry run, all of it in one
 * transaction. A file with an error changes nothing. Dossiers that the change touches are folded
 * again after it, some hundreds in a transaction.
 *
 * @param now the domain's now
 */
export async function importCatalogue(
	desk: CatalogueDesk,
	order: CatalogueOrder,
	now: Instant,
	actor: Actor
): Promise<CatalogueOutcome> {
	const outcome = await withTransaction(desk.db, async ({ sql }): Promise<CatalogueOutcome> => {
		await lockCatalogue(sql);
		const planned = planImport(await procedureVersions(sql), order.rows, order.defaults);
		const plan = nameOf(planned);
		const answer = { ...planned, plan, taken: false, refusal: null, refolded: 0 };
		if (order.dryRun) return answer;
		if (planned.errors.length > 0) return { ...answer, refusal: 'lines_refused' };
		if (order.plan !== null && order.plan !== plan) {
			return { ...answer, refusal: 'changed_meanwhile' };
		}
		const versions = [...planned.added, ...planned.changed.map(({ after }) => after)];
		if (versions.length > 0) {
			await saveProcedures(sql, versions, now);
			await record(sql, { at: Date.now(), actor, ...recorded(planned, plan) });
			await append(sql, { at: now, kind: 'procedures', agencies: [], ids: [] });
		}
		return { ...answer, taken: true };
	});
	if (!outcome.taken) return outcome;
	desk.rulebook.refresh();
	return { ...outcome, refolded: await refoldTouched(desk, outcome, now) };
}

/** Versions named on record; more are counted only, and are themselves kept in the catalogue. */
const NAMED_AT_MOST = 100;

function recorded({ added, changed }: ImportPlan, plan: string) {
	const some = changed.slice(0, NAMED_AT_MOST);
	return {
		action: 'catalogue.import' as const,
		subject: null,
		before: { changed: some.map(({ before }) => before) },
		after: {
			plan,
			counts: { added: added.length, changed: changed.length },
			added: added.slice(0, NAMED_AT_MOST).map(({ code }) => code),
			changed: some.map(({ after }) => after)
		}
	};
}

async function refoldTouched(
	{ db, intake }: CatalogueDesk,
	{ added, changed }: ImportPlan,
	now: Instant
): Promise<number> {
	if (added.length + changed.length === 0) return 0;
	await wait(OLD_RULES_MS);
	const otherwise = changed.filter(({ before, after }) => meansOther(before, after));
	const codes = [...added, ...otherwise.map(({ after }) => after)].map(({ code }) => code);
	const shortened = otherwise.filter(({ before, after }) => isShorter(before, after));
	const ids = await withTransaction(
		db,
		async ({ sql }) =>
			dossiersTouched(
				sql,
				[...new Set(codes)],
				shortened.map(({ after }) => after.code)
			),
		AS_REFOLDING
	);
	for (let i = 0; i < ids.length; i += AT_ONCE) {
		const slice = ids.slice(i, i + AT_ONCE);
		await withTransaction(
			db,
			async ({ sql }) => {
				const before = await agenciesOf(sql, slice);
				await intake.refold(sql, slice, now);
				const agencies = [...new Set([...before, ...(await agenciesOf(sql, slice))])];
				await append(sql, { at: now, kind: 'dossiers', agencies, ids: [] });
			},
			AS_REFOLDING
		);
	}
	return ids.length;
}

/** Whether a dossier's fold can come out otherwise: norms explain a date, they do not make it. */
function meansOther(before: ProcedureVersion, after: ProcedureVersion): boolean {
	return (
		before.sameDay !== after.sameDay ||
		before.validFrom !== after.validFrom ||
		before.validTo !== after.validTo
	);
}

function isShorter(before: ProcedureVersion, after: ProcedureVersion): boolean {
	return after.validTo !== null && (before.validTo === null || after.validTo < before.validTo);
}

function nameOf({ added, changed }: ImportPlan): string {
	return createHash('sha256')
		.update(JSON.stringify([added, changed]))
		.digest('hex')
		.slice(0, 16);
}
