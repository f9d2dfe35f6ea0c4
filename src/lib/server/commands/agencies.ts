import { createHash } from 'node:crypto';
import {
	changesAnything,
	planAgencies,
	type AgencyBook,
	type AgencyPlan,
	type HeadTerm
} from '#lib/domain/agencies/agency-plan.ts';
import {
	missingAgencyColumns,
	readAgencyRow,
	type AgencyEntry
} from '#lib/domain/agencies/agency-row.ts';
import { normaliseAgencyCode } from '#lib/domain/agencies/agency-code.ts';
import type { AgencySuccession } from '#lib/domain/agencies/agency.ts';
import type { Actor } from '#lib/domain/audit/entry.ts';
import type { OfficeHours } from '#lib/domain/calendar/office-hours.ts';
import { type Day, type Instant } from '#lib/domain/calendar/time.ts';
import { accepted, refused, type Decision } from '#lib/domain/refusal.ts';
import {
	agencyBook,
	dossiersOfAgencies,
	lockAgencies,
	saveAgencies,
	saveAlias,
	saveHeads
} from '#lib/server/store/agency-book.ts';
import { record } from '#lib/server/store/audit.ts';
import { withTransaction, type Database, type Sql } from '#lib/server/store/database.ts';
import { foldAgain } from '#lib/server/store/fold-again.ts';
import { append } from '#lib/server/store/ledger.ts';
import type { Rulebook } from '#lib/server/store/rulebook.ts';

/** What these commands work with; `refold` is the intake's, see `commands/intake.ts`. */
export interface AgencyDesk {
	db: Database;
	rulebook: Rulebook;
	intake: { refold(sql: Sql, dossierIds: number[], now: Instant): Promise<void> };
}

/** Who says it: for the record of acts, and as kept beside an alias (`account:12`). */
export interface By {
	actor: Actor;
	name: string;
}

export interface AgenciesOrder {
	/** Lines of the file, cells by header, each with the line on which a person finds it. */
	rows: readonly { line: number; cells: Readonly<Record<string, unknown>> }[];
	/** The first day and the document of lines that do not say their own. */
	defaults: { validFrom: Day; document: string };
	dryRun: boolean;
	/** `plan` of the dry run that somebody has looked at; null: whatever it is. */
	plan: string | null;
}

export interface AgenciesOutcome extends AgencyPlan {
	/** Names what the file would change: another plan is another text. */
	plan: string;
	taken: boolean;
	/** Why not, when it should have been. */
	refusal: 'lines_refused' | 'changed_meanwhile' | null;
}

/**
 * Imports a file of agencies: a plan by the rules, and unless it is only a dry run, all of it in one
 * transaction. A file with an error changes nothing. What waits in quarantine under a name that is now
 * known stays there until somebody lets it through.
 *
 * @param now the domain's now
 * @param realNow for the record of acts
 */
export async function importAgencies(
	desk: AgencyDesk,
	order: AgenciesOrder,
	by: By,
	now: Instant,
	realNow: Instant
): Promise<AgenciesOutcome> {
	const outcome = await withTransaction(desk.db, async ({ sql }): Promise<AgenciesOutcome> => {
		await lockAgencies(sql);
		const planned = planOfRows(await agencyBook(sql), order);
		const plan = nameOf(planned);
		const answer = { ...planned, plan, taken: false, refusal: null };
		if (order.dryRun) return answer;
		if (planned.errors.length > 0) return { ...answer, refusal: 'lines_refused' };
		if (order.plan !== null && order.plan !== plan) {
			return { ...answer, refusal: 'changed_meanwhile' };
		}
		if (changesAnything(planned)) {
			await saveAgencies(sql, planned, realNow, by.name);
			const { added, changed, ended, aliases, heads } = planned;
			await record(sql, {
				at: realNow,
				actor: by.actor,
				action: 'agency.import',
				subject: null,
				before: null,
				after: {
					plan,
					document: order.defaults.document,
					added: added.map(({ code }) => code),
					changed: changed.map(({ after }) => after.code),
					ended: ended.map(({ code }) => code),
					aliases: aliases.length,
					heads: heads.length
				}
			});
			await append(sql, { at: now, kind: 'agencies', agencies: [], ids: [] });
		}
		return { ...answer, taken: true };
	});
	if (outcome.taken) await follow(desk, outcome, now);
	return outcome;
}

