import type { z } from 'zod';
import { dayOf, type Instant } from '#lib/domain/calendar/time.ts';
import { accepted, refused, type Decision } from '#lib/domain/refusal.ts';
import { mirrorFault, toldOf, type MirrorOutcome } from '#lib/domain/tasks/mirror.ts';
import { MIRROR_COLUMNS, missingColumns, readMirrorRow } from '#lib/domain/tasks/mirror-row.ts';
import { mirrorTasks, type ToldTask } from '../commands/tasks/mirror.ts';
import type { TaskActor } from '../commands/tasks/turn.ts';
import type { Desk } from '../desk.ts';
import { readFile, type SentFile } from '../ingest/files/read-file.ts';
import type { LoadedRules } from '../store/rulebook.ts';
import { oneFileAtATime } from './file-door.ts';
import { MIRROR_REASONS, toldTask, type mirrorFields, type taskMirror } from './mirror-shapes.ts';

interface Fault {
	field: string;
	reason: string;
}
type Counts = Record<'added' | 'changed' | 'unchanged' | 'stale', number>;

/** What became of what was told by the API. */
export type MirrorAnswer = Counts & { refused: (Fault & { index: number })[] };

/** Tasks of another software by API: each wrong one is named, the others are taken. */
export async function takeTold(
	{ db, rulebook }: Desk,
	by: TaskActor,
	{ system, tasks }: z.output<typeof taskMirror>
): Promise<Decision<MirrorAnswer>> {
	const rules = await rulebook.current();
	const told: ToldTask[] = [];
	const wrong: MirrorAnswer['refused'] = [];
	for (const [index, one] of tasks.entries()) {
		const read = readTold(one, rules, by.now);
		if ('fault' in read) wrong.push({ index, ...read.fault });
		else told.push(read.task);
	}
	const result = await mirrorTasks(db, { system, tasks: told, dryRun: false }, by);
	if (!result.accepted) return result;
	return accepted({ ...countsOf(result.value.outcomes), refused: wrong });
}

/** What became of a file, or would become of it. */
export type MirrorFileAnswer = Counts & {
	taken: boolean;
	errors: (Fault & { line: number })[];
};

/**
 * The same from a file: one wrong line and nothing of it is taken.
 * @throws ProblemError when the file cannot be read
 */
export async function takeMirrorFile(
	{ db, rulebook }: Desk,
	by: TaskActor,
	{ file, fields }: { file: SentFile; fields: z.output<typeof mirrorFields> }
): Promise<Decision<MirrorFileAnswer>> {
	const toldAt = instantOfFile(fields.asOf, by.now);
	if (toldAt === null) return refused('mirror.no_instant', { field: 'asOf' });
	const { headers, rows } = await oneFileAtATime(async () => readFile(file));
	if (missingColumns(headers).length > 0) {
		return refused('mirror.columns_missing', { columns: missingColumns(headers).join(', ') });
	}
	const rules = await rulebook.current();
	const told: ToldTask[] = [];
	const errors: MirrorFileAnswer['errors'] = [];
	for (const { line, cells } of rows) {
		const read = readMirrorRow(headers, cells);
		if ('faults' in read) {
			errors.push(...read.faults.map((fault) => ({ line, ...fault })));
			continue;
		}
		const { row } = read;
		const named = (name: string) => agencyNamed(rules, name, row.assignedOn, by.now);
		const [leadId, trackerId] = [named(row.lead), row.tracker === null ? null : named(row.tracker)];
		const coordinatingIds = row.coordinating.map(named);
		const unknown = [
			...(leadId === null ? ['Cơ quan chủ trì'] : []),
			...(row.tracker !== null && trackerId === null ? ['Cơ quan theo dõi'] : []),
			...(coordinatingIds.includes(null) ? ['Cơ quan phối hợp'] : [])
		];
		errors.push(...unknown.map((field) => ({ line, field, reason: 'agency_unknown' })));
		if (unknown.length > 0 || leadId === null) continue;
		const { text, product, state, assignedOn, firstDue, due, finishedOn } = row;
		const one = toldOf({
			...{ toldAt, text, product, source: 'chairman', leadId, trackerId: trackerId ?? leadId },
			coordinatingIds: coordinatingIds.filter((id) => id !== null),
			...{ state, assignedOn, firstDue, due, finishedOn }
		});
		const fault = mirrorFault(one, by.now);
		if (fault === null) told.push({ number: row.number, told: one });
		else errors.push({ line, ...fault, field: columnOf(fault.field) });
	}
	const dryRun = fields.dryRun || errors.length > 0;
	const result = await mirrorTasks(db, { system: fields.system, tasks: told, dryRun }, by);
	if (!result.accepted) return result;
	return accepted({ ...countsOf(result.value.outcomes), taken: result.value.taken, errors });
}

