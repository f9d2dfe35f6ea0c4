import { createHash } from 'node:crypto';
import { planPeople, type KnownPerson, type PeoplePlan } from '#lib/domain/accounts/people-plan.ts';
import type { Actor } from '#lib/domain/audit/entry.ts';
import type { Day } from '#lib/domain/calendar/time.ts';
import { insertAccount, insertPost } from '../store/accounts.ts';
import { record } from '../store/audit.ts';
import { withTransaction, type Sql } from '../store/database.ts';
import { knownFields, lockPeople, people, saveName } from '../store/people.ts';
import { announce } from './announce.ts';
import { shown, type PeopleDesk } from './people.ts';
import type { LoadedRules } from '../store/rulebook.ts';

export interface PeopleFile {
	/** Lines of the file, cells by header. */
	rows: readonly Readonly<Record<string, unknown>>[];
	/** The first day and the document of lines that do not say their own. */
	defaults: { validFrom: Day; document: string };
	dryRun: boolean;
	/** `plan` of the dry run that somebody has looked at; null: whatever it is. */
	plan: string | null;
}

export interface PeopleOutcome extends PeoplePlan {
	/** Names what the file would change: another plan is another text. */
	plan: string;
	taken: boolean;
	/** Why not, when it should have been. */
	refusal: 'lines_refused' | 'changed_meanwhile' | null;
}

/**
 * Takes a file of accounts: a plan by the rules, and unless it is only a dry run, all of it in one
 * transaction. A file with a fault changes nothing, and the same file again changes nothing more. The
 * accounts have no way in until links are handed out.
 */
export async function importPeople(
	{ db, rulebook }: PeopleDesk,
	by: Actor,
	file: PeopleFile
): Promise<PeopleOutcome> {
	const rules = await rulebook.current();
	return withTransaction(db, async ({ sql }): Promise<PeopleOutcome> => {
		await lockPeople(sql);
		const known = (await people(sql)).map(({ disabledAt, ...one }): KnownPerson => ({
			...one,
			disabled: disabledAt !== null
		}));
		const fields = new Set((await knownFields(sql)).map(({ code }) => code));
		const { directory } = rules;
		const planned = planPeople(known, file.rows, file.defaults, {
			...{ directory, fields, by: by.accountId }
		});
		const plan = nameOf(planned);
		const answer = { ...planned, plan, taken: false, refusal: null };
		if (file.dryRun) return answer;
		if (planned.faults.length > 0) return { ...answer, refusal: 'lines_refused' };
		if (file.plan !== null && file.plan !== plan)
			return { ...answer, refusal: 'changed_meanwhile' };
		await carryOut(sql, by, planned, rules);
		return { ...answer, taken: true };
	});
}

async function carryOut(
	sql: Sql,
	by: Actor,
	{ created, renamed, given, unchanged }: PeoplePlan,
	rules: LoadedRules
): Promise<void> {
	if (created.length + renamed.length + given.length === 0) return;
	const at = Date.now();
	const ids = new Map<number, number>();
	const idOf = (planned: number): number => ids.get(planned) ?? planned;
	for (const { id, email, name } of created) {
		const made = await insertAccount(sql, { email, name, passwordHash: null, createdAt: at });
		if (made === null) throw new Error('an address was taken under the lock');
		ids.set(id, made);
	}
	for (const { id, after } of renamed) await saveName(sql, id, after);
	for (const { accountId, post } of given) {
		const onBehalfOf = post.onBehalfOf === null ? null : idOf(post.onBehalfOf);
		await insertPost(sql, { ...post, onBehalfOf, accountId: idOf(accountId), createdAt: at });
	}
	// One link of the chain for each account, so that the record of an account is complete by itself.
	const touched = new Set([
		...created.map(({ id }) => id),
		...renamed.map(({ id }) => id),
		...given.map(({ accountId }) => accountId)
	]);
	for (const planned of touched) {
		const made = created.find(({ id }) => id === planned);
		const name = renamed.find(({ id }) => id === planned);
		const posts = given
			.filter(({ accountId }) => accountId === planned)
			.map(({ post }) =>
				shown(rules, {
					...post,
					onBehalfOf: post.onBehalfOf === null ? null : idOf(post.onBehalfOf)
				})
			);
		await record(sql, {
			...{ at, actor: by, subject: `account:${idOf(planned)}` },
			action: made ? 'account.create' : posts.length > 0 ? 'post.give' : 'account.change',
			before: name === undefined ? null : { name: name.before },
			after: {
				...(made === undefined ? {} : { email: made.email, name: made.name }),
				...(name === undefined ? {} : { name: name.after }),
				...(posts.length > 0 ? { posts } : {})
			}
		});
	}
	const counts = {
		created: created.length,
		renamed: renamed.length,
		posts: given.length,
		unchanged
	};
	await record(sql, {
		...{ at, actor: by, action: 'account.import', subject: null, before: null, after: counts }
	});
	await announce(sql, ...[...touched].map((id) => `account:${idOf(id)}`));
}

function nameOf({ created, renamed, given }: PeoplePlan): string {
	return createHash('sha256')
		.update(JSON.stringify([created, renamed, given]))
		.digest('hex')
		.slice(0, 16);
}
