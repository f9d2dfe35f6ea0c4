import { seesDossierOf, type Reader } from '#lib/domain/accounts/reader.ts';
import { possibleActs } from '#lib/domain/corrections/correction.ts';
import { accepted, refused, type Decision } from '#lib/domain/refusal.ts';
import { agenciesOfCorrection, holdCorrection } from '#lib/server/store/corrections.ts';
import type { Sql } from '#lib/server/store/database.ts';
import type { LedgerEntry } from '#lib/server/store/ledger.ts';

/**
 * Who asked that a number be put right hands in files for it, as long as something may be added to what was
 * asked. The centre, which answers, sees them and adds none: what it says is its answer.
 * @returns what open pages are told when a file has come
 */
export async function mayAddToCorrection(
	sql: Sql,
	code: string,
	{ reader }: { reader: Reader }
): Promise<Decision<Pick<LedgerEntry, 'kind' | 'agencies' | 'ids'>>> {
	const held = await holdCorrection(sql, code);
	if (held === null) return refused('correction.unknown');
	const agencies = [held.agencyId, ...(await agenciesOfCorrection(sql, held.id))];
	if (!agencies.some((id) => seesDossierOf(reader, id))) return refused('correction.unknown');
	const asked = { ...held.correction, state: 'asked' as const };
	if (!possibleActs(asked, held.agencyId, reader).includes('added')) {
		return refused('correction.not_yours');
	}
	return possibleActs(held.correction, held.agencyId, reader).includes('added')
		? accepted({ kind: 'corrections', agencies: [...new Set(agencies)], ids: [code] })
		: refused('correction.already_answered', { state: held.correction.state });
}
