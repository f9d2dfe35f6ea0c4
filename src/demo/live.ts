/**
 * The live feed of the demo: what the simulated province does from the anchor on, sent as it happens.
 * Only the anchor, the seed and the time decide what is sent, so a restart goes on where the last run
 * stopped, and after a night off the gap is filled with what happened in its working hours.
 */
import { setImmediate } from 'node:timers/promises';
import type { Instant } from '#lib/domain/calendar/time.ts';
import { parcels } from './simulator/batches.ts';
import { busyness, chatter } from './simulator/chatter.ts';
import { DEMO_SEED, silentSince } from './simulator/history.ts';
import { SILENT_AGENCY } from './simulator/lanes.ts';
import { allOrders, type Order } from './simulator/orders.ts';
import { readProgress, writeProgress } from './simulator/progress-file.ts';
import { queue } from './simulator/queue.ts';
import { pause, send, type Door } from './simulator/sender.ts';
import { firstDay, today } from './simulator/today.ts';
import { dayNumber } from './simulator/work-days.ts';

export interface LiveFeedOptions {
	origin: string;
	/** A feed key; its lag counts. */
	key: string;
	/** A feed key declared as backfill: what is sent after a gap goes through it, as late delivery. */
	backfillKey?: string;
	/** The domain's clock, a training clock included. */
	clock: { now(): Instant };
	/** Messages a real second in office hours; 0 sends nothing. */
	rate: number;
	/** The same instant as the history was loaded with. */
	anchor: Instant;
	seed?: number;
	/** Keeps how far the feed has come, e.g. `DATA_DIR/simulator.json`. */
	stateFile?: string;
	/** Told when the door refuses for good, and the feed has stopped. */
	onRefused?: (failure: unknown) => void;
}

export interface LiveFeed {
	/** Messages that the door has taken since the start. */
	sent(): number;
	/** Resolves when nothing is under way any more. */
	stop(): Promise<void>;
}

const TICK = 1000;
/** A pause longer than this is a gap: its messages are declared as late delivery. */
const GAP = 15 * 60_000;
const SLICE = 4000;
/** Whoever started the feed has better to do in its first second. */
const HEAD_START = 1000;
const STATE_EVERY = 10;

function speaks(order: Order, anchor: Instant): boolean {
	return order.life.agency !== SILENT_AGENCY || order.sendAt <= silentSince(anchor);
}

/** Starts sending; returns at once. */
export function startLiveFeed(options: LiveFeedOptions): LiveFeed {
	const stopping = new AbortController();
	let sent = 0;
	const running = run(options, stopping.signal, (count) => (sent += count)).catch((failure) => {
		if (!stopping.signal.aborted) options.onRefused?.(failure);
	});
	return {
		sent: () => sent,
		async stop() {
			stopping.abort();
			await running;
		}
	};
}

async function run(
	options: LiveFeedOptions,
	signal: AbortSignal,
	count: (messages: number) => void
): Promise<void> {
	const { origin, key, clock, rate, anchor, stateFile, seed = DEMO_SEED } = options;
	if (rate <= 0) return;
	const kept = stateFile === undefined ? null : await readProgress(stateFile, seed, anchor);
	const since = kept?.sentUntil ?? anchor;
	const world = today(seed, anchor);
	const waiting = queue();
	const talk = chatter(seed);
	let nextDay = firstDay(anchor);
	let sentUntil = since;

	/** Takes in the dossiers of a day, those of the past too: many of them are still under way. */
	function live(day: number): void {
		for (const life of world.on(day)) {
			const end = life.moments.at(-1)?.at ?? 0;
			if (end < since - 3 * 86_400_000) continue;
			for (const order of allOrders(life)) {
				if (order.sendAt > since && speaks(order, anchor)) waiting.add(order);
			}
			if (life.agency !== SILENT_AGENCY) talk.add(life);
		}
	}
	async function deliver(door: Door, orders: readonly Order[]): Promise<void> {
		for (const parcel of parcels(orders, 'H21')) {
			await send(door, parcel.open(), signal);
			count(parcel.size);
		}
		for (const order of orders) talk.remember(order);
	}
	async function keep(): Promise<void> {
		if (stateFile !== undefined) await writeProgress(stateFile, { seed, anchor, sentUntil });
	}
	async function sendDue(door: Door, now: Instant): Promise<number> {
		let total = 0;
		for (;;) {
			const due = waiting.take(now, SLICE);
			if (due.length > 0) await deliver(door, due);
			total += due.length;
			sentUntil = due.length < SLICE ? now : (due.at(-1)?.sendAt ?? now);
			if (due.length < SLICE) return total;
			await keep();
		}
	}

	async function chat(now: Instant, wanted: number): Promise<void> {
		const { steps, again } = talk.say(now, wanted, busyness(world.days, now) > 0.5);
		const door = { origin, key };
		if (steps.length > 0) {
			await send(
				door,
				{
					unit: 'H21',
					service: 'CapNhatTienDoHoSoMC',
					shape: 'national',
					session: `demo-live-${now}`,
					records: steps
				},
				signal
			);
			count(steps.length);
		}
		for (const parcel of parcels(again, 'H21')) {
			await send(door, parcel.open(), signal);
			count(parcel.size);
		}
	}

	await pause(HEAD_START, signal);
	let budget = 0;
	try {
		for (let tick = 0; !signal.aborted; tick += 1) {
			const now = clock.now();
			const started = performance.now();
			for (; nextDay <= dayNumber(now); nextDay += 1) {
				live(nextDay);
				// A year of days is a second of work, and the process has others to serve.
				await setImmediate();
				if (signal.aborted) return;
			}
			const late = now - sentUntil > GAP && tick === 0;
			const door = { origin, key: late ? (options.backfillKey ?? key) : key };
			const real = await sendDue(door, now);
			budget = Math.max(-rate, Math.min(budget, rate * 5) - (late ? 0 : real));
			const wanted = Math.max(0, Math.floor(budget));
			if (wanted > 0) {
				budget -= wanted;
				await chat(now, wanted);
			}
			if (tick % STATE_EVERY === 0) await keep();
			await pause(Math.max(20, TICK - (performance.now() - started)), signal);
			budget += (rate * busyness(world.days, now) * (performance.now() - started)) / 1000;
		}
	} finally {
		await keep();
	}
}
