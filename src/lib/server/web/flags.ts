import type { RequestEvent } from '@sveltejs/kit';
import type { z } from 'zod';
import { mayTo, type Reader } from '#lib/domain/accounts/reader.ts';
import { dayOf, isoOf, type Day, type Instant } from '#lib/domain/calendar/time.ts';
import { parameterOn } from '#lib/domain/deadlines/parameters.ts';
import { FLAGS, type Flag } from '#lib/domain/dossiers/flags.ts';
import { foldWithSigns } from '#lib/domain/dossiers/fold.ts';
import { eventTime, type Recorded } from '#lib/domain/dossiers/message.ts';
import { foldRules } from '#lib/domain/dossiers/rules.ts';
import { apologySigns, moveIsApologised } from '#lib/domain/flags/apology.ts';
import { raisedBy } from '#lib/domain/flags/evidence.ts';
import { accepted, refused, type Decision } from '#lib/domain/refusal.ts';
import { compareVietnamese } from '#lib/domain/words/collate.ts';
import type { FlagActor } from '../commands/flags.ts';
import type { Desk } from '../desk.ts';
import { apologiesOf, recordingSince } from '../store/apologies.ts';
import { lateDossiers, type LateDossier } from '../store/causes.ts';
import type { Sql } from '../store/database.ts';
import { fieldNames } from '../store/fields.ts';
import { answersOf, type FlagAnswer } from '../store/flag-answers.ts';
import { countFlags, listFlagged, type FlagQuery } from '../store/flags.ts';
import { readAs } from '../store/reading.ts';
import { keptDossiers } from '../store/refolding.ts';
import type { LoadedRules } from '../store/rulebook.ts';
import type { KeptSample, SampleAsked } from '../store/samples.ts';
import { ProblemError } from './problem.ts';
import {
	flagQuery,
	type FlagQuestion,
	type FlagsAnswer,
	type SampleShown,
	type sampleOrder
} from './flag-shapes.ts';

/** Signs that rest on letters of apology: where none is on record, said as "no data", never as "none". */
const OF_LETTERS: readonly Flag[] = ['N08', 'N09'];

/** Who answers or draws by this request. */
export function flagActorOf(event: RequestEvent, reader: Reader): FlagActor {
	const now = event.locals.desk.clock.now();
	return { reader, address: event.getClientAddress(), now, realNow: Date.now() };
}

/** Counts and one page of dossiers, of those that the reader may open. */
export async function readFlags(
	{ db, rulebook }: Desk,
	reader: Reader,
	query: FlagQuery,
	page: { before: number | null; limit: number }
): Promise<FlagsAnswer> {
	const rules = await rulebook.current();
	const scope = reader.sees.dossiers;
	return readAs(db, reader, async (sql) => {
		const counts = await countFlags(sql, rules, scope, query);
		const { rows, next } = await listFlagged(sql, rules, scope, query, page);
		const questions = await questionsOf(sql, rules, rows);
		const fields = new Map((await fieldNames(sql)).map(({ code, name }) => [code, name]));
		const noData = (await recordingSince(sql)).size === 0 ? [...OF_LETTERS] : [];
		const known = new Map(counts.flags.map(({ key, dossiers }) => [key, dossiers]));
		return {
			asOf: isoOf(query.at),
			from: query.from,
			to: query.to,
			dossiers: counts.dossiers,
			flags: FLAGS.filter((flag) => !noData.includes(flag)).map((flag) => ({
				flag,
				dossiers: known.get(flag) ?? 0
			})),
			noData,
			agencies: byName(
				counts.agencies.map(({ key, dossiers }) => ({
					...agencyNamed(rules, Number(key)),
					dossiers
				}))
			),
			fields: byName(
				counts.fields.map(({ key, dossiers }) => ({
					code: key,
					name: fields.get(key) ?? key,
					dossiers
				}))
			),
			units: counts.units.map(({ key, dossiers }) => ({ unit: key, dossiers })),
			items: rows.map((row) => ({
				code: row.code,
				agency: agencyNamed(rules, row.agencyId),
				field: { code: row.fieldCode, name: fields.get(row.fieldCode) ?? row.fieldCode },
				unit: row.unit,
				questions: questions.get(row.id) ?? [],
				mayAnswer: row.agencyId !== null && mayTo(reader, 'answerFlags', row.agencyId)
			})),
			next: next === null ? null : String(next)
		};
	});
}

