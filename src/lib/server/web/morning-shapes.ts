import { z } from 'zod';
import { isoOf } from '#lib/domain/calendar/time.ts';
import { morningContentSchema, type MorningPage } from '#lib/domain/reports/morning-page.ts';
import type { MorningHead } from '../store/morning-pages.ts';
import type { Operation } from './operation.ts';

/** The morning page as other programs read it. */

const day = z.iso.date();
const instant = z.iso.datetime({ offset: true });
const head = { day, asOf: instant, madeAt: instant };

export const morningPageAnswer = z
	.strictObject({ ...head, epoch: z.string(), seq: z.int(), content: morningContentSchema })
	.meta({ id: 'MorningPage' });

export const morningPagesAnswer = z
	.strictObject({ pages: z.array(z.strictObject(head)) })
	.meta({ id: 'MorningPages' });

/** `POST /api/v1/morning-pages/subscriptions` */
export const morningWish = z.strictObject({ on: z.boolean('phải là true hoặc false') });

/** So many days are listed; an older one is asked for by its day. */
export const MORNINGS_LISTED = 90;

export function shownHead({ day: of, asOf, madeAt }: MorningHead) {
	return { day: of, asOf: isoOf(asOf), madeAt: isoOf(madeAt) };
}

export function shownPage(page: MorningPage): z.output<typeof morningPageAnswer> {
	const { epoch, seq, content } = page;
	return { ...shownHead(page), epoch, seq, content };
}

export const MORNING_REFUSALS: Readonly<Record<string, string>> = {
	'morning.not_allowed': 'Chỉ tài khoản của một người mới nhận được trang số liệu buổi sáng.'
};

export const MORNING_OPERATIONS: readonly Operation[] = [
	{
		path: '/api/v1/morning-pages',
		method: 'get',
		summary: 'Days of which there is a morning page, the newest first',
		keys: ['read', 'act'],
		answer: morningPagesAnswer,
		refusals: []
	},
	{
		path: '/api/v1/morning-pages/{day}',
		method: 'get',
		summary: 'The morning page of a day, as it was made',
		keys: ['read', 'act'],
		answer: morningPageAnswer,
		refusals: [404]
	},
	{
		path: '/api/v1/morning-pages/subscriptions',
		method: 'post',
		summary: 'Sends the morning page to the account that asks each morning, or no longer',
		keys: ['act'],
		body: morningWish,
		command: true,
		answer: morningWish,
		refusals: [400]
	}
];
