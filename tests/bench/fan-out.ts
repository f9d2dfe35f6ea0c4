import { createServer } from 'node:http';
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';
import { Server } from 'socket.io';
import { WebSocketServer } from 'ws';
import { noCounts, tallyOf, type Counts } from '#lib/domain/reports/tally.ts';
import type { AgencyFigures, Overview } from '#lib/domain/reports/overview.ts';
import { LIVE_PATH, type AgencyTallies, type Tallies } from '#lib/live/contract.ts';
import { AGGREGATES } from '#lib/server/live/audience.ts';
import { openBoard } from '#lib/server/live/board.ts';
import { fanOut, packetOf } from '#lib/server/live/fan-out.ts';
import type { LiveServer } from '#lib/server/live/handshake.ts';
import { isSlow } from '#lib/server/live/slow.ts';
import { bound, startCrowd, type Crowd } from './crowd.ts';
import { alternate, compared, machine, median, rounded, type Bench } from './result.ts';

const SOCKETS = 1_000;
const AGENCIES = 500;
/** Agencies in a message: one that a dossier came to, and the two above it. */
const ROWS = 3;
const ROUNDS = 5;
const CHANGES_PER_SECOND = 10_000;
const TELLS_PER_SECOND = 4;

/**
 * B3: one message of the figures to 1,000 sockets in one room, many times, by our fan-out and by a
 * loop of `send` over bare `ws` clients with the same bytes in a buffer made once. Then the CPU of
 * telling 10,000 changes a second, gathered four times a second, against one `emit` for each change.
 *
 * The server is this process alone; the crowd, one for each side, counts bytes in its own, and the
 * end of a round is when every socket has received every byte.
 */
export const fanOutToMany: Bench = async function* ({ quick }) {
	const closers: (() => Promise<unknown>)[] = [];
	try {
		const ours = await openOurs(closers);
		const reference = await openReference(closers);
		yield await throughput(ours, reference, quick);
		yield await useful(ours, quick);
	} finally {
		for (const close of closers.reverse()) await close();
	}
};

async function throughput(ours: Ours, reference: Reference, quick: boolean) {
	const messages = quick ? 40 : 100;
	const province = openFigures();
	const changed = openBoard().changes({
		...province.overview(),
		agencies: province.overview().agencies.slice(0, ROWS)
	});
	const text = `4${packetOf('tallies', JSON.stringify(changed))}`;
	const frame = Buffer.from(text);
	const cpu: [number[], number[]] = [[], []];
	const round = async (crowd: Crowd, send: () => void, cpuOf: number[], count = messages) => {
		const all = crowd.count(count * onWire(frame.length));
		const before = process.cpuUsage();
		const began = performance.now();
		for (let i = 0; i < count; i++) {
			send();
			await turn();
		}
		await all;
		const seconds = (performance.now() - began) / 1_000;
		cpuOf.push((1e6 * cpuSince(before)) / (count * SOCKETS));
		return (count * SOCKETS) / seconds;
	};
	const tell = () => {
		fanOut(ours.io, [AGGREGATES], 'tallies', changed);
	};
	const loop = () => {
		for (const client of reference.webSockets.clients) client.send(frame, { binary: false });
	};
	// Once unmeasured, so that both sides are compiled.
	await round(ours.crowd, tell, [], 20);
	await round(reference.crowd, loop, [], 20);
	const found = await alternate(
		ROUNDS,
		async () => round(ours.crowd, tell, cpu[0]),
		async () => round(reference.crowd, loop, cpu[1])
	);
	return compared(found, {
		bench: 'B3',
		unit: 'deliveries/s',
		goal: 'ratio ≥ 0.70 (aim 0.85)',
		meets: (_, ratio) => ratio >= 0.7,
		conditions: {
			...machine(),
			sockets: SOCKETS,
			messages,
			bytes: frame.length,
			serverCpuMicrosecondsPerDelivery: {
				ours: rounded(median(cpu[0]), 3),
				reference: rounded(median(cpu[1]), 3)
			}
		}
	});
}

