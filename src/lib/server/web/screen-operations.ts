import { z } from 'zod';
import type { Operation } from './operation.ts';
import * as shapes from './screen-shapes.ts';

const ACT = ['act'] as const;
const n = z.int().min(0);
const instant = z.iso.datetime({ offset: true });

/** A wall as `GET /api/v1/screens` lists it. */
export const screenItem = z
	.strictObject({
		id: n,
		name: z.string(),
		/** `province`, or the code of the agency that it shows with all below it. */
		scope: z.string(),
		lastSeenAt: instant.nullable(),
		address: z.string().nullable(),
		build: z.string().nullable(),
		scene: z.string().nullable(),
		pairedAt: instant,
		pairedBy: z.string(),
		endsAt: instant,
		revokedAt: instant.nullable()
	})
	.meta({ id: 'Screen' });

const screenList = z.strictObject({ screens: z.array(screenItem) });

/** What a command on a wall answers. */
const screenAnswer = z.strictObject({ id: n, name: z.string(), endsAt: instant });

/** Wall displays, under `/api/v1/screens`. */
export const SCREEN_OPERATIONS: readonly Operation[] = [
	{
		path: '/api/v1/screens',
		method: 'get',
		summary: 'Paired wall displays, with when each was last heard',
		keys: ACT,
		answer: screenList,
		refusals: []
	},
	{
		path: '/api/v1/screens',
		method: 'post',
		summary: 'Approves the wall that shows a code, for ninety days',
		keys: ACT,
		body: shapes.screenApproval,
		command: true,
		answer: screenAnswer,
		refusals: [400, 404, 409, 429]
	},
	{
		path: '/api/v1/screens/{id}/name',
		method: 'post',
		summary: 'Gives a wall another name',
		keys: ACT,
		body: shapes.screenNaming,
		command: true,
		answer: screenAnswer,
		refusals: [400, 404, 409]
	},
	{
		path: '/api/v1/screens/{id}/renewal',
		method: 'post',
		summary: 'Approves a wall that still opens for another ninety days',
		keys: ACT,
		body: shapes.nothingMore,
		command: true,
		answer: screenAnswer,
		refusals: [400, 404, 409]
	},
	{
		path: '/api/v1/screens/{id}/revocation',
		method: 'post',
		summary: 'Ends a wall: within five seconds it opens nothing',
		keys: ACT,
		body: shapes.nothingMore,
		command: true,
		answer: screenAnswer,
		refusals: [400, 404, 409]
	}
];
