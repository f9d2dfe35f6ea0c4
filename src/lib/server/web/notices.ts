import type { Reader } from '#lib/domain/accounts/reader.ts';
import { isoOf, type Instant } from '#lib/domain/calendar/time.ts';
import type { NoticeFacts, NoticeLevel } from '#lib/domain/urging/notice.ts';
import type { Desk } from '../desk.ts';
import { withTransaction } from '../store/database.ts';
import { gatheredIn, inboxOf, markRead, unreadOf, type KeptNotice } from '../store/notices.ts';
import { readAs } from '../store/reading.ts';
import { readerSettings } from '../store/scope.ts';

/** So many are shown at once; what is older has been settled or read long ago. */
const SHOWN_AT_MOST = 200;

/** A notice as pages and programs are shown it. */
export interface ShownNotice {
	id: number;
	level: NoticeLevel;
	subject: string;
	facts: NoticeFacts;
	at: string;
	readAt: string | null;
	clearedAt: string | null;
	standing: number;
}

export async function readInbox(
	{ db }: Pick<Desk, 'db'>,
	reader: Reader,
	show: 'open' | 'unread' | 'cleared'
): Promise<{ unread: number; items: ShownNotice[] }> {
	const { unread, items } = await readAs(db, reader, async (sql) =>
		inboxOf(sql, show, SHOWN_AT_MOST)
	);
	return { unread, items: items.map(shown) };
}

/** What the digest of a reader gathers and still stands. */
export async function readDigest(
	{ db }: Pick<Desk, 'db'>,
	reader: Reader,
	id: number
): Promise<ShownNotice[]> {
	const items = await readAs(db, reader, async (sql) => gatheredIn(sql, id, SHOWN_AT_MOST));
	return items.map(shown);
}

export async function unreadFor({ db }: Pick<Desk, 'db'>, reader: Reader): Promise<number> {
	return reader.account === null ? 0 : readAs(db, reader, unreadOf);
}

/** Says that a reader has read their notices. @param ids null: all that stand */
export async function haveRead(
	{ db, clock }: Pick<Desk, 'db' | 'clock'>,
	reader: Reader,
	ids: readonly number[] | null
): Promise<number> {
	return withTransaction(db, async ({ sql }) => markRead(sql, ids, clock.now()), {
		settings: readerSettings(reader)
	});
}

function shown({
	id,
	level,
	subject,
	facts,
	at,
	readAt,
	clearedAt,
	standing
}: KeptNotice): ShownNotice {
	const iso = (instant: Instant | null) => (instant === null ? null : isoOf(instant));
	return {
		...{ id, level, subject, facts, at: isoOf(at), standing },
		...{ readAt: iso(readAt), clearedAt: iso(clearedAt) }
	};
}