/** Both sides to the same sockets: what differs is how often they are written to. */
async function useful({ io, crowd }: Ours, quick: boolean) {
	const seconds = quick ? 1 : 3;
	const emitted = quick ? 50 : 100;
	const province = openFigures();
	const board = openBoard();
	board.changes(province.overview());
	const drained: number[] = [];
	const sizes: number[] = [];
	/** Milliseconds for which telling everybody once keeps the process. */
	const busy: number[] = [];
	let slow = 0;

	/** CPU seconds for each change. */
	const gathered = async (): Promise<number> => {
		const before = process.cpuUsage();
		const began = performance.now();
		let bytes = 0;
		let changes = 0;
		let told = began;
		while (told - began < seconds * 1_000) {
			// The changes come evenly; a hundredth of a second of them at a time. Those that came while
			// everybody was told are in the next.
			const due = told + 1_000 / TELLS_PER_SECOND;
			do {
				await wait(Math.max(0, Math.min(10, due - performance.now())));
				const upTo = Math.floor(((performance.now() - began) / 1_000) * CHANGES_PER_SECOND);
				for (; changes < upTo; changes++) province.change(changes);
			} while (performance.now() < due);
			told = performance.now();
			const message = board.changes(province.overview());
			const largest = JSON.stringify(message).length;
			for (const socket of io.sockets.sockets.values()) if (isSlow(socket, largest)) slow += 1;
			fanOut(io, [AGGREGATES], 'tallies', message);
			busy.push(performance.now() - told);
			const size = 1 + packetOf('tallies', '').length + largest;
			sizes.push(size);
			bytes += onWire(size);
		}
		const last = performance.now();
		await crowd.count(bytes);
		drained.push(performance.now() - last);
		return cpuSince(before) / changes;
	};
	const naive = async (): Promise<number> => {
		const before = process.cpuUsage();
		let bytes = 0;
		for (let change = 0; change < emitted; change++) {
			const row = province.change(change);
			const message: Tallies = { ...province.overview(), agencies: [row] };
			io.to(AGGREGATES).emit('tallies', message);
			bytes += onWire(1 + packetOf('tallies', JSON.stringify(message)).length);
			await turn();
		}
		await crowd.count(bytes);
		return cpuSince(before) / emitted;
	};
	const found = await alternate(ROUNDS, gathered, naive);
	const perSecond = (values: number[]) => values.map((value) => value * CHANGES_PER_SECOND);
	return compared(
		{ ours: perSecond(found.ours), reference: perSecond(found.reference) },
		{
			bench: 'B3 gathered',
			unit: 'CPU seconds for each second of changes',
			goal: 'ratio ≤ 0.05',
			meets: (_, ratio) => ratio <= 0.05,
			conditions: {
				...machine(),
				sockets: SOCKETS,
				agencies: AGENCIES,
				changesPerSecond: CHANGES_PER_SECOND,
				tellsPerSecondAtMost: TELLS_PER_SECOND,
				tells: sizes.length,
				seconds: ROUNDS * seconds,
				oneTellMs: rounded(median(busy)),
				bytesOfATell: median(sizes),
				drainedMs: rounded(median(drained)),
				slowClients: slow,
				reference: `${emitted} changes emitted one by one, times ${CHANGES_PER_SECOND / emitted}`
			}
		}
	);
}

/** Seconds of this process, in user and kernel. */
function cpuSince(before: NodeJS.CpuUsage): number {
	const { user, system } = process.cpuUsage(before);
	return (user + system) / 1e6;
}

/** Bytes of a server's WebSocket frame with so many of payload. */
function onWire(payload: number): number {
	return payload + (payload < 126 ? 2 : payload < 65_536 ? 4 : 10);
}

/** The figures of so many agencies, in memory. */
function openFigures(): { change(n: number): AgencyTallies; overview(): Overview } {
	const counts: Counts[] = [];
	const agencies = Array.from({ length: AGENCIES }, (_, n): AgencyFigures => {
		const own = noCounts();
		// Of a size that a department's figures have.
		for (const figure of Object.keys(own) as (keyof Counts)[]) own[figure] = 100 + n;
		counts.push(own);
		return {
			code: `H21.${100 + n}`,
			name: 'Sở Tư pháp',
			kind: 'so',
			level: 'tinh',
			accountable: true,
			vertical: false,
			parent: null,
			ended: false,
			tally: tallyOf(own),
			own: tallyOf(own),
			freshness: {
				lastEventAt: '2026-11-20T09:00:00+07:00',
				lastArrivalAt: '2026-11-20T09:00:05+07:00',
				stale: false
			}
		};
	});
	const province = noCounts();
	let seq = 1_000_000;
	return {
		change: (n) => {
			const index = n % AGENCIES;
			const own = counts[index];
			const agency = agencies[index];
			if (own === undefined || agency === undefined) throw new Error('no such agency');
			for (const each of [own, province]) {
				each.received += 1;
				each['open.inTime'] += 1;
			}
			seq += 1;
			agency.tally = agency.own = tallyOf(own);
			const { code, tally, freshness } = agency;
			return { code, tally, own: agency.own, freshness };
		},
		overview: () => ({
			epoch: '0198c0de-0000-7000-8000-000000000000',
			seq,
			asOf: '2026-11-20T09:00:05+07:00',
			from: '2026-11-01',
			to: '2026-11-20',
			pending: 0,
			province: tallyOf(province),
			agencies
		})
	};
}

interface Ours {
	io: LiveServer;
	crowd: Crowd;
}

/** Socket.IO with the settings of the live server; no ping falls into what is counted. */
async function openOurs(closers: (() => Promise<unknown>)[]): Promise<Ours> {
	const server = createServer();
	const io: LiveServer = new Server(server, {
		path: LIVE_PATH,
		transports: ['websocket'],
		serveClient: false,
		allowUpgrades: false,
		perMessageDeflate: false,
		httpCompression: false,
		pingInterval: 600_000
	});
	io.on('connection', (socket) => {
		void socket.join(AGGREGATES);
	});
	const port = await bound(server);
	closers.push(async () => io.close());
	const crowd = startCrowd('crowd-count.ts');
	closers.push(crowd.close);
	await crowd.open(
		SOCKETS,
		`http://127.0.0.1:${port}${LIVE_PATH}/?EIO=4&transport=websocket`,
		'40'
	);
	return { io, crowd };
}

interface Reference {
	webSockets: WebSocketServer;
	crowd: Crowd;
}

async function openReference(closers: (() => Promise<unknown>)[]): Promise<Reference> {
	const server = createServer();
	const webSockets = new WebSocketServer({ server, perMessageDeflate: false });
	const port = await bound(server);
	closers.push(async () => {
		for (const client of webSockets.clients) client.terminate();
		webSockets.close();
		await new Promise((done) => server.close(done));
	});
	const crowd = startCrowd('crowd-count.ts');
	closers.push(crowd.close);
	await crowd.open(SOCKETS, `http://127.0.0.1:${port}/`, null);
	return { webSockets, crowd };
}