/** What a person finds over the column; the API's own name stands where it has none. */
function columnOf(field: string): string {
	return Object.entries(MIRROR_COLUMNS).find(([column]) => column === field)?.[1][0] ?? field;
}

/** In the office's words: `Hạn xử lý: không phải là một ngày`. */
export function faultText({ reason }: Fault): string {
	return MIRROR_REASONS[reason] ?? reason;
}

function readTold(
	given: unknown,
	rules: LoadedRules,
	now: Instant
): { task: ToldTask } | { fault: Fault } {
	const parsed = toldTask.safeParse(given);
	if (!parsed.success) {
		const [issue] = parsed.error.issues;
		const key = issue?.code === 'unrecognized_keys' ? issue.keys[0] : issue?.path[0];
		return { fault: { field: String(key ?? ''), reason: 'malformed' } };
	}
	const { number, lead, tracker, coordinating, status, updatedAt, ...rest } = parsed.data;
	const leadId = rules.directory.byCode(lead);
	const trackerId = tracker === null ? leadId : rules.directory.byCode(tracker);
	const coordinatingIds = coordinating.map((code) => rules.directory.byCode(code));
	if (leadId === null) return { fault: { field: 'lead', reason: 'agency_unknown' } };
	if (trackerId === null) return { fault: { field: 'tracker', reason: 'agency_unknown' } };
	if (coordinatingIds.includes(null)) {
		return { fault: { field: 'coordinating', reason: 'agency_unknown' } };
	}
	const told = toldOf({
		...{ ...rest, leadId, trackerId, state: status, toldAt: Date.parse(updatedAt) },
		coordinatingIds: coordinatingIds.filter((id) => id !== null)
	});
	const fault = mirrorFault(told, now);
	return fault === null ? { task: { number, told } } : { fault };
}

/** By code, or by the name that it bore when the task was given, else by the one that it bears now. */
function agencyNamed(
	{ directory }: LoadedRules,
	name: string,
	on: string,
	now: Instant
): number | null {
	const code = directory.byCode(name);
	if (code !== null) return code;
	for (const day of [on, dayOf(now)]) {
		const answer = directory.resolveName(name, day);
		if ('agencyId' in answer) return answer.agencyId;
	}
	return null;
}

function instantOfFile(asOf: string | null, now: Instant): Instant | null {
	if (asOf === null) return now;
	// A browser's own field has no zone: the desk's is meant.
	const at = Date.parse(/(?:Z|[+-]\d{2}:?\d{2})$/.test(asOf) ? asOf : `${asOf}+07:00`);
	return Number.isFinite(at) && at <= now ? at : null;
}

function countsOf(outcomes: readonly MirrorOutcome[]): Counts {
	const count = (...which: MirrorOutcome[]) => outcomes.filter((one) => which.includes(one)).length;
	return {
		...{ added: count('added'), changed: count('changed') },
		...{ unchanged: count('unchanged', 'confirmed'), stale: count('stale') }
	};
}