function planOfRows(book: AgencyBook, { rows, defaults }: AgenciesOrder): AgencyPlan {
	const missing = missingAgencyColumns(rows.map(({ cells }) => cells));
	if (missing.length > 0) {
		const errors = missing.map((field) => ({ row: 1, field, reason: 'column_missing' }));
		return { ...planAgencies(book, []), errors };
	}
	const entries: { row: number; entry: AgencyEntry }[] = [];
	const errors: AgencyPlan['errors'] = [];
	for (const { line, cells } of rows) {
		const read = readAgencyRow(cells, defaults);
		if ('entry' in read) entries.push({ row: line, entry: read.entry });
		else errors.push(...read.errors.map((error) => ({ row: line, ...error })));
	}
	const plan = planAgencies(book, entries);
	return { ...plan, errors: [...errors, ...plan.errors].sort((a, b) => a.row - b.row) };
}

/** What follows once a change of agencies has been committed. */
async function follow(
	{ db, rulebook, intake }: AgencyDesk,
	{ added, changed, ended }: AgencyPlan,
	now: Instant
): Promise<void> {
	rulebook.refresh();
	const touched = [...added, ...ended, ...changed.map(({ after }) => after)];
	const codes = [...new Set(touched.map(({ code }) => code))];
	if (codes.length === 0) return;
	const refold = async (sql: Sql, ids: number[], at: Instant) => intake.refold(sql, ids, at);
	await foldAgain(db, async (sql) => dossiersOfAgencies(sql, codes), refold, now);
}

function nameOf({ added, changed, ended, aliases, successions, heads }: AgencyPlan): string {
	return createHash('sha256')
		.update(JSON.stringify([added, changed, ended, aliases, successions, heads]))
		.digest('hex')
		.slice(0, 16);
}

/** What is to change of an agency from a day on; what is left out stays as it is. */
export type AgencyChange = Partial<
	Pick<
		AgencyEntry,
		'name' | 'shortName' | 'kind' | 'level' | 'parentCode' | 'accountable' | 'vertical'
	>
> & { code: string; validFrom: Day; document: string; hours?: OfficeHours };

/** Writes a new version of an agency from a day on; the one that held ends on the day before. */
export async function changeAgency(
	desk: AgencyDesk,
	change: AgencyChange,
	by: By,
	now: Instant,
	realNow: Instant
): Promise<Decision<{ code: string; validFrom: Day }>> {
	const { code, validFrom, document, ...rest } = change;
	return onOne(desk, code, validFrom, by, { now, realNow }, 'agency.change', (entry) => ({
		...entry,
		...rest,
		document
	}));
}

export interface AgencyEnd {
	code: string;
	/** Its last day. */
	validTo: Day;
	successors: string[];
	kind: AgencySuccession['kind'];
	document: string;
}

/** Gives an agency its last day and says what follows it; nothing of it is moved. */
export async function endAgency(
	desk: AgencyDesk,
	{ code, validTo, successors, kind, document }: AgencyEnd,
	by: By,
	now: Instant,
	realNow: Instant
): Promise<Decision<{ code: string; validFrom: Day }>> {
	const codes = successors.map(normaliseAgencyCode);
	if (codes.includes(null)) return refused('agency.unknown', { field: 'successors' });
	const known = codes.filter((one) => one !== null);
	const clock = { now, realNow };
	return onOne(
		desk,
		code,
		validTo,
		by,
		clock,
		'agency.change',
		(entry) => ({ ...entry, validTo, successors: known, document }),
		kind
	);
}

