import type postgres from 'postgres';
import type { Changed, Resume, Resumed } from '#lib/live/contract.ts';
import { agencyOfDossiers } from '../store/dossier-agencies.ts';
import { readAfter, type LedgerEntry } from '../store/ledger.ts';
import { openHint, subtreeHints, touches, type Rooms } from './audience.ts';
import type { Listener } from './listener.ts';

/** Who has missed more than this reads everything anew, which is cheaper. */
const ENTRIES_AT_MOST = 1000;
/** More ids than this in one answer are not named. */
const IDS_AT_MOST = 2000;

/**
 * What a screen missed between the entry it knew last and now, as far as its reader may hear it.
 * "Reload" when that is too much, or when what it knew was another epoch.
 */
export async function missedSince(
	{ sql, listener }: { sql: postgres.Sql; listener: Listener },
	from: Resume,
	rooms: Rooms
): Promise<Resumed> {
	let place = listener.position();
	if (place === null || from.seq > place.seq) {
		// It has heard of more than this process has read: from another process, or before a restore.
		await listener.catchUp();
		place = listener.position();
	}
	if (place === null || place.epoch !== from.epoch || from.seq > place.seq) {
		return { seq: place?.seq ?? 0, reload: true };
	}
	const { seq, epoch } = place;
	if (seq - from.seq > ENTRIES_AT_MOST) return { seq, reload: true };
	const entries = seq > from.seq ? await readAfter(sql, from.seq, seq - from.seq) : [];
	const agencyOf = await agenciesFor(sql, entries, rooms);
	const missed: Changed[] = [];
	let named = 0;
	for (const entry of entries) {
		const subtrees = rooms.subtree ? [rooms.subtree] : [];
		for (const hint of [openHint(entry), ...subtreeHints(entry, subtrees, agencyOf)]) {
			if (!hint.to.some((room) => rooms.names.includes(room))) continue;
			named += hint.ids.length;
			const ids = named > IDS_AT_MOST ? [] : hint.ids;
			missed.push({ epoch, seq: entry.seq, room: hint.room, ids });
		}
	}
	return { seq, missed };
}

async function agenciesFor(
	sql: postgres.Sql,
	entries: LedgerEntry[],
	{ subtree }: Rooms
): Promise<Map<string, number | null>> {
	if (subtree === null) return new Map();
	const ids = entries
		.filter((entry) => touches(entry, subtree.agencies))
		.flatMap((entry) => entry.ids);
	return agencyOfDossiers(sql, ids.slice(0, IDS_AT_MOST));
}
