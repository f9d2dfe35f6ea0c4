import { createHash } from 'node:crypto';
import type { RequestEvent } from '@sveltejs/kit';
import type { Reader } from '#lib/domain/accounts/reader.ts';
import {
	APOLOGY_COLUMNS,
	APOLOGY_REQUIRED,
	readApologyRow
} from '#lib/domain/apologies/apology-row.ts';
import {
	CAUSE_COLUMNS,
	CAUSE_REQUIRED,
	missingOf,
	readCauseRow,
	type RowFault
} from '#lib/domain/causes/cause-row.ts';
import {
	CONSULTATION_COLUMNS,
	CONSULTATION_REQUIRED,
	readConsultationRow
} from '#lib/domain/consultations/consultation-row.ts';
import { accepted, refused, type Decision } from '#lib/domain/refusal.ts';
import { recordApologies } from '../commands/apologies.ts';
import { declareCauses } from '../commands/causes.ts';
import { recordConsultations } from '../commands/consultations.ts';
import { readFile, type SentFile } from '../ingest/files/read-file.ts';
import { APOLOGY_REFUSALS } from './apology-shapes.ts';
import { answerJson, endpoint } from './api.ts';
import { CAUSE_REFUSALS, delayFileFields } from './cause-shapes.ts';
import { delayActorOf } from './causes.ts';
import { answeredOnce, COMMAND_REFUSALS, nameOfReader } from './commands.ts';
import { CONSULTATION_REFUSALS } from './consultation-shapes.ts';
import { askedOf, todayOf } from './consultations.ts';
import { oneFileAtATime, readFileForm } from './file-door.ts';
import { problem, ProblemError } from './problem.ts';
import { refusalProblem, statusOf } from './refused.ts';

/** What can be told by a file. */
export type DelayFile = 'causes' | 'apologies' | 'consultations';

/** What became of a file, or would become of it: one wrong line and nothing is kept. */
export interface DelayFileOutcome {
	taken: boolean;
	kept: number;
	unchanged: number;
	errors: { line: number; field: string; reason: string }[];
}

const LINES_AT_MOST = 5000;

/** The columns of each kind of file, as they are shown. */
export const FILE_COLUMNS: Readonly<Record<DelayFile, readonly string[]>> = {
	causes: Object.values(CAUSE_COLUMNS).map(([first]) => first ?? ''),
	apologies: Object.values(APOLOGY_COLUMNS).map(([first]) => first ?? ''),
	consultations: Object.values(CONSULTATION_COLUMNS).map(([first]) => first ?? '')
};

/** @throws ProblemError when the file cannot be read */
async function takeDelayFile(
	event: RequestEvent,
	reader: Reader,
	kind: DelayFile,
	{ file, dryRun }: { file: SentFile; dryRun: boolean }
): Promise<Decision<DelayFileOutcome>> {
	const { headers, rows } = await oneFileAtATime(async () => readFile(file));
	const missing = {
		causes: () => missingOf(headers, CAUSE_COLUMNS, CAUSE_REQUIRED),
		apologies: () => missingOf(headers, APOLOGY_COLUMNS, APOLOGY_REQUIRED),
		consultations: () => missingOf(headers, CONSULTATION_COLUMNS, CONSULTATION_REQUIRED)
	}[kind]();
	if (missing.length > 0) return refused('delays.columns_missing', { columns: missing.join(', ') });
	if (rows.length > LINES_AT_MOST) return refused('delays.too_many', { lines: LINES_AT_MOST });
	const { desk } = event.locals;
	const { db } = desk;
	const actor = delayActorOf(event, reader);
	const keep = async <Line>(
		read: (headers: readonly string[], cells: readonly unknown[]) => Read<Line>,
		tell: (lines: Line[], dryRun: boolean) => ReturnType<typeof declareCauses>
	): Promise<DelayFileOutcome> => {
		const lines: { line: number; row: Line }[] = [];
		const errors: DelayFileOutcome['errors'] = [];
		for (const { line, cells } of rows) {
			const found = read(headers, cells);
			if ('row' in found) lines.push({ line, row: found.row });
			else errors.push(...found.faults.map((fault) => ({ line, ...fault })));
		}
		const told = await tell(
			lines.map(({ row }) => row),
			dryRun || errors.length > 0
		);
		for (const { index, code } of told.faults) {
			errors.push({
				line: lines[index]?.line ?? 0,
				field: CAUSE_COLUMNS.dossier[0] ?? '',
				reason: code
			});
		}
		const { taken, kept, unchanged } = told;
		return { taken, kept, unchanged, errors: errors.sort((a, b) => a.line - b.line) };
	};
	switch (kind) {
		case 'causes':
			return accepted(
				await keep(readCauseRow, async (lines, dryRun) =>
					declareCauses(db, { lines, dryRun }, actor)
				)
			);
		case 'apologies':
			return accepted(
				await keep(readApologyRow, async (lines, dryRun) =>
					recordApologies(db, { lines, dryRun }, actor)
				)
			);
		case 'consultations': {
			const rules = await desk.rulebook.current();
			const today = todayOf(desk);
			return accepted(
				await keep(readConsultationRow, async (lines, dryRun) => {
					const told = lines.map((line) => askedOf(line, rules, today));
					return recordConsultations(db, { lines: told, dryRun }, actor);
				})
			);
		}
	}
}
type Read<Line> = { row: Line } | { faults: RowFault[] };

