import { delayFileDoor } from '#lib/server/web/delay-files.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = delayFileDoor('consultations');
