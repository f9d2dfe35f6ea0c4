import type { RequestEvent } from '@sveltejs/kit';
import type { z } from 'zod';
import type { Reader } from '#lib/domain/accounts/reader.ts';
import { chainState, searchAudit } from '#lib/server/store/audit-search.ts';
import { readAs } from '#lib/server/store/reading.ts';
import {
	auditQuestion,
	shownAct,
	shownChain,
	type auditAnswer,
	type auditParams
} from './audit-shapes.ts';

const LIMIT = 50;

/** A page of the record of acts, and the state of its chain, as the page and the API show them. */
export async function readAudit(
	event: Pick<RequestEvent, 'locals'>,
	reader: Reader,
	params: z.output<typeof auditParams>
): Promise<z.output<typeof auditAnswer>> {
	const { db, rulebook } = event.locals.desk;
	const { query, place } = auditQuestion(params);
	const nameOf = await agencyNames(rulebook);
	const { page, chain } = await readAs(db, reader, async (sql) => ({
		page: await searchAudit(sql, query, place, params.limit ?? LIMIT),
		chain: await chainState(sql)
	}));
	return {
		chain: shownChain(chain),
		items: page.rows.map((row) => shownAct(row, nameOf)),
		older: page.older,
		newer: page.newer
	};
}

/** Names of agencies by their codes, as they are called today. */
export async function agencyNames(
	rulebook: RequestEvent['locals']['desk']['rulebook']
): Promise<(code: string) => string | null> {
	const { directory } = await rulebook.current();
	return (code) => {
		const id = directory.byCode(code);
		return id === null ? null : (directory.latest(id)?.name ?? null);
	};
}
