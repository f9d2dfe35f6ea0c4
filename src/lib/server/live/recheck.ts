import type { Reader } from '#lib/domain/accounts/reader.ts';
import type { Log } from '../log.ts';
import type { LedgerEntry } from '../store/ledger.ts';
import { roomsOf } from './audience.ts';
import { sayBye, type LiveServer, type LiveSocket } from './handshake.ts';

/** Every pass is looked at again this often (a minute at most is promised). */
const EVERY_MS = 45_000;
/** And this soon after it ended by itself: five seconds at most are promised. */
const ROUND_MS = 2_000;

export interface Recheck {
	/** An entry of kind 'accounts' was committed: whom it names is looked at now. */
	accountsChanged(entry: LedgerEntry): void;
	/** The directory changed: everybody's subtree may be another. */
	everybody(): void;
	close(): void;
}

/**
 * A socket outlives the request that opened it, so who sits behind it is asked again: at once when
 * the ledger says that an account, key or wall changed, and on a round in any case. One question for all
 * sockets of a session or key.
 */
export function startRecheck(io: LiveServer, log: Log): Recheck {
	/** Who is being asked about, and whether something changed again since the question. */
	const inHand = new Map<string, { again: boolean }>();

	async function look(who: string): Promise<void> {
		const running = inHand.get(who);
		if (running !== undefined) {
			running.again = true;
			return;
		}
		const mine = { again: true };
		inHand.set(who, mine);
		try {
			while (mine.again) {
				mine.again = false;
				const [first] = socketsOf(io, who);
				if (first === undefined) return;
				const reader = await first.data.pass.again();
				for (const socket of socketsOf(io, who)) await settle(socket, reader);
			}
		} catch (error) {
			// Most likely the database is away: nothing new is told anyway until it is back.
			log.warn({ err: error }, 'a live connection could not be checked again');
		} finally {
			inHand.delete(who);
		}
	}

	async function lookAt(sockets: LiveSocket[]): Promise<void> {
		for (const who of new Set(sockets.map(({ data }) => data.who))) await look(who);
	}

	const round = setInterval(() => {
		const before = performance.now() - EVERY_MS;
		const now = Date.now();
		const isOver = ({ data }: LiveSocket) => (data.pass.endsAt() ?? Infinity) <= now;
		void lookAt(socketsOf(io).filter((socket) => socket.data.checkedAt < before || isOver(socket)));
	}, ROUND_MS).unref();

	return {
		accountsChanged: ({ ids }) => {
			const named = ({ data: { who, pass } }: LiveSocket) => {
				const { account, screenId } = pass.reader;
				// A wall's sockets are told apart by the token that each has shown.
				return [who, `account:${account?.id}`, `screen:${screenId}`].some((id) => ids.includes(id));
			};
			void lookAt(socketsOf(io).filter((socket) => ids.length === 0 || named(socket)));
		},
		everybody: () => void lookAt(socketsOf(io)),
		close: () => {
			clearInterval(round);
		}
	};
}

function socketsOf(io: LiveServer, who?: string): LiveSocket[] {
	const all = [...io.sockets.sockets.values()];
	return who === undefined ? all : all.filter(({ data }) => data.who === who);
}

async function settle(socket: LiveSocket, reader: Reader | null): Promise<void> {
	const { pass, rooms } = socket.data;
	if (reader === null) {
		sayBye(socket, pass.session === null ? 'revoked' : 'signed out');
		return;
	}
	const now = roomsOf(reader);
	const besides = (names: string[], subtree: string | undefined) =>
		names.filter((name) => name !== subtree).join();
	// By post, not by what follows from it: a page that shows another agency as "mine" is read again.
	const sameRights =
		besides(rooms.names, rooms.subtree?.name) === besides(now.names, now.subtree?.name) &&
		(rooms.subtree === null) === (now.subtree === null) &&
		postsOf(reader) === postsOf(pass.reader);
	if (!sameRights) {
		sayBye(socket, 'rights changed');
		return;
	}
	if (rooms.subtree !== null && now.subtree !== null && rooms.subtree.name !== now.subtree.name) {
		// The tree of agencies changed and with it whose dossiers are whose: join first, nothing is missed.
		await socket.join(now.subtree.name);
		await socket.leave(rooms.subtree.name);
	}
	socket.data.rooms = now;
	socket.data.checkedAt = performance.now();
}

/** What is held, not until when: an end that is still to come changes nothing yet. */
function postsOf({ posts }: Reader): string {
	return JSON.stringify(posts.map(({ validFrom: _, validTo: __, ...post }) => post));
}