/** The questions about one dossier; null when it does not exist for the reader. */
export async function readDossierFlags(
	{ db, rulebook, clock }: Desk,
	reader: Reader,
	dossier: { code: string; flags: readonly string[] }
): Promise<{ questions: FlagQuestion[]; mayAnswer: boolean } | null> {
	const rules = await rulebook.current();
	return readAs(db, reader, async (sql) => {
		const row = (await lateDossiers(sql, [dossier.code])).get(dossier.code);
		if (!row) return null;
		const standing = await withLetters(sql, rules, row, dossier.flags, dayOf(clock.now()));
		const flags = FLAGS.filter((flag) => standing.includes(flag));
		const questions = await questionsOf(sql, rules, [{ id: row.id, flags }]);
		const mayAnswer = row.agencyId !== null && mayTo(reader, 'answerFlags', row.agencyId);
		return { questions: questions.get(row.id) ?? [], mayAnswer };
	});
}

/** The flags of a dossier with what its letters of apology, or the want of them, ask and answer. */
async function withLetters(
	sql: Sql,
	{ parameters }: LoadedRules,
	{ id, agencyId, phase, dueOn, finishedOn }: LateDossier,
	flags: readonly string[],
	today: Day
): Promise<string[]> {
	const letters = (await apologiesOf(sql, [id])).get(id) ?? [];
	const since = agencyId === null ? undefined : (await recordingSince(sql)).get(agencyId);
	const promised = {
		...{ dueOn, open: phase === 'open' },
		finishedOn: phase === 'resolved' ? finishedOn : null
	};
	const asked = apologySigns(promised, letters, since ?? null, today, {
		daysBefore: parameterOn(parameters.apologyDaysBefore, today),
		reappointmentsAtMost: parameterOn(parameters.reappointmentsAtMost, today)
	});
	const grounded = moveIsApologised(dueOn, letters, flags.includes('N10'));
	return [...flags.filter((flag) => flag !== 'N04' || !grounded), ...asked];
}

async function questionsOf(
	sql: Sql,
	rules: LoadedRules,
	rows: readonly { id: number; flags: readonly Flag[] }[]
): Promise<Map<number, FlagQuestion[]>> {
	const asked = rows.filter(({ flags }) => flags.length > 0);
	const kept = await keptDossiers(
		sql,
		asked.map(({ id }) => id)
	);
	const answers = await answersOf(
		sql,
		asked.map(({ id }) => id)
	);
	const folding = foldRules(rules);
	const found = new Map<number, FlagQuestion[]>();
	for (const { id, flags } of asked) {
		const messages = kept.find((one) => one.id === id)?.messages ?? [];
		if (messages.length === 0) continue;
		const raised = raisedBy(flags, foldWithSigns(messages, folding), messages);
		const said = answers.get(id) ?? [];
		found.set(
			id,
			raised.map((one) => ({
				flag: one.flag,
				messages: one.messages.map(shownMessage),
				answers: said.filter(({ flag }) => flag === one.flag).map(shownAnswer)
			}))
		);
	}
	return found;
}

function shownMessage(message: Recorded): FlagQuestion['messages'][number] {
	const { content, arrivedAt } = message;
	const at = isoOf(eventTime(message));
	const shared = { at, arrivedAt: isoOf(arrivedAt), status: content.status };
	if (content.kind === 'step') {
		return { kind: 'step', ...shared, unit: content.unit, dueAt: null, results: null };
	}
	const { dueAt, results } = content;
	const due = dueAt === null ? null : isoOf(dueAt);
	return { kind: 'snapshot', ...shared, unit: '', dueAt: due, results };
}

function shownAnswer({ text, at, by }: FlagAnswer): FlagQuestion['answers'][number] {
	return { text, at: isoOf(at), by };
}

function agencyNamed(rules: LoadedRules, id: number | null): { code: string; name: string } {
	if (id === null) return { code: '', name: '' };
	return { code: rules.codeOf(id), name: rules.directory.latest(id)?.name ?? '' };
}

function byName<T extends { name: string }>(rows: T[]): T[] {
	return rows.sort((a, b) => compareVietnamese(a.name, b.name));
}

/** What a sample is drawn from, as the store and as the public know it. */
export function sampleAsked(
	order: z.output<typeof sampleOrder>,
	rules: LoadedRules,
	now: Instant
): Decision<{ query: FlagQuery; asked: SampleAsked }> {
	const { seed: _, size, ...narrow } = order;
	try {
		const query = flagQuery({ ...narrow, answered: null }, rules, now);
		const { from, to, own, field, unit, flag, agencyId } = query;
		const agency = agencyId === null ? null : rules.codeOf(agencyId);
		return accepted({ query, asked: { from, to, agency, own, field, unit, flag, size } });
	} catch (thrown) {
		if (!(thrown instanceof ProblemError)) throw thrown;
		const { field } = thrown.problem;
		return field === 'agency' ? refused('sample.agency_unknown') : refused('sample.wide');
	}
}

export function shownSample(sample: KeptSample): SampleShown {
	const { code, method, seed, asked, population, snapshotHash, drawn, drawnAt, drawnBy } = sample;
	const at = isoOf(drawnAt);
	return { code, method, seed, asked, population, snapshotHash, drawn, drawnAt: at, drawnBy };
}
