import { createHmac } from 'node:crypto';
import { isoOf } from '#lib/domain/calendar/time.ts';
import type { Log } from '../log.ts';
import type { Channel, Delivered } from './channel.ts';

/** Nothing has left when a connection fails with one of these. */
const NOT_REACHED = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];
const LATER = [408, 425, 429];

/**
 * Notices to the province's own gateway, which passes them on by SMS, Zalo or the official app. Signed:
 * `X-Don-Doc-Signature: sha256=` and the HMAC of `timestamp.body`. No redirect is followed, so that
 * nothing goes to another origin; the `Idempotency-Key` is that of the notice.
 */
export function webhookChannel(options: {
	webhook: { url: string; secret: string };
	origin: string;
	log: Log;
	timeout?: number;
}): Channel {
	const { webhook, origin, log, timeout = 10_000 } = options;
	return {
		name: 'webhook',
		async send({ id, to, level, count, at }): Promise<Delivered> {
			const person = { email: to.email, name: to.name };
			const said = { id, to: person, level, count, at: isoOf(at), link: `${origin}/notices` };
			const body = JSON.stringify(said);
			const stamp = String(Math.floor(Date.now() / 1000));
			const signed = createHmac('sha256', webhook.secret).update(`${stamp}.${body}`).digest('hex');
			try {
				const answer = await fetch(webhook.url, {
					method: 'POST',
					redirect: 'error',
					signal: AbortSignal.timeout(timeout),
					headers: {
						'content-type': 'application/json',
						'idempotency-key': `notice-${id}`,
						'x-don-doc-timestamp': stamp,
						'x-don-doc-signature': `sha256=${signed}`
					},
					body
				});
				await answer.body?.cancel();
				if (answer.ok) return 'sent';
				return answer.status >= 500 || LATER.includes(answer.status) ? 'later' : 'refused';
			} catch (error) {
				log.warn({ err: error }, 'a notice was not taken by the gateway');
				return wasNotReached(error) ? 'later' : 'unknown';
			}
		},
		close: () => undefined
	};
}

function wasNotReached(error: unknown): boolean {
	const cause: unknown = error instanceof Error ? error.cause : undefined;
	const code: unknown =
		typeof cause === 'object' && cause !== null ? Reflect.get(cause, 'code') : undefined;
	return NOT_REACHED.some((one) => one === code);
}
