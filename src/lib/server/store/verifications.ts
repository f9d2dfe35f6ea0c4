import type { Instant } from '#lib/domain/calendar/time.ts';
import type { Sql } from './database.ts';

/** What a recount found, as it is kept and shown. Instants are of real time. */
export interface KeptVerification {
	beganAt: Instant;
	endedAt: Instant;
	kind: 'whole' | 'slice';
	dossiers: number;
	/** Null: the recount failed before its end; `error` says how. */
	differences: number | null;
	lines: { invariant: string; differences: number; examples: string[]; upTo?: number }[];
	error: string | null;
}

const KEPT = 2_000;

/** Keeps a result, and no more than the last few thousand. */
export async function keepVerification(sql: Sql, kept: KeptVerification): Promise<void> {
	await sql`
		insert into verifications (began_at, ended_at, kind, dossiers, differences, lines, error)
		values (${kept.beganAt}::timestamptz, ${kept.endedAt}::timestamptz, ${kept.kind},
			${kept.dossiers}, ${kept.differences}, ${JSON.stringify(kept.lines)}::text::jsonb,
			${kept.error})`;
	await sql`
		delete from verifications
		where id <= (select max(id) from verifications) - ${KEPT} and differences = 0`;
}

/** The last result of each kind, and the last in which something differed. */
export async function lastVerifications(sql: Sql): Promise<{
	whole: KeptVerification | null;
	slice: KeptVerification | null;
	differing: KeptVerification | null;
}> {
	const last = async (which: 'whole' | 'slice' | 'differing') => {
		const [row] = await sql<KeptVerification[]>`
			select began_at as "beganAt", ended_at as "endedAt", kind, dossiers, differences, lines,
				error
			from verifications
			where ${which === 'differing' ? sql`differences <> 0` : sql`kind = ${which}`}
			order by id desc limit 1`;
		return row ?? null;
	};
	return {
		whole: await last('whole'),
		slice: await last('slice'),
		differing: await last('differing')
	};
}
