import type { Reader } from '#lib/domain/accounts/reader.ts';
import type { Day, Instant } from '#lib/domain/calendar/time.ts';
import type { Desk } from '../desk.ts';
import { countApologies } from '../store/apologies.ts';
import { countCauses } from '../store/causes.ts';
import { readFiguresAs } from '../store/reading.ts';
import { figuresOf as letterFigures } from './apologies.ts';
import { figuresOf as causeFigures } from './causes.ts';

/** Of an agency with all below it: late ones of the period and overdue ones of now, each by itself. */
export async function delaysOfAgency(
	{ db, rulebook }: Desk,
	reader: Reader,
	{ agencyId, at, from, to }: { agencyId: number; at: Instant; from: Day; to: Day }
) {
	const rules = await rulebook.current();
	const asked = { at, from, to, agencyId, own: false, field: null };
	return readFiguresAs(db, reader, async (sql) => {
		const of = async (kind: 'late' | 'overdue') => {
			const narrow = { cause: null, nature: null, standing: null };
			const causes = await countCauses(sql, rules, 'all', { ...asked, ...narrow, of: kind });
			const letters = await countApologies(sql, rules, 'all', {
				...asked,
				...{ of: kind, standing: null }
			});
			const { dossiers, standings, main } = causeFigures(causes);
			return { dossiers, standings, main, letters: letterFigures(letters).standings };
		};
		return { from, to, late: await of('late'), overdue: await of('overdue') };
	});
}
