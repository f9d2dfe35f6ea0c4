import type { RequestEvent } from '@sveltejs/kit';
import type { Reader } from '#lib/domain/accounts/reader.ts';
import type { PaperKind } from '#lib/domain/inspections/papers.ts';
import { paperFile } from '../exports/letters/paper-file.ts';
import { DOCX } from '../exports/letters/letter-file.ts';
import { recordExport } from './exports.ts';
import { readPaper } from './inspections.ts';

const NAMES = { minutes: 'bien-ban', conclusion: 'thong-bao-ket-luan' } as const;

/** Minutes or a conclusion as a file; null when there is none for the reader. */
export async function paperDownload(
	event: RequestEvent,
	reader: Reader,
	code: string,
	kind: PaperKind
): Promise<Response | null> {
	const paper = await readPaper(event.locals.desk, reader, code, kind);
	if (paper === null) return null;
	const file = await paperFile(paper);
	await recordExport(event, reader, `inspection:${code}`, { format: 'docx' }, paper.lines.length);
	return new Response(file, {
		headers: {
			'content-type': DOCX,
			'content-disposition': `attachment; filename="${NAMES[kind]}-${code}.docx"`,
			'cache-control': 'private, no-store'
		}
	});
}
