import { may } from '#lib/domain/accounts/reader.ts';
import { actorOf } from '#lib/domain/audit/entry.ts';
import type { Draft, DraftOwner, DraftTask } from '#lib/domain/directives/draft.ts';
import { changedBy, type DraftAct } from '#lib/domain/directives/draft-acts.ts';
import { hindrances, leadCodes } from '#lib/domain/directives/draft.ts';
import type { Urgency } from '#lib/domain/directives/head.ts';
import { liesIn, spansOf, type KeptDocument } from '#lib/domain/directives/kept-document.ts';
import { accepted, refused, type Decision } from '#lib/domain/refusal.ts';
import type { TaskTerms } from '#lib/domain/tasks/task.ts';
import { record } from '#lib/server/store/audit.ts';
import type { Database, Sql } from '#lib/server/store/database.ts';
import {
	deleteDraft,
	draftByCode,
	holdDraft,
	insertDraft,
	saveDraft
} from '#lib/server/store/drafts.ts';
import { readAs } from '#lib/server/store/reading.ts';
import type { LoadedRules } from '#lib/server/store/rulebook.ts';
import { issueDirective, type ConfirmedTask, type IssuedDirective } from './issue.ts';
import { inTurn, type TaskActor } from './turn.ts';

/** Begins to go through a document. Its words go into this one row and nowhere else. */
export async function makeDraft(
	database: Database,
	made: { text: string; draft: Draft },
	by: TaskActor
): Promise<Decision<{ code: string }>> {
	if (!may(by.reader, 'assignTasks')) return refused('task.not_yours', { act: 'assigned' });
	return inTurn(database, async (sql) => {
		const code = await insertDraft(sql, made, by.reader.account?.id ?? null, by.now);
		await onRecord(sql, 'directive.draft', code, by);
		return accepted({ code });
	});
}

/**
 * Keeps a draft as somebody left it. Not on the record of acts: it happens every few seconds and
 * decides nothing; the row says who saved last.
 *
 * @param changed `version`: the one that the change was made on; another one is refused, so that two
 *   who work on it never undo each other unseen
 */
export async function changeDraft(
	database: Database,
	changed: { code: string; draft: Draft; version: number },
	by: TaskActor
): Promise<Decision<{ version: number }>> {
	if (!may(by.reader, 'assignTasks')) return refused('task.not_yours', { act: 'assigned' });
	return inTurn(database, async (sql) => {
		const held = await holdDraft(sql, changed.code);
		if (held === null) return refused('draft.unknown');
		if (held.version !== changed.version) return refused('draft.stale');
		if (!standsIn(held.text, changed.draft)) return refused('draft.outside');
		const version = held.version + 1;
		await saveDraft(sql, { ...changed, version }, by.reader.account?.id ?? null, by.now);
		return accepted({ version });
	});
}

/**
 * Does one thing to a draft, as a person does on its page: split, merge, take out, take back …
 * @param given `version`: the one that it was decided on
 */
export async function actOnDraft(
	database: Database,
	given: { code: string; version: number; act: DraftAct },
	by: TaskActor
): Promise<Decision<{ version: number; draft: Draft }>> {
	if (!may(by.reader, 'assignTasks')) return refused('task.not_yours', { act: 'assigned' });
	return inTurn(database, async (sql) => {
		const held = await holdDraft(sql, given.code);
		if (held === null) return refused('draft.unknown');
		if (held.version !== given.version) return refused('draft.stale');
		const changed = changedBy(held.draft, given.act, held.text);
		if (!changed.accepted) return changed;
		const draft = changed.value;
		if (!standsIn(held.text, draft)) return refused('draft.outside');
		const version = held.version + 1;
		const saved = { code: given.code, draft, version };
		await saveDraft(sql, saved, by.reader.account?.id ?? null, by.now);
		return accepted({ version, draft });
	});
}

/** Drops a draft with its words; nothing of it is left but that it was dropped. */
export async function dropDraft(
	database: Database,
	code: string,
	by: TaskActor
): Promise<Decision<object>> {
	if (!may(by.reader, 'assignTasks')) return refused('task.not_yours', { act: 'assigned' });
	return inTurn(database, async (sql) => {
		if (!(await deleteDraft(sql, code))) return refused('draft.unknown');
		await onRecord(sql, 'directive.drop', code, by);
		return accepted({});
	});
}

/**
 * Issues a draft as it was saved: its tasks, one for each agency that answers, and the words of the
 * document with where they stand in it. The draft goes.
 *
 * @param given `version`: what the person who issues has before them
 */
