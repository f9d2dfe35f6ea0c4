import { apart, ApartFailed } from '../../apart/apart.ts';
import type { ReadAnswer, ReadJob } from './reader-apart.ts';
import { FILE_BYTES_AT_MOST, FileRefused, type FileTable } from './table.ts';

/** A file as it was sent: its name decides what it claims to be, its bytes what it is. */
export interface SentFile {
	name: string;
	bytes: Uint8Array;
}

const ALLOWANCE = { megabytes: 384, milliseconds: 10_000 };

/**
 * Reads a spreadsheet or CSV file in a process of its own, with a cap on time and memory: neither a
 * large nor a hostile file holds up those who are served meanwhile.
 *
 * @throws FileRefused
 */
export async function readFile({ name, bytes }: SentFile): Promise<FileTable> {
	const type = /\.(csv|xlsx)$/i.exec(name)?.[1]?.toLowerCase();
	if (type !== 'csv' && type !== 'xlsx') throw new FileRefused('file.wrong_type');
	if (bytes.byteLength > FILE_BYTES_AT_MOST) {
		throw new FileRefused('file.too_large', { megabytes: FILE_BYTES_AT_MOST / 1024 / 1024 });
	}
	if (bytes.byteLength === 0) throw new FileRefused('file.no_rows');
	const answer = await answered({ type, bytes });
	if ('fault' in answer) throw new FileRefused(answer.fault, answer.facts);
	return answer.table;
}

async function answered(job: ReadJob): Promise<ReadAnswer> {
	try {
		return await apart('src/lib/server/ingest/files/reader-apart.ts', job, ALLOWANCE);
	} catch (error) {
		if (!(error instanceof ApartFailed)) throw error;
		throw new FileRefused(error.fault === 'too large' ? 'file.unpacks_too_large' : 'file.too_slow');
	}
}
