import type { Reader } from '#lib/domain/accounts/reader.ts';
import { accepted, refused, type Decision } from '#lib/domain/refusal.ts';
import type { Urged } from '../commands/urging.ts';
import type { Desk } from '../desk.ts';
import { unansweredConsultations } from '../store/consultations.ts';
import { readAs } from '../store/reading.ts';
import type { LoadedRules } from '../store/rulebook.ts';
import { checked } from './api.ts';
import { consultationParams, consultationQuery } from './consultation-shapes.ts';

/** What of an address is no part of the question: whom it asks of is who is urged. */
const NOT_THE_QUESTION = ['body', 'from', 'to', 'limit', 'cursor'];

/**
 * Opinions asked that have no answer yet, by the agency that was asked. A ministry or another body
 * outside the province reads nothing here and is urged by letter.
 */
export async function consultationsUrged(
	{ db, clock }: Pick<Desk, 'db' | 'clock'>,
	rules: LoadedRules,
	reader: Reader,
	filter: Readonly<Record<string, string>>
): Promise<Decision<Pick<Urged, 'question' | 'parts'>>> {
	const query = consultationQuery(checked({ ...filter }, consultationParams), rules, clock.now());
	const rows = await readAs(db, reader, async (sql) =>
		unansweredConsultations(sql, rules, reader.sees.dossiers, query)
	);
	const here = rows.flatMap(({ code, askedId }) => (askedId === null ? [] : [{ code, askedId }]));
	if (rows.length > 0 && here.length === 0) return refused('urging.nobody_here');
	const parts = [...Map.groupBy(here, ({ askedId }) => askedId)].map(([agencyId, asked]) => ({
		...{ agencyId, items: asked.map(({ code }) => ({ code, mark: 0 })) }
	}));
	const kept = Object.entries(filter)
		.filter(([name, value]) => value !== '' && !NOT_THE_QUESTION.includes(name))
		.sort(([a], [b]) => (a < b ? -1 : 1));
	return accepted({ question: new URLSearchParams(kept).toString(), parts });
}
