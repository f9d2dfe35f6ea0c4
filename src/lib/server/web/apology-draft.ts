import type { RequestEvent } from '@sveltejs/kit';
import type { z } from 'zod';
import type { Reader } from '#lib/domain/accounts/reader.ts';
import { apologyLetter } from '#lib/domain/apologies/letter.ts';
import { dayOf, type Day } from '#lib/domain/calendar/time.ts';
import { CAUSE_NAMES } from '#lib/domain/causes/names.ts';
import { DOCX, letterFile } from '../exports/letters/letter-file.ts';
import { readAs } from '../store/reading.ts';
import type { apologyDraftParams } from './apology-shapes.ts';
import { recordExport } from './exports.ts';
import { issuerOf } from './letters.ts';
import { problem } from './problem.ts';

interface Row {
	agencyId: number | null;
	receivedOn: Day | null;
	dueOn: Day | null;
	finishedOn: Day | null;
	procedure: string;
}

/** The draft of a letter of apology as a file: of the dossier, never of the person. */
export async function apologyDraft(
	event: RequestEvent,
	reader: Reader,
	code: string,
	{ newDueOn, cause }: z.output<typeof apologyDraftParams>
): Promise<Response> {
	const { db, rulebook, clock, settings } = event.locals.desk;
	const rules = await rulebook.current();
	const today = dayOf(clock.now());
	const row = await readAs(db, reader, async (sql) => {
		const [found] = await sql<Row[]>`
			select d.agency_id as "agencyId", d.received_on as "receivedOn", d.due_on as "dueOn",
				case d.phase when 'resolved' then d.finished_on end as "finishedOn",
				coalesce((select p.name from feed_names p where p.kind = 'procedure'
					and p.code = d.procedure_code), d.procedure_code) as procedure
			from dossiers d where d.code = ${code}`;
		return found;
	});
	if (row?.agencyId === undefined || row.agencyId === null) {
		return problem({ status: 404, title: 'Không có hồ sơ này.', code: 'dossiers.not_found' });
	}
	const { agencyId, dueOn, ...dossier } = row;
	if (dueOn === null) {
		const title = 'Hồ sơ này chưa có ngày hẹn trả.';
		return problem({ status: 400, title, code: 'apology.no_appointment' });
	}
	const parts = apologyLetter({
		issuer: issuerOf(rules, 'urging', agencyId, today),
		dossier: { code, dueOn, ...dossier },
		reason: cause === null ? null : CAUSE_NAMES[cause],
		...{ newDueOn, today, demo: settings.demo }
	});
	const file = await letterFile(parts);
	await recordExport(event, reader, `dossier:${code}`, { format: 'docx', letter: 'apology' }, 1);
	const name = `xin-loi-${code.replace(/[^0-9A-Za-z.-]/g, '_')}.docx`;
	return new Response(file, {
		headers: {
			'content-type': DOCX,
			'content-disposition': `attachment; filename="${name}"`,
			'cache-control': 'private, no-store'
		}
	});
}
