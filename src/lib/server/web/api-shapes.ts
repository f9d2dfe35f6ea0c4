import { z } from 'zod';
import { flag } from './file-door.ts';

/** Fields beside the file of `POST /api/v1/feed/file`. */
export const feedFileFields = z.object({
	dryRun: flag(true),
	backfill: flag(false),
	madonvi: z
		.string()
		.max(100, 'quá dài')
		.optional()
		.transform((text) => text?.trim() ?? '')
});
