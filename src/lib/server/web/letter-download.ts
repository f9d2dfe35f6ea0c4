import type { RequestEvent } from '@sveltejs/kit';
import type { Reader } from '#lib/domain/accounts/reader.ts';
import { partsOf } from '#lib/domain/letters/parts.ts';
import { DOCX, letterFile } from '../exports/letters/letter-file.ts';
import type { KeptLetter } from '../store/letters.ts';
import { recordExport } from './exports.ts';

/** A letter as a file; its annex is a list that somebody takes away, and on record as such. */
export async function letterDownload(
	event: RequestEvent,
	reader: Reader,
	letter: KeptLetter
): Promise<Response> {
	const { code, frozen, issued } = letter;
	const rows = Object.values(frozen.tables).reduce((sum, table) => sum + table.length, 0);
	const file = await letterFile(partsOf(letter));
	await recordExport(event, reader, `letter:${code}`, { format: 'docx' }, rows);
	const name = `${issued === null ? 'du-thao' : 'van-ban'}-${code}.docx`;
	return new Response(file, {
		headers: {
			'content-type': DOCX,
			'content-disposition': `attachment; filename="${name}"`,
			'cache-control': 'private, no-store'
		}
	});
}