export async function issueDraft(
	database: Database,
	rules: LoadedRules,
	given: { code: string; version: number; again: boolean },
	by: TaskActor
): Promise<Decision<IssuedDirective>> {
	const kept = await readAs(database, by.reader, async (sql) => draftByCode(sql, given.code));
	if (kept === null) return refused('draft.unknown');
	if (kept.version !== given.version) return refused('draft.stale');
	const { draft, text } = kept;
	const [hindrance] = hindrances(draft);
	if (hindrance !== undefined) return refused('draft.unfinished', { because: hindrance.code });
	const confirmed = confirmedOf(draft, rules);
	if (confirmed === null) return refused('task.agency_unknown');
	const { type, number, date, issuer, subject, urgency } = draft.head;
	return issueDirective(
		database,
		{
			directive: {
				...{ type: (type ?? '').trim(), number: trimmed(number), issuedOn: date },
				...{ issuer: (issuer ?? '').trim(), subject: (subject ?? '').trim() },
				urgency: urgency === null ? null : URGENCY[urgency]
			},
			tasks: confirmed.map(({ task }) => task),
			again: given.again,
			draft: { code: given.code, version: given.version },
			document: (codes) =>
				keptDocument(
					text,
					draft,
					confirmed.map(({ span }) => span),
					codes
				)
		},
		by
	);
}

const URGENCY: Readonly<Record<Urgency, TaskTerms['urgency']>> = {
	'HỎA TỐC': 'hoa_toc',
	'THƯỢNG KHẨN': 'thuong_khan',
	KHẨN: 'khan'
};

interface Confirmed {
	task: ConfirmedTask;
	span: DraftTask['span'];
}

/** @returns null where a code is nobody's */
function confirmedOf({ head, tasks }: Draft, { directory }: LoadedRules): Confirmed[] | null {
	const found: Confirmed[] = [];
	for (const task of tasks.filter(({ isTask }) => isTask)) {
		const leads = leadCodes(task).map((code) => directory.byCode(code));
		const trackerId = directory.byCode(task.tracker ?? head.tracker ?? '');
		const others = codesOf(task.coordinating).map((code) => directory.byCode(code));
		for (const leadId of leads) {
			if (leadId === null || trackerId === null) return null;
			const terms = {
				...{ path: trimmed(task.path), text: task.text.trim(), product: trimmed(task.product) },
				...{ source: task.source, leadId, trackerId },
				coordinatingIds: others.filter((id) => id !== null && id !== leadId) as number[],
				...{ due: task.due, dueFrom: task.due === null ? null : task.dueFrom },
				condition: trimmed(task.condition),
				...{ responsible: trimmed(task.responsible), executingUnit: trimmed(task.executing) },
				recurrence: task.rule,
				units: [...new Set(task.units.map((unit) => unit.trim()).filter((unit) => unit !== ''))]
			};
			found.push({ task: terms, span: task.span });
		}
	}
	return found;
}

function codesOf(owners: readonly DraftOwner[]): string[] {
	return [...new Set(owners.flatMap(({ codes }) => codes))];
}

function keptDocument(
	text: string,
	{ head, tasks }: Draft,
	spans: readonly DraftTask['span'][],
	codes: readonly (string | null)[]
): KeptDocument {
	return {
		text,
		spans: spansOf(spans, codes),
		rules: tasks.flatMap(({ isTask, kind, span }) =>
			isTask || kind !== 'rule' || span === null ? [] : [{ from: span[0], to: span[1] }]
		),
		...{ signer: head.signer, authority: head.authority, assignedBy: head.assignedBy },
		addressees: head.addressees.map(({ name }) => name),
		trackers: head.trackers.map(({ name, role }) => ({ name, role })),
		references: head.references
	};
}

/** Whether every passage lies in the text: what a browser sends is not believed. */
function standsIn(text: string, { tasks, dropped }: Draft): boolean {
	return [...tasks, ...dropped.map(({ task }) => task)].every(
		({ span }) => span === null || liesIn(text, span)
	);
}

function trimmed(text: string | null): string | null {
	const bare = text?.trim() ?? '';
	return bare === '' ? null : bare;
}

async function onRecord(
	sql: Sql,
	action: 'directive.draft' | 'directive.drop',
	code: string,
	by: TaskActor
): Promise<void> {
	await record(sql, {
		at: by.realNow,
		actor: actorOf(by.reader, by.address),
		action,
		subject: `draft:${code}`,
		before: null,
		after: null
	});
}
