import type { Reader } from '#lib/domain/accounts/reader.ts';
import { actorOf } from '#lib/domain/audit/entry.ts';
import type { Instant } from '#lib/domain/calendar/time.ts';
import { accepted, refused, type Decision } from '#lib/domain/refusal.ts';
import { mayAct, TASK_RULES } from '#lib/domain/tasks/acts.ts';
import {
	EVIDENCE_BYTES_AT_MOST,
	evidenceName,
	evidenceType,
	type EvidenceType
} from '#lib/domain/tasks/evidence.ts';
import { record } from '#lib/server/store/audit.ts';
import { withTransaction, type Database } from '#lib/server/store/database.ts';
import type { EvidenceBytes } from '#lib/server/store/evidence-bytes.ts';
import { insertEvidence } from '#lib/server/store/evidence.ts';
import { holdTask } from '#lib/server/store/tasks.ts';

export interface KeptEvidence {
	code: string;
	name: string;
	type: EvidenceType;
	size: number;
	sha256: string;
}

/**
 * Keeps a file for a task on which the reader reports: on the disk first, for good and hashed, then in
 * the database. It counts as handed in when a report names its code.
 *
 * @param by `now` is the domain's, `realNow` that of the record of acts
 */
export async function keepEvidence(
	given: { database: Database; bytes: EvidenceBytes },
	task: string,
	file: { name: string; bytes: Uint8Array },
	by: { reader: Reader; address: string; now: Instant; realNow: Instant }
): Promise<Decision<KeptEvidence>> {
	const size = file.bytes.byteLength;
	if (size > EVIDENCE_BYTES_AT_MOST) return refused('evidence.too_large');
	const type = evidenceType(file.bytes);
	if (type === null) return refused('evidence.unsupported');
	const name = evidenceName(file.name, type);
	const { stored, sha256 } = await given.bytes.keep(file.bytes);
	try {
		const decision = await withTransaction(
			given.database,
			async ({ sql }): Promise<Decision<KeptEvidence>> => {
				const held = await holdTask(sql, task);
				if (held === null) return refused('task.unknown');
				if (!mayAct(held.task, 'submitted', by.reader)) {
					// What one does not see does not exist; whoever sees it and may not is told so.
					const sees = seesLead(by.reader, held.task.leadId);
					return refused(sees ? 'task.not_yours' : 'task.unknown');
				}
				if (held.task.origin !== null || !TASK_RULES.submitted.in.includes(held.task.state)) {
					return refused('task.not_now', { state: held.task.state });
				}
				const accountId = by.reader.account?.id ?? null;
				const row = { taskId: held.id, name, type, size, sha256, stored, keptAt: by.now };
				const code = await insertEvidence(sql, { ...row, accountId });
				await record(sql, {
					at: by.realNow,
					actor: actorOf(by.reader, by.address),
					action: 'task.evidence',
					subject: `task:${task}`,
					before: null,
					after: { code, type, size, sha256 }
				});
				return accepted({ code, name, type, size, sha256 });
			},
			{ scope: 'tasks' }
		);
		if (!decision.accepted) await given.bytes.drop(stored);
		return decision;
	} catch (error) {
		await given.bytes.drop(stored);
		throw error;
	}
}

function seesLead({ grants }: Reader, leadId: number): boolean {
	const reach = grants.seeTasks ?? [];
	return reach === 'all' || reach.includes(leadId);
}