/** A plan of one agency, carried out or refused by its first error. */
async function onOne(
	desk: AgencyDesk,
	written: string,
	on: Day,
	by: By,
	{ now, realNow }: { now: Instant; realNow: Instant },
	action: 'agency.change',
	say: (held: AgencyEntry) => AgencyEntry,
	kind?: AgencySuccession['kind']
): Promise<Decision<{ code: string; validFrom: Day }>> {
	const decided = await withTransaction(desk.db, async ({ sql }): Promise<Decision<AgencyPlan>> => {
		await lockAgencies(sql);
		const book = await agencyBook(sql);
		const code = normaliseAgencyCode(written);
		const own = book.lines.filter((line) => line.code === code);
		if (own.length === 0) return refused('agency.unknown', { field: 'code' });
		const held = own.find(
			({ validFrom, validTo }) => validFrom <= on && (validTo === null || on <= validTo)
		);
		if (!held) return refused('agency.not_then', { field: 'validFrom' });
		const entry = say({
			...held,
			hours: null,
			validFrom: on,
			validTo: null,
			aliases: [],
			successors: [],
			head: null
		});
		// An end keeps the version that it ends: it begins no new one on its last day.
		const said = entry.validTo === null ? entry : { ...entry, validFrom: held.validFrom };
		const plan = planAgencies(book, [{ row: 1, entry: said }], kind);
		const [error] = plan.errors;
		if (error) return refused(`agency.${error.reason}`, { field: error.field });
		if (!changesAnything(plan)) return refused('agency.nothing_changed', { field: 'code' });
		await saveAgencies(sql, plan, realNow, by.name);
		const after = [...plan.changed.map((one) => one.after), ...plan.ended];
		await record(sql, {
			at: realNow,
			actor: by.actor,
			action,
			subject: `agency:${held.code}`,
			before: held,
			after: { lines: after, successions: plan.successions }
		});
		await append(sql, { at: now, kind: 'agencies', agencies: [], ids: [] });
		return accepted(plan);
	});
	if (!decided.accepted) return decided;
	await follow(desk, decided.value, now);
	return accepted({ code: normaliseAgencyCode(written) ?? written, validFrom: on });
}

/** Another name or code under which the feed knows an agency, on its days or always. */
export async function addAgencyAlias(
	desk: AgencyDesk,
	said: { code: string; alias: string; validFrom: Day | null; validTo: Day | null },
	by: By,
	now: Instant,
	realNow: Instant
): Promise<Decision<{ code: string; alias: string }>> {
	const { alias, validFrom, validTo } = said;
	if (validFrom !== null && validTo !== null && validFrom > validTo) {
		return refused('agency.ends_before_start', { field: 'validTo' });
	}
	const decided = await withTransaction(desk.db, async ({ sql }): Promise<Decision<string>> => {
		await lockAgencies(sql);
		const book = await agencyBook(sql);
		const code = normaliseAgencyCode(said.code);
		const last = book.lines.filter((line) => line.code === code).at(-1);
		if (!last) return refused('agency.unknown', { field: 'code' });
		const entry = { ...last, aliases: [alias], successors: [], head: null, validTo: null };
		const plan = planAgencies(book, [{ row: 1, entry }]);
		const [error] = plan.errors;
		if (error) return refused(`agency.${error.reason}`, { field: 'alias' });
		if (plan.aliases.length === 0) return refused('agency.alias_exists', { field: 'alias' });
		const told = { code: last.code, alias, validFrom, validTo };
		await saveAlias(sql, told, realNow, by.name);
		await record(sql, {
			at: realNow,
			actor: by.actor,
			action: 'agency.alias',
			subject: `agency:${last.code}`,
			before: null,
			after: { alias, validFrom, validTo }
		});
		await append(sql, { at: now, kind: 'agencies', agencies: [], ids: [] });
		return accepted(last.code);
	});
	if (!decided.accepted) return decided;
	desk.rulebook.refresh();
	return accepted({ code: decided.value, alias });
}

/** A head of an agency from a day on; whoever headed it until then ends on the day before. */
export async function addHead(
	desk: Pick<AgencyDesk, 'db'>,
	term: HeadTerm,
	by: By,
	now: Instant,
	realNow: Instant
): Promise<Decision<{ code: string; validFrom: Day }>> {
	if (term.validTo !== null && term.validTo < term.validFrom) {
		return refused('agency.ends_before_start', { field: 'validTo' });
	}
	return withTransaction(desk.db, async ({ sql }) => {
		await lockAgencies(sql);
		const { lines, heads } = await agencyBook(sql);
		const code = normaliseAgencyCode(term.code);
		if (code === null || !lines.some((line) => line.code === code)) {
			return refused('agency.unknown', { field: 'code' });
		}
		const own = heads.filter((one) => one.code === code);
		if (own.some((one) => one.validFrom >= term.validFrom)) {
			return refused('agency.head_later', { field: 'validFrom' });
		}
		const told = { ...term, code };
		await saveHeads(sql, [told], realNow);
		await record(sql, {
			at: realNow,
			actor: by.actor,
			action: 'agency.head',
			subject: `agency:${code}`,
			before: own.at(-1) ?? null,
			after: told
		});
		await append(sql, { at: now, kind: 'agencies', agencies: [], ids: [] });
		return accepted({ code, validFrom: term.validFrom });
	});
}
