import { setTimeout as wait } from 'node:timers/promises';
import type { Instant } from '#lib/domain/calendar/time.ts';
import { withTransaction, type Database, type Sql } from './database.ts';
import { append } from './ledger.ts';

const AT_ONCE = 500;
/** So long other copies of the rulebook may still fold by the old rules (`rulebook.ts`). */
const OLD_RULES_MS = 1_200;
const AS_REFOLDING = { scope: 'refolding' } as const;

/**
 * Folds dossiers again by rules that have just changed, some hundreds in a transaction, each with its
 * entry in the ledger. Recorded appointments and messages stay as they are.
 *
 * @param find which dossiers, asked once no other process folds by the old rules
 * @param refold the intake's, see `commands/intake.ts`
 * @returns how many
 */
export async function foldAgain(
	db: Database,
	find: (sql: Sql) => Promise<number[]>,
	refold: (sql: Sql, ids: number[], now: Instant) => Promise<void>,
	now: Instant
): Promise<number> {
	if (await isBeforeFirstUse(db)) return 0;
	await wait(OLD_RULES_MS);
	const ids = await withTransaction(db, async ({ sql }) => find(sql), AS_REFOLDING);
	for (let i = 0; i < ids.length; i += AT_ONCE) {
		const slice = ids.slice(i, i + AT_ONCE);
		await withTransaction(
			db,
			async ({ sql }) => {
				const before = await agenciesOf(sql, slice);
				await refold(sql, slice, now);
				const agencies = [...new Set([...before, ...(await agenciesOf(sql, slice))])];
				await append(sql, { at: now, kind: 'dossiers', agencies, ids: [] });
			},
			AS_REFOLDING
		);
	}
	return ids.length;
}

/** Whether nothing has arrived yet: nothing is folded then, and no published figure can move. */
export async function isBeforeFirstUse(db: Database): Promise<boolean> {
	return withTransaction(
		db,
		async ({ sql }) => {
			const [row] = await sql`select 1 from dossiers limit 1`;
			return row === undefined;
		},
		AS_REFOLDING
	);
}

async function agenciesOf(sql: Sql, ids: readonly number[]): Promise<number[]> {
	const rows = await sql<{ id: number }[]>`
		select distinct agency_id as id from dossiers
		where id = any(${[...ids]}::bigint[]) and agency_id is not null`;
	return rows.map(({ id }) => id);
}
