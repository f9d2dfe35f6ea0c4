import { answers } from '../../apart/answers.ts';
import { readCsv } from './csv.ts';
import { FileRefused, type FileFault, type FileTable } from './table.ts';
import { readXlsx } from './xlsx.ts';

/** What the process is given. */
export interface ReadJob {
	bytes: Uint8Array;
	type: 'csv' | 'xlsx';
}

/** What it answers. */
export type ReadAnswer =
	{ table: FileTable } | { fault: FileFault; facts: Record<string, string | number> };

async function answer({ bytes, type }: ReadJob): Promise<ReadAnswer> {
	try {
		const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
		return { table: type === 'csv' ? readCsv(buffer) : await readXlsx(buffer) };
	} catch (error) {
		if (!(error instanceof FileRefused)) throw error;
		return { fault: error.code, facts: error.facts };
	}
}

answers(answer);
