import {
	createServer,
	request as ask,
	type Server as HttpServer,
	type IncomingMessage,
	type ServerResponse
} from 'node:http';
import { Server } from 'socket.io';
import type { Overview } from '#lib/domain/reports/overview.ts';
import {
	LIVE_PATH,
	type ClientToServer,
	type ServerToClient,
	type Tallies
} from '#lib/live/contract.ts';
import { openReplay, type Replay } from './replay.ts';

/** A server that a wall takes for the product: pages and commands are the product's, the figures replayed. */
export interface Front {
	url: string;
	/** Begins to replay, with the figures that stand now. */
	replay(start: Overview, speed: number): void;
	sent(): number;
	/** Cuts every connection, as a network does. */
	cut(): void;
	close(): Promise<void>;
}

/** Sixty times a second, as many messages as are due. */
const SEND_EVERY_MS = 16;
/** The board's slower figures are the product's; a fast rotation asks for them more often than any wall. */
const BOARD_KEPT_MS = 2000;

/** @param appUrl where the product listens, or will */
export async function openFront(appUrl: string): Promise<Front> {
	let running: { replay: Replay; speed: number; began: number; from: number } | null = null;
	let board: { at: number; body: Record<string, unknown> } | null = null;

	const server = createServer((incoming, outgoing) => {
		const boardIsKept = incoming.url === '/wall/board' && running !== null;
		(boardIsKept ? readBoard(incoming, outgoing) : pass(incoming, outgoing)).catch(() => {
			outgoing.destroy();
		});
	});

	async function pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
		const answer = await forwarded(incoming);
		outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
		answer.pipe(outgoing);
	}

	async function forwarded(incoming: IncomingMessage): Promise<IncomingMessage> {
		return new Promise((answered, failed) => {
			const { method, headers, url } = incoming;
			const options = { headers, ...(method === undefined ? {} : { method }) };
			const passed = ask(new URL(url ?? '/', appUrl), options, answered);
			passed.once('error', failed);
			incoming.pipe(passed);
		});
	}

	async function readBoard(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
		if (board === null || performance.now() - board.at > BOARD_KEPT_MS) {
			const answer = await forwarded(incoming);
			const chunks: Buffer[] = [];
			for await (const chunk of answer) chunks.push(chunk as Buffer);
			const body = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
			board = { at: performance.now(), body };
		}
		outgoing.writeHead(200, { 'content-type': 'application/json' });
		outgoing.end(JSON.stringify(withFigures(board.body, running?.replay.whole())));
	}

	const io = new Server<ClientToServer, ServerToClient>(server, {
		path: LIVE_PATH,
		transports: ['websocket'],
		serveClient: false,
		perMessageDeflate: false,
		// The page's clock runs as fast as the replay: what it waits for a ping is as much shorter.
		pingInterval: 600_000,
		pingTimeout: 600_000
	});
	io.on('connection', (socket) => {
		if (running === null) {
			socket.conn.close();
			return;
		}
		const whole = running.replay.whole();
		const { epoch, seq, asOf } = whole;
		socket.emit('welcome', { epoch, seq, asOf, build: 'soak' });
		socket.emit('tallies', whole);
		socket.on('resume', (_from, answer) => {
			answer({ seq: running?.replay.whole().seq ?? seq, missed: [] });
		});
	});
	const sending = setInterval(() => {
		if (running === null) return;
		const passed = (performance.now() - running.began) * running.speed;
		for (const message of running.replay.until(running.from + passed)) io.emit('tallies', message);
	}, SEND_EVERY_MS);

	const port = await listening(server);
	return {
		url: `http://localhost:${port}`,
		replay: (start, speed) => {
			const replay = openReplay(start, 1);
			running = { replay, speed, began: performance.now(), from: Date.parse(start.asOf) };
			for (const socket of io.sockets.sockets.values()) socket.conn.close();
		},
		sent: () => running?.replay.sent() ?? 0,
		cut: () => {
			for (const socket of io.sockets.sockets.values()) socket.conn.close();
		},
		close: async () => {
			clearInterval(sending);
			await io.close();
			server.closeAllConnections();
		}
	};
}

/** The product's board with the replayed figures in it, as a server would give it that has both. */
function withFigures(body: Record<string, unknown>, now: Tallies | undefined): unknown {
	if (now === undefined) return body;
	const { epoch, seq, asOf, pending, province } = now;
	const tallies = new Map(now.agencies.map((row) => [row.code, row]));
	const agencies = (body['agencies'] as { code: string }[]).map((agency) => {
		const row = tallies.get(agency.code);
		return row === undefined ? agency : { ...agency, tally: row.tally, freshness: row.freshness };
	});
	return { ...body, ...{ epoch, seq, asOf, pending, whole: province, agencies } };
}

/** A port that nobody has: an app behind a front is told its public address before it listens. */
export async function freePort(): Promise<number> {
	const server = createServer();
	const port = await listening(server);
	await new Promise((closed) => server.close(closed));
	return port;
}

async function listening(server: HttpServer): Promise<number> {
	await new Promise<void>((bound) => {
		server.listen(0, '127.0.0.1', bound);
	});
	const address = server.address();
	return typeof address === 'object' && address !== null ? address.port : 0;
}
