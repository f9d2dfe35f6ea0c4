import { parentPort, workerData } from 'node:worker_threads';
import type { LetterParts } from '#lib/domain/letters/parts.ts';
import { letterDocx } from './letter-docx.ts';

parentPort?.postMessage(await letterDocx(workerData as LetterParts));
