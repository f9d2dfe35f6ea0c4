import { actorOf } from '#lib/domain/audit/entry.ts';
import { dayOf, type Day } from '#lib/domain/calendar/time.ts';
import { mayActOn } from '#lib/domain/findings/acts.ts';
import { afterFinding, type Finding } from '#lib/domain/findings/finding.ts';
import { accepted, refused, type Decision } from '#lib/domain/refusal.ts';
import { begun, type TaskTerms } from '#lib/domain/tasks/task.ts';
import { record } from '#lib/server/store/audit.ts';
import type { Database } from '#lib/server/store/database.ts';
import { holdFinding, saveFinding, type KeptFinding } from '#lib/server/store/findings.ts';
import { append } from '#lib/server/store/ledger.ts';
import type { LoadedRules } from '#lib/server/store/rulebook.ts';
import {
	directivesOf,
	insertDirective,
	insertTask,
	type NewDirective
} from '#lib/server/store/tasks.ts';
import { seatIn } from './seats.ts';
import { announceFindings, authorOf, inFindings, type FindingActor } from './turn.ts';

/** Findings that become tasks together, one each, under one letter. */
export interface FindingsToMend {
	/** In the order of the letter; what is asked, null: the finding's own words. */
	items: readonly { code: string; text: string | null }[];
	/** The letter that asks for it; null: without one. */
	directive: NewDirective | null;
	/** A letter of the same number and day is there, and another one is meant. */
	again: boolean;
	due: Day;
	trackerId: number;
	/** What a finding says in words, by its category, where nobody wrote any. */
	words(finding: Finding): string;
}

export interface MendingTasks {
	directive: string | null;
	tasks: { finding: string; task: string }[];
}

/**
 * Makes remediation tasks of findings through the one machinery of tasks, all or none. The finding knows
 * its task; the task carries an opaque cause and nothing of what was found but the words asked for.
 */
export async function issueFindingTasks(
	database: Database,
	rules: LoadedRules,
	given: FindingsToMend,
	by: FindingActor
): Promise<Decision<MendingTasks>> {
	const { items, directive, due, trackerId } = given;
	if (items.length === 0) return refused('finding.none_named', { field: 'findings' });
	if (due < dayOf(by.now)) return refused('finding.due_past', { field: 'due' });
	return inFindings(database, async (sql) => {
		const held: (KeptFinding & { text: string | null })[] = [];
		// In one order whatever was asked, so that two letters at once do not wait for each other.
		for (const code of [...new Set(items.map((one) => one.code))].sort()) {
			const kept = await holdFinding(sql, code);
			if (kept === null) return refused('finding.unknown', { code });
			const { inspection } = kept.finding;
			const seat = inspection === null ? null : await seatIn(sql, inspection, by.reader, by.now);
			if (inspection !== null && seat === null) return refused('finding.unknown', { code });
			const why = mayActOn(kept.finding, 'tasked', by.reader, seat);
			if (why !== null) return why;
			held.push({ ...kept, text: items.find((one) => one.code === code)?.text ?? null });
		}
		const account = by.reader.account?.id ?? null;
		if (directive !== null && !given.again) {
			const same = await directivesOf(sql, directive.number, directive.issuedOn);
			if (same.length > 0) return refused('directive.exists', { code: same[0] ?? null });
		}
		const letter =
			directive === null ? null : await insertDirective(sql, directive, account, by.now);
		const many = new Map<number, number>();
		for (const { finding } of held)
			many.set(finding.agencyId, (many.get(finding.agencyId) ?? 0) + 1);
		const tasks: MendingTasks['tasks'] = [];
		const moved: { code: string; finding: Finding }[] = [];
		for (const [n, one] of held.entries()) {
			const at = Math.max(by.now, one.finding.lastMovedAt);
			const event = {
				...{ kind: 'assigned' as const, at },
				terms: termsOf(one, given, rules, (many.get(one.finding.agencyId) ?? 0) > 1, at)
			};
			const task = await insertTask(
				sql,
				{
					...{ directiveId: letter?.id ?? null, path: letter === null ? null : String(n + 1) },
					...{ task: begun(event), event }
				},
				account
			);
			const known = { kind: 'tasked' as const, task, at, by: account };
			const finding = afterFinding(one.finding, known);
			await saveFinding(sql, one, { finding, event: known }, authorOf(by));
			tasks.push({ finding: one.code, task });
			moved.push({ code: one.code, finding });
		}
		await record(sql, {
			at: by.realNow,
			actor: actorOf(by.reader, by.address),
			action: 'finding.task',
			subject: letter === null ? `finding:${held[0]?.code ?? ''}` : `directive:${letter.code}`,
			before: null,
			after: { number: directive?.number ?? null, tasks }
		});
		const agencies = [...new Set([...many.keys(), trackerId])];
		await append(sql, { at: by.now, kind: 'tasks', agencies, ids: tasks.map(({ task }) => task) });
		await announceFindings(sql, by.now, moved);
		return accepted({ directive: letter?.code ?? null, tasks });
	});
}

function termsOf(
	{ code, finding, text }: KeptFinding & { text: string | null },
	{ due, trackerId, directive, words }: FindingsToMend,
	rules: LoadedRules,
	oneOfMany: boolean,
	at: number
): TaskTerms {
	const agency = rules.codeOf(finding.agencyId);
	return {
		...{ text: text ?? words(finding), product: null, source: 'inspection' },
		...{ leadId: finding.agencyId, coordinatingIds: [], trackerId, due, dueFrom: 'document' },
		...{ oneOfMany, urgency: directive?.urgency ?? null, condition: null, units: [] },
		// Frozen: how many times the fault was there before, and when it was asked to be mended.
		cause: { kind: 'finding', id: code, agency, value: finding.figure?.value ?? null, at }
	};
}
