import { readerFor, type Reader } from '#lib/domain/accounts/reader.ts';
import type { AgencyDirectory } from '#lib/domain/agencies/agency.ts';
import { dayOf, type Instant } from '#lib/domain/calendar/time.ts';
import type { KeptDocument } from '#lib/domain/directives/kept-document.ts';
import type { TaskAct } from '#lib/domain/tasks/acts.ts';
import { actOnTask } from '#lib/server/commands/tasks/act.ts';
import { issueDirective, type ConfirmedTask } from '#lib/server/commands/tasks/issue.ts';
import type { TaskActor } from '#lib/server/commands/tasks/turn.ts';
import { accountByEmail } from '#lib/server/store/accounts.ts';
import type { Database } from '#lib/server/store/database.ts';
import type { NewDirective } from '#lib/server/store/tasks.ts';

/** Who stands where in a task of the demo. */
export type Side = 'office' | { head: number };

/** What is kept of a document, told the codes of its tasks in their order. */
export type DocumentWords = (codes: readonly (string | null)[]) => KeptDocument;

/** The offices of the demo at work, by the same commands as any office. */
export interface DemoOffices {
	/** @returns the codes of its tasks, in their order; null when the document is there already */
	issue(
		directive: NewDirective,
		tasks: readonly ConfirmedTask[],
		at: Instant,
		words?: DocumentWords
	): Promise<string[] | null>;
	/** @returns whether it came about: a later act of a course may find that it cannot */
	act(code: string, act: TaskAct, side: Side, at: Instant): Promise<boolean>;
}

const OFFICE = 'vanphong@demo.example';
const ADDRESS = '127.0.0.1';

/** Null when the demo's office has no account any more. */
export async function demoOffices(
	database: Database,
	directory: AgencyDirectory,
	today: Instant
): Promise<DemoOffices | null> {
	const account = await accountByEmail(database.sql, OFFICE);
	if (account === null) return null;
	const office = readerFor(account, directory, dayOf(today));
	const by = (side: Side, now: Instant): TaskActor => {
		const reader = side === 'office' ? office : headOf(side.head, directory, now);
		return { reader, address: ADDRESS, now, realNow: Date.now() };
	};
	return {
		async issue(directive, tasks, at, words) {
			const actor = by('office', at);
			const decided = await issueDirective(
				database,
				{ directive, tasks, again: false, ...(words === undefined ? {} : { document: words }) },
				actor
			);
			if (decided.accepted) return decided.value.tasks;
			if (decided.refusal.code === 'directive.exists') return null;
			throw new Error(`demo document ${directive.number}: ${decided.refusal.code}`);
		},
		async act(code, act, side, at) {
			return (await actOnTask(database, { code, act }, by(side, at))).accepted;
		}
	};
}

/** A head whom nobody has given an account: most agencies of the demo have none. */
export function headOf(agencyId: number, directory: AgencyDirectory, at: Instant): Reader {
	const nobody = {
		...{ id: 0, email: '', name: '' },
		posts: [
			{
				...{ id: 0, role: 'head' as const, agencyId, fields: [], answersFor: [] },
				...{ onBehalfOf: null, validFrom: '2000-01-01', validTo: null }
			}
		]
	};
	return { ...readerFor(nobody, directory, dayOf(at)), account: null };
}
