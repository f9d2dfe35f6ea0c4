import { actorOf, type AuditAction } from '#lib/domain/audit/entry.ts';
import { dayOf, type Day, type Instant } from '#lib/domain/calendar/time.ts';
import {
	mayBeDone,
	opinionBy,
	seesOpinion,
	type Opinion,
	type OpinionActKind,
	type OpinionState,
	type OpinionTerms
} from '#lib/domain/opinions/opinion.ts';
import { accepted, refused, type Decision } from '#lib/domain/refusal.ts';
import { begun, type TaskTerms } from '#lib/domain/tasks/task.ts';
import { record } from '#lib/server/store/audit.ts';
import type { Database, Sql } from '#lib/server/store/database.ts';
import { append } from '#lib/server/store/ledger.ts';
import {
	changeOpinion,
	holdOpinion,
	insertOpinion,
	sameOpinion,
	type KeptOpinion,
	type OpinionChange
} from '#lib/server/store/opinions.ts';
import { insertTask } from '#lib/server/store/tasks.ts';
import { inTurn, type TaskActor } from './turn.ts';

/** What somebody does to an opinion; the office may word and date it anew when it issues it. */
export type OpinionAct =
	| { kind: 'give'; text: string | null; due: Day | null }
	| {
			kind: 'issue';
			text: string | null;
			due: Day | null;
			leadId: number | null;
			coordinatingIds: readonly number[];
			trackerId: number;
	  }
	| { kind: 'return'; word: string }
	| { kind: 'withdraw' };

export interface ToldOpinion {
	code: string;
	state: OpinionState;
	/** Code of the task that it has become. */
	task: string | null;
}

/**
 * Keeps what a leader says of a number. A secretary's is prepared only: the leader has to give it. The
 * number is kept as it was shown, and beside it what was counted now, which may have moved. Sent twice
 * it is one.
 */
export async function sayOpinion(
	database: Database,
	given: { terms: OpinionTerms; counted: number | null },
	by: TaskActor
): Promise<Decision<ToldOpinion>> {
	const whose = opinionBy(by.reader);
	if (!whose.accepted) return whose;
	const { terms, counted } = given;
	const hindrance = hindranceOf(terms, by.now);
	if (hindrance !== null) return hindrance;
	const { leaderId, state } = whose.value;
	const author = by.reader.account?.id ?? leaderId;
	const opinion: Opinion = {
		...{ ...terms, state, counted, countedAt: by.now, leaderId, preparedBy: author },
		...{ preparedAt: by.now, givenAt: state === 'given' ? by.now : null },
		...{ settledAt: null, word: null }
	};
	return inTurn(database, async (sql) => {
		const twin = await sameOpinion(sql, opinion);
		if (twin !== null) return accepted({ code: twin, state, task: null });
		const code = await insertOpinion(sql, opinion);
		const action = state === 'given' ? 'opinion.give' : 'opinion.prepare';
		await onRecord(sql, action, { code, after: { ...terms, counted } }, by);
		await tell(sql, by.now, [code], []);
		return accepted({ code, state, task: null });
	});
}

/** Gives, issues as a task, gives back, or takes back: two who act at once go one after the other. */
export async function actOnOpinion(
	database: Database,
	{ code, act }: { code: string; act: OpinionAct },
	by: TaskActor
): Promise<Decision<ToldOpinion>> {
	return inTurn(database, async (sql) => {
		const held = await holdOpinion(sql, code);
		if (held === null || !seesOpinion(held.opinion, by.reader)) return refused('opinion.unknown');
		const may = mayBeDone(held.opinion, act.kind, by.reader);
		if (!may.accepted) return may;
		const said = saidBy(held.opinion, act);
		const hindrance =
			act.kind === 'give' || act.kind === 'issue' ? hindranceOf(said, by.now) : null;
		if (hindrance !== null) return hindrance;
		const task = act.kind === 'issue' ? await issue(sql, said, act, by) : null;
		const change = changeBy(said, act, task?.code ?? null, by);
		await changeOpinion(sql, held.id, change);
		await onRecord(
			sql,
			ACTIONS[act.kind],
			{ code, before: told(held), after: { ...change, state: change.state } },
			by
		);
		await tell(sql, by.now, task === null ? [code] : [code, task.code], task?.agencies ?? []);
		return accepted({ code, state: change.state, task: task?.code ?? null });
	});
}

const ACTIONS: Readonly<Record<OpinionActKind, AuditAction>> = {
	give: 'opinion.give',
	issue: 'opinion.issue',
	return: 'opinion.return',
	withdraw: 'opinion.withdraw'
};

function hindranceOf({ due, cause }: OpinionTerms, now: Instant): Decision<never> | null {
	if (due < dayOf(now)) return refused('opinion.due_past', { field: 'due' });
	// A screen may run some seconds ahead of the server, and no more.
	if (cause.at > now + 60_000) return refused('opinion.number_of_future', { field: 'asOf' });
	return null;
}

function saidBy(opinion: Opinion, act: OpinionAct): OpinionTerms {
	const { agencyId, text, due, cause } = opinion;
	if (act.kind !== 'give' && act.kind !== 'issue') return { agencyId, text, due, cause };
	const to = act.kind === 'issue' ? (act.leadId ?? agencyId) : agencyId;
	return { agencyId: to, text: act.text ?? text, due: act.due ?? due, cause };
}

function changeBy(
	{ text, due }: OpinionTerms,
	act: OpinionAct,
	taskCode: string | null,
	by: TaskActor
): OpinionChange {
	const settled = { at: by.now, by: by.reader.account?.id ?? null };
	switch (act.kind) {
		case 'give':
			return { state: 'given', text, due, givenAt: by.now };
		case 'issue':
			// The leader's own words stay beside what the office made of them, which is the task's.
			return { state: 'issued', settled, ...(taskCode === null ? {} : { taskCode }) };
		case 'return':
			return { state: 'returned', settled, word: act.word };
		case 'withdraw':
			return { state: 'withdrawn', settled };
	}
}

async function issue(
	sql: Sql,
	said: OpinionTerms,
	act: OpinionAct & { kind: 'issue' },
	by: TaskActor
): Promise<{ code: string; agencies: number[] }> {
	const { coordinatingIds, trackerId } = act;
	const terms: TaskTerms = {
		...{ text: said.text, product: null, source: 'chairman', leadId: said.agencyId },
		...{ coordinatingIds, trackerId, due: said.due, dueFrom: 'document' },
		...{ oneOfMany: false, urgency: null, condition: null, units: [], cause: said.cause }
	};
	const event = { kind: 'assigned' as const, at: by.now, terms };
	const account = by.reader.account?.id ?? null;
	const code = await insertTask(
		sql,
		{ directiveId: null, path: null, task: begun(event), event },
		account
	);
	return { code, agencies: [said.agencyId, trackerId, ...coordinatingIds] };
}

function told({ opinion: { state, text, due } }: KeptOpinion): object {
	return { state, text, due };
}

async function onRecord(
	sql: Sql,
	action: AuditAction,
	what: { code: string; before?: object; after: object },
	by: TaskActor
): Promise<void> {
	await record(sql, {
		at: by.realNow,
		actor: actorOf(by.reader, by.address),
		action,
		subject: `opinion:${what.code}`,
		before: what.before ?? null,
		after: what.after
	});
}

/** Open pages of leaders and of the office; those of the agencies only once it is a task. */
async function tell(
	sql: Sql,
	at: Instant,
	ids: string[],
	agencies: readonly number[]
): Promise<void> {
	await append(sql, { at, kind: 'tasks', agencies: [...new Set(agencies)], ids });
}
