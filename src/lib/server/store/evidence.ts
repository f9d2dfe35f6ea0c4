import type { Instant } from '#lib/domain/calendar/time.ts';
import type { EvidenceType } from '#lib/domain/tasks/evidence.ts';
import type { Sql } from './database.ts';

export interface NewEvidenceFile {
	taskId: number;
	name: string;
	type: EvidenceType;
	size: number;
	sha256: string;
	stored: string;
	keptAt: Instant;
	accountId: number | null;
}

export interface EvidenceFile extends Omit<NewEvidenceFile, 'taskId' | 'accountId'> {
	code: string;
}

/** @returns its public code */
export async function insertEvidence(sql: Sql, file: NewEvidenceFile): Promise<string> {
	const { taskId, name, type, size, sha256, stored, keptAt, accountId } = file;
	const [row] = await sql<{ code: string }[]>`
		insert into evidence_files (task_id, name, type, size, sha256, stored, kept_at, account_id)
		values (${taskId}, ${name}, ${type}, ${size}, ${sha256}, ${stored}, ${keptAt}::timestamptz,
			${accountId})
		returning code`;
	if (row === undefined) throw new Error('a file of evidence was not kept');
	return row.code;
}

/** The files of a task, as far as the reader of the transaction sees it. */
export async function evidenceOfTask(sql: Sql, taskId: number): Promise<EvidenceFile[]> {
	return sql<EvidenceFile[]>`
		select code, name, type, size, sha256, stored, kept_at as "keptAt" from evidence_files
		where task_id = ${taskId} order by id`;
}

/** One file of a task; null when either does not exist for the reader. */
export async function evidenceByCode(
	sql: Sql,
	task: string,
	code: string
): Promise<EvidenceFile | null> {
	const [row] = await sql<EvidenceFile[]>`
		select e.code, e.name, e.type, e.size, e.sha256, e.stored, e.kept_at as "keptAt"
		from evidence_files e join tasks t on t.id = e.task_id
		where t.code = ${task} and e.code = ${code}`;
	return row ?? null;
}

/** Which of some codes are files of the task. */
export async function evidenceKnown(
	sql: Sql,
	taskId: number,
	codes: readonly string[]
): Promise<Set<string>> {
	if (codes.length === 0) return new Set();
	const rows = await sql<{ code: string }[]>`
		select code from evidence_files where task_id = ${taskId} and code = any(${[...codes]}::text[])`;
	return new Set(rows.map(({ code }) => code));
}
