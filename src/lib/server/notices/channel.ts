import type { Instant } from '#lib/domain/calendar/time.ts';
import type { NoticeLevel } from '#lib/domain/urging/notice.ts';

/** What became of something handed over. `unknown`: no answer came, so it may have arrived. */
export type Delivered = 'sent' | 'refused' | 'later' | 'unknown';

/** What leaves the program for one person: a level, a count and a link, nothing of what it is about. */
export interface Outgoing {
	/** Of the notice: the same for every try. */
	id: number;
	to: { id: number; email: string; name: string };
	level: NoticeLevel;
	count: number;
	at: Instant;
}

/** A way out of the program; SMS, Zalo and the official app stand behind the webhook. */
export interface Channel {
	name: 'mail' | 'webhook';
	send(notice: Outgoing): Promise<Delivered>;
	close(): void;
}
