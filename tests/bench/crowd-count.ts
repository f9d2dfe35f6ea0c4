import { connect } from 'node:net';
import type { Ask } from './crowd.ts';

/*
 * The crowd of B3: sockets that open a WebSocket by hand and then count bytes, because a thousand
 * clients that parse would be what is measured.
 */

const counts: number[] = [];
let waiting: number | null = null;
let missing = 0;

process.on('message', (ask: Ask) => {
	if (ask.do === 'open') {
		open(ask).then(
			() => process.send?.('open'),
			(error: unknown) => process.send?.(error)
		);
	} else if (ask.do === 'count') {
		waiting = ask.bytes;
		missing = counts.filter((count) => count < ask.bytes).length;
		answerIfAll();
	}
});

async function open({ sockets, url, hello }: Ask & { do: 'open' }): Promise<void> {
	for (let first = 0; first < sockets; first += 50) {
		const some = Array.from({ length: Math.min(50, sockets - first) }, (_, i) => first + i);
		await Promise.all(some.map(async (socket) => come(new URL(url), hello, socket)));
	}
}

/** Resolves when the server has let it in: everything from then on counts. */
async function come(url: URL, hello: string | null, socket: number): Promise<void> {
	let greeting: string | null = '';
	counts[socket] = 0;
	await new Promise<void>((there, failed) => {
		const space = Buffer.allocUnsafe(64 * 1024);
		const client = connect({
			host: url.hostname,
			port: Number(url.port),
			onread: {
				buffer: space,
				callback: (bytes, data) => {
					if (greeting === null) {
						add(socket, bytes);
						return true;
					}
					const before = greeting;
					greeting += Buffer.from(data.buffer, data.byteOffset, bytes).toString('latin1');
					const joined = hello === null ? greeting.includes('\r\n\r\n') : /40\{.*\}/.test(greeting);
					if (hello !== null && !before.includes('0{') && /0\{.*\}/.test(greeting)) {
						client.write(frameOf(hello));
					}
					if (joined) {
						greeting = null;
						there();
					}
					return true;
				}
			}
		});
		client.on('error', failed);
		client.on('close', () => {
			failed(new Error('a socket was closed'));
		});
		client.write(
			`GET ${url.pathname}${url.search} HTTP/1.1\r\nHost: ${url.host}\r\nUpgrade: websocket\r\n` +
				'Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n' +
				'Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n\r\n'
		);
	});
}

/** A short text as a client's WebSocket frame, masked with zeros. */
function frameOf(text: string): Buffer {
	const body = Buffer.from(text);
	return Buffer.concat([Buffer.from([0x81, 0x80 | body.length, 0, 0, 0, 0]), body]);
}

function add(socket: number, bytes: number): void {
	const before = counts[socket] ?? 0;
	const after = before + bytes;
	counts[socket] = after;
	if (waiting === null || before >= waiting || after < waiting) return;
	missing -= 1;
	answerIfAll();
}

function answerIfAll(): void {
	if (waiting === null || missing > 0) return;
	const more = counts.find((count) => count !== waiting);
	process.send?.(more === undefined ? 'all' : new Error(`${more} bytes instead of ${waiting}`));
	waiting = null;
	counts.fill(0);
}
