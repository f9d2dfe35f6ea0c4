import type { Socket } from 'socket.io-client';
import type { Instant } from '../domain/calendar/time.ts';
import type {
	Changed,
	ClientToServer,
	Resume,
	Resumed,
	ServerToClient,
	Tallies
} from './contract.ts';
import {
	openLink,
	type Link,
	type LinkState,
	type LiveStatus,
	type Wire,
	type WireEvents
} from './link.ts';
import { asMessage } from './merge.ts';
import { LIVE_PATH } from './names.ts';

export interface LiveConnectionInput {
	/** The ledger entry up to which the page was made (its layout's load says so). */
	page: Resume | null;
	/** A wall's token; a desk has its session's cookie. */
	token?: string;
	/** What to read again: `refresher().add`. */
	hint: (hint: Pick<Changed, 'room' | 'ids'>) => void;
	/** Everything may be different: `invalidateAll`. */
	reload: () => void;
	/** Nobody is signed in any more: `invalidateAll`, whose guard leads to the sign-in page. */
	refused: () => void;
	/**
	 * The script that connects could not be fetched. A browser does not ask twice for a part of a page:
	 * only the page taken anew can help. Told again at every attempt to connect.
	 */
	unloadable?: () => void;
}

/**
 * The one socket of a page, made in its layout and handed down by context; never kept in a module,
 * which all readers share on the server. Does nothing until {@link start}.
 */
export class LiveConnection {
	status: LiveStatus = $state('connecting');
	/** The server's last word on what time it is. */
	asOf: string | null = $state(null);
	newBuild: boolean = $state(false);
	/** When the server last gave a sign of life, of the page's monotonic clock. */
	aliveAt = -Infinity;
	/** How often the server greeted this page anew. */
	reconnects = 0;

	readonly #input: LiveConnectionInput;
	#hearers: ((tallies: Tallies) => void)[] = [];
	#link: Link | null = null;
	#greeted = false;

	constructor(input: LiveConnectionInput) {
		this.#input = input;
	}

	/** Connects; call it in `onMount` and return what it returns. */
	start(): () => void {
		const { token, unloadable, ...rest } = this.#input;
		const link = openLink({
			...rest,
			wire: (events) =>
				socketWire(token, this.#withHearers(events), { alive: this.#alive, unloadable }),
			changed: (state) => {
				this.#show(state);
			}
		});
		this.#link = link;
		const seen = () => {
			if (document.visibilityState === 'visible') link.wake();
		};
		const online = () => {
			link.wake();
		};
		const leave = () => {
			link.leaving(true);
		};
		const back = ({ persisted }: PageTransitionEvent) => {
			if (!persisted) return;
			link.leaving(false);
			link.wake();
		};
		document.addEventListener('visibilitychange', seen);
		addEventListener('online', online);
		addEventListener('pagehide', leave);
		addEventListener('pageshow', back);
		return () => {
			document.removeEventListener('visibilitychange', seen);
			removeEventListener('online', online);
			removeEventListener('pagehide', leave);
			removeEventListener('pageshow', back);
			link.close();
			this.#link = null;
		};
	}

	/**
	 * Hears pushed figures, first all that are known already.
	 * @returns how to stop hearing, for `$effect`
	 */
	hear(tallies: (message: Tallies) => void): () => void {
		this.#hearers = [...this.#hearers, tallies];
		const known = this.#link?.state().figures ?? null;
		if (known !== null) tallies(asMessage(known));
		return () => {
			this.#hearers = this.#hearers.filter((one) => one !== tallies);
		};
	}

	/** The domain's now, by the server; null before it has said anything. */
	now(): Instant | null {
		return this.#link?.now() ?? null;
	}

	readonly #alive = (): void => {
		this.aliveAt = performance.now();
	};

	#show({ status, asOf, newBuild }: LinkState): void {
		this.status = status;
		this.asOf = asOf;
		this.newBuild = newBuild;
	}

	#withHearers(events: WireEvents): WireEvents {
		return {
			...events,
			welcome: (message) => {
				if (this.#greeted) this.reconnects += 1;
				this.#greeted = true;
				events.welcome(message);
			},
			tallies: (message) => {
				events.tallies(message);
				for (const hear of this.#hearers) hear(message);
			}
		};
	}
}

interface WireSurroundings {
	/** Empty: where the page came from. */
	address?: string;
	/** The server gave a sign of life. */
	alive?: () => void;
	/** See {@link LiveConnectionInput.unloadable}. */
	unloadable?: (() => void) | undefined;
}

/**
 * Socket.IO as a {@link Wire}: WebSocket only, one connection, reconnecting is the link's work. It is
 * loaded at the first connect: what a page was made with is on the screen before.
 */
export function socketWire(
	token: string | undefined,
	events: WireEvents,
	{ address = '', alive, unloadable }: WireSurroundings = {}
): Wire {
	const options = {
		path: LIVE_PATH,
		transports: ['websocket'],
		reconnection: false,
		autoConnect: false,
		forceNew: true,
		timeout: 5000,
		auth: token === undefined ? {} : { token }
	};
	let socket: Socket<ServerToClient, ClientToServer> | null = null;
	let wanted = false;
	const made = async () => {
		const { io } = await import('socket.io-client');
		if (socket !== null) return socket;
		const opened: Socket<ServerToClient, ClientToServer> =
			address === '' ? io(options) : io(address, options);
		opened.io.on('ping', () => alive?.());
		opened.on('welcome', events.welcome);
		opened.on('tallies', events.tallies);
		opened.on('changed', events.changed);
		opened.on('bye', events.bye);
		opened.on('disconnect', events.lost);
		opened.on('connect_error', ({ message }) => {
			events.refused(message);
		});
		socket = opened;
		return opened;
	};
	return {
		connect: () => {
			wanted = true;
			made().then(
				(opened) => {
					if (wanted && !opened.connected) opened.connect();
				},
				() => {
					if (!wanted) return;
					events.refused('unreachable');
					unloadable?.();
				}
			);
		},
		disconnect: () => {
			wanted = false;
			socket?.disconnect();
		},
		connected: () => socket?.connected ?? false,
		resume: async (from, patience): Promise<Resumed> =>
			(await made()).timeout(patience).emitWithAck('resume', from)
	};
}
