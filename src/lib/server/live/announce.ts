import type { Log } from '../log.ts';
import type { Sql } from '../store/database.ts';
import { agencyOfDossiers } from '../store/dossier-agencies.ts';
import type { LedgerEntry } from '../store/ledger.ts';
import { openHint, subtreeHints, touches, type SubtreeRoom } from './audience.ts';
import { fanOut } from './fan-out.ts';
import type { LiveServer } from './handshake.ts';
import { openHints } from './hints.ts';

/** Turns ledger entries into hints for the rooms that may hear them. */
export interface Announcer {
	announce(entries: LedgerEntry[], epoch: string): void;
	close(): void;
}

export function openAnnouncer(io: LiveServer, sql: Sql, log: Log): Announcer {
	const hints = openHints((to, message) => {
		fanOut(io, to, 'changed', message);
	});
	let ordered = Promise.resolve();

	async function tellSubtrees(
		entry: LedgerEntry,
		concerned: SubtreeRoom[],
		epoch: string
	): Promise<void> {
		const agencyOf = await agencyOfDossiers(sql, entry.ids).catch((error: unknown) => {
			// Whose they are is not known: everybody concerned is told to read again.
			log.warn({ err: error }, 'agencies of changed dossiers could not be looked up');
			return new Map<string, number | null>();
		});
		for (const hint of subtreeHints(entry, concerned, agencyOf)) hints.say(hint, epoch, entry.seq);
	}

	return {
		announce: (entries, epoch) => {
			const present = subtreesIn(io);
			for (const entry of entries) {
				hints.say(openHint(entry), epoch, entry.seq);
				const concerned = present.filter(({ agencies }) => touches(entry, agencies));
				if (concerned.length === 0) continue;
				// Looked up one after the other, so that a room hears in order.
				ordered = ordered.then(async () => tellSubtrees(entry, concerned, epoch));
			}
		},
		close: hints.close
	};
}

/** The subtree rooms that somebody is in. */
function subtreesIn(io: LiveServer): SubtreeRoom[] {
	const found = new Map<string, SubtreeRoom>();
	for (const { data } of io.sockets.sockets.values()) {
		if (data.rooms.subtree !== null) found.set(data.rooms.subtree.name, data.rooms.subtree);
	}
	return [...found.values()];
}
