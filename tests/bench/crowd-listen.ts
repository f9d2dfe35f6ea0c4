import { WebSocket, type RawData } from 'ws';
import { monotonic, type Ask } from './crowd.ts';

/*
 * The crowd of B2: `ws` clients that note when they hear which number. They understand no more of
 * Socket.IO than that takes, so that they cost the same on both sides.
 */

const OPEN = '0{';
const PING = '2';
const PONG = '3';
const FIGURES = '42["tallies"';
const HINT = '42["changed"';

/** The highest number that each socket has heard of. */
let reached: number[] = [];
let receipts: number[] = [];
let waiting: number | null = null;

process.on('message', (ask: Ask) => {
	if (ask.do === 'open') {
		open(ask).then(
			() => process.send?.('open'),
			(error: unknown) => process.send?.(error)
		);
	} else if (ask.do === 'listen') {
		waiting = ask.upTo;
		answerIfAll();
	}
});

async function open({ sockets, url, hello }: Ask & { do: 'open' }): Promise<void> {
	reached = Array.from({ length: sockets }, () => 0);
	for (let first = 0; first < sockets; first += 50) {
		const some = reached.slice(first, first + 50).map(async (_, i) => come(url, hello, first + i));
		await Promise.all(some);
	}
}

/** Resolves when it will hear everything that follows: after its first figures, or at once. */
async function come(url: string, hello: string | null, socket: number): Promise<void> {
	const client = new WebSocket(url, { perMessageDeflate: false });
	await new Promise<void>((there, failed) => {
		client.on('error', failed);
		client.on('close', () => {
			failed(new Error('a socket was closed'));
		});
		if (hello === null) client.once('open', there);
		client.on('message', (data: RawData) => {
			const at = monotonic();
			const text = (data as Buffer).toString();
			if (text.startsWith(HINT)) {
				hear(socket, numberIn(text), at);
			} else if (text.startsWith(FIGURES)) {
				there();
				if (socket === 0) receipts.push(-1, numberIn(text), at);
			} else if (text === PING) client.send(PONG);
			else if (text.startsWith(OPEN) && hello !== null) client.send(hello);
		});
	});
}

function hear(socket: number, number: number, at: number): void {
	receipts.push(socket, number, at);
	if (number > (reached[socket] ?? 0)) reached[socket] = number;
	if (waiting !== null && number >= waiting) answerIfAll();
}

function answerIfAll(): void {
	const upTo = waiting;
	if (upTo === null || reached.some((number) => number < upTo)) return;
	waiting = null;
	process.send?.(Float64Array.from(receipts));
	receipts = [];
}

/** `"seq":17` */
function numberIn(text: string): number {
	return parseInt(text.slice(text.indexOf('"seq":') + 6, text.indexOf('"seq":') + 22), 10);
}