/** `POST …/file`: the lines of a file, tried only unless `dryRun=false`; the same once for the same key. */
export function delayFileDoor<Event extends RequestEvent>(kind: DelayFile) {
	return endpoint<Event>({ may: 'explainDelays' }, async ({ event, reader }) => {
		const { file, fields } = await readFileForm(event.request, delayFileFields);
		const same = JSON.stringify([createHash('sha256').update(file.bytes).digest('hex'), fields]);
		const { status, answer } = await answeredOnce(event, nameOfReader(reader), same, async () => {
			const told = await takeDelayFile(event, reader, kind, { file, ...fields });
			if (told.accepted) return { status: 200, answer: { ...told.value } };
			const refusal = refusalProblem(told.refusal, COMMAND_REFUSALS[told.refusal.code]);
			return { status: refusal.status, answer: { ...refusal } };
		});
		if (status < 400) return answerJson(event, answer, { status });
		return problem(answer as unknown as Parameters<typeof problem>[0]);
	});
}

const SHOWN = 200;

/** What a page says about a line. */
export interface WordedOutcome extends DelayFileOutcome {
	wrong: number;
}

/** The same from a page's form, in words. */
export async function delayFileOfPage(
	event: RequestEvent,
	reader: Reader,
	kind: DelayFile
): Promise<{ outcome: WordedOutcome } | { status: number; problem: string }> {
	try {
		const { file, fields } = await readFileForm(event.request, delayFileFields);
		const told = await takeDelayFile(event, reader, kind, { file, ...fields });
		if (!told.accepted) {
			const { refusal } = told;
			const words = COMMAND_REFUSALS[refusal.code] ?? refusal.code;
			const { columns } = refusal.facts;
			return {
				status: statusOf(refusal),
				problem: typeof columns === 'string' ? `${words} (${columns})` : words
			};
		}
		const { errors, ...rest } = told.value;
		const worded = errors
			.slice(0, SHOWN)
			.map((error) => ({ ...error, reason: LINE_WORDS[error.reason] ?? error.reason }));
		return { outcome: { ...rest, errors: worded, wrong: errors.length } };
	} catch (error) {
		if (!(error instanceof ProblemError)) throw error;
		const { status, title, detail } = error.problem;
		return { status, problem: detail === undefined ? title : `${title} (${detail})` };
	}
}

const LINE_WORDS: Readonly<Record<string, string>> = {
	missing: 'còn trống',
	too_long: 'quá dài',
	not_a_day: 'không phải là một ngày (ngày/tháng/năm)',
	unknown_cause: 'không phải là nguyên nhân trong danh mục',
	unknown_nature: 'không phải là chủ quan hoặc khách quan',
	unknown_body_kind: 'không phải là loại cơ quan được hỏi',
	...CAUSE_REFUSALS,
	...APOLOGY_REFUSALS,
	...CONSULTATION_REFUSALS
};
