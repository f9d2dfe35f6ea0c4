import type { Instant } from '#lib/domain/calendar/time.ts';
import type { LetterUrge, UrgedItem } from '#lib/domain/letters/urge.ts';
import type { Recipients } from '#lib/domain/urging/recipients.ts';
import type { Sql } from './database.ts';
import { tell } from './notices.ts';
import { holdUrging, insertUrging, lastUrging, type NewUrging } from './urgings.ts';

/** An urging before it has its number. */
export type UnnumberedUrging = Omit<NewUrging, 'series' | 'n'>;

/** Who is told and how; `agency` is the public code of the one that is urged. */
export interface UrgingTold {
	people: Pick<Recipients, 'headsOf'>;
	agency: string;
	now: Instant;
	channels: readonly ('mail' | 'webhook')[];
}

/**
 * Keeps an urging and tells the heads of its agency: numbered lần 1, 2, 3 for the same agency and
 * question, by Nhắc and by letter alike, until everything of the last one has moved; then it begins anew.
 *
 * @returns its code and number, and who was told
 */
export async function keepUrging(
	sql: Sql,
	urging: UnnumberedUrging,
	{ people, agency, now, channels }: UrgingTold
): Promise<{ code: string; n: number; told: number[] }> {
	const { agencyId, kind, question, items, replyBy, createdBy, letter } = urging;
	await holdUrging(sql, agencyId);
	const last = await lastUrging(sql, agencyId, kind, question);
	const goesOn = last !== null && last.unmoved > 0;
	const series = last === null ? 1 : goesOn ? last.series : last.series + 1;
	const n = goesOn ? last.n + 1 : 1;
	const { code } = await insertUrging(sql, { ...urging, series, n });
	const facts = {
		...{ n, count: items.length, agency, due: replyBy },
		...(letter === null ? {} : { letter: letter.number })
	};
	const notices = people
		.headsOf(agencyId)
		// A head who writes to the own divisions knows it already.
		.filter((accountId) => letter === null || accountId !== createdBy)
		.map((accountId) => ({
			...{ accountId, event: code, level: 'urging' as const },
			...{ subject: `urging:${code}`, facts }
		}));
	return { code, n, told: await tell(sql, notices, now, channels) };
}

/**
 * The items of a letter with the marks from which on they count as moved: how far each had come at the
 * letter's day. One that was finished or handed in between its drafting and its issue keeps the mark of
 * the drafting and so has moved; one that no list holds any more has moved too.
 */
export async function marksFrom(
	sql: Sql,
	kind: LetterUrge['kind'],
	items: readonly UrgedItem[],
	from: Instant
): Promise<UrgedItem[]> {
	const codes = items.map(({ code }) => code);
	const marks = items.map(({ mark }) => mark);
	const drafted = sql`unnest(${codes}::text[], ${marks}::bigint[]) as i(code, mark)`;
	return kind === 'dossiers'
		? sql<UrgedItem[]>`
			select i.code, case
				when d.id is null then i.mark
				when (extract(epoch from d.last_event_at) * 1000)::bigint > ${from} then ${from}::bigint
				when d.phase in ('incomplete', 'awaiting', 'open', 'paused')
					then (extract(epoch from d.last_event_at) * 1000)::bigint
				else i.mark end as mark
			from ${drafted} left join dossiers d on d.code = i.code`
		: sql<UrgedItem[]>`
			select i.code, case
				when t.id is null then i.mark
				when t.events > e.n then e.n
				when t.state in ('submitted', 'done', 'revoked') then i.mark
				else t.events end as mark
			from ${drafted} left join tasks t on t.code = i.code
				left join lateral (select count(*)::bigint as n from task_events
					where task_id = t.id and at <= ${from}::timestamptz) e on true`;
}
