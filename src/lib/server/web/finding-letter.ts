import type { RequestEvent } from '@sveltejs/kit';
import type { Reader } from '#lib/domain/accounts/reader.ts';
import { dayOf, isDay } from '#lib/domain/calendar/time.ts';
import { isCompared } from '#lib/domain/findings/heat.ts';
import { mendingLetter } from '#lib/domain/findings/letter.ts';
import { DOCX, letterFile } from '../exports/letters/letter-file.ts';
import { ANY_FINDING, listFindings } from '../store/findings.ts';
import { readAs } from '../store/reading.ts';
import { recordExport } from './exports.ts';
import { agencyNamed } from './findings.ts';
import { issuerOf } from './letters.ts';

/**
 * The draft of the letter that has chosen findings put right, as `.docx`: of what has not been confirmed,
 * and of what is severe before the conclusion, nothing leaves the program.
 *
 * @returns null when none of the chosen can stand in it
 */
export async function mendingLetterFile(
	event: RequestEvent,
	reader: Reader,
	asked: URLSearchParams
): Promise<Response | null> {
	const { db, rulebook, clock, settings } = event.locals.desk;
	const rules = await rulebook.current();
	const chosen = new Set(asked.getAll('finding'));
	const kept = await readAs(db, reader, async (sql) => listFindings(sql, ANY_FINDING));
	const found = kept
		.filter(({ code, finding }) => chosen.has(code) && isCompared(finding))
		.map(({ finding }) => ({ ...finding, agency: agencyNamed(rules, finding.agencyId).name }));
	if (found.length === 0) return null;
	const [due, trackerId] = [asked.get('due'), rules.directory.byCode(asked.get('tracker') ?? '')];
	const file = await letterFile(
		mendingLetter(found, {
			issuer: issuerOf(rules, 'urging', null, dayOf(clock.now())),
			due: due !== null && isDay(due) ? due : null,
			tracker: trackerId === null ? 'UBND tỉnh' : agencyNamed(rules, trackerId).name,
			demo: settings.demo
		})
	);
	await recordExport(event, reader, 'findings', { format: 'docx' }, found.length);
	return new Response(file, {
		headers: {
			'content-type': DOCX,
			'content-disposition': 'attachment; filename="chan-chinh-ton-tai-han-che.docx"',
			'cache-control': 'private, no-store'
		}
	});
}
