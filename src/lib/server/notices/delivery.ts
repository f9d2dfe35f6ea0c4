import { PgBoss } from 'pg-boss';
import type { Log } from '../log.ts';
import type { Database } from '../store/database.ts';
import {
	claimSend,
	markQueued,
	queueAgain,
	settleSend,
	waitingSends,
	type Send
} from '../store/notice-sends.ts';
import type { Channel } from './channel.ts';
import { JOB_SCHEMA, NOTICE_QUEUE, RETRIES } from './job-tables.ts';

const BATCH = 500;

export interface DeliveryOptions {
	/** As owner. */
	database: Database;
	/** The owner's address. */
	url: string;
	log: Log;
	channels: readonly Channel[];
	/** Seconds of real time between two looks, shorter in tests. */
	poll?: number;
}

/** What leaves the program, for as long as the server runs. */
export interface Delivery {
	/** Hands over what waits. */
	handOver(): Promise<void>;
	close(): Promise<void>;
}

/**
 * Carries notices out by pg-boss, whose tables were made beside the migrations (`makeJobTables`). What is to leave stands in our own table, written with the notice; the
 * queue only carries it, so that a job that is lost or comes twice neither loses nor doubles a message.
 */
export async function startDelivery(options: DeliveryOptions): Promise<Delivery> {
	const { database, url, log, channels, poll = 5 } = options;
	const byName = new Map(channels.map((channel) => [channel.name, channel]));
	const boss = new PgBoss({
		...{ connectionString: url, schema: JOB_SCHEMA, application_name: 'don-doc jobs', max: 3 },
		...{ schedule: false, migrate: false }
	});
	boss.on('error', (error) => {
		log.warn({ err: error }, 'the queue of notices cannot reach the database');
	});
	await boss.start();
	await queueAgain(database.sql);

	async function carry(send: Send): Promise<void> {
		const channel = byName.get(send.channel);
		const claimed = await claimSend(database.sql, send);
		if (claimed === null || channel === undefined) return;
		const { accountId, email, name, level, count, at, tries } = claimed;
		const to = { id: accountId, email, name };
		const outcome = await channel.send({ id: send.noticeId, to, level, count, at });
		log[outcome === 'sent' ? 'info' : 'warn']({ ...send, outcome }, 'notice handed over');
		// Nobody knows whether it arrived, so it stays in hand and is not sent again.
		if (outcome === 'unknown') return;
		const later = outcome === 'later' && tries <= RETRIES;
		await settleSend(
			database.sql,
			send,
			outcome === 'sent' ? 'sent' : later ? 'queued' : 'refused'
		);
		if (later) throw new Error('to be tried again');
	}
	await boss.work<Send>(NOTICE_QUEUE, { pollingIntervalSeconds: poll }, async (jobs) => {
		for (const { data } of jobs) await carry(data);
	});

	async function hand(): Promise<void> {
		for (;;) {
			const sends = await waitingSends(database.sql, BATCH);
			if (sends.length === 0) return;
			await boss.insert(
				NOTICE_QUEUE,
				sends.map((send) => ({ data: { ...send } }))
			);
			await markQueued(database.sql, sends);
			if (sends.length < BATCH) return;
		}
	}
	let running: Promise<void> = Promise.resolve();
	const handOver = async () =>
		(running = running.then(hand).catch((error: unknown) => {
			log.warn({ err: error }, 'notices wait to be handed over');
		}));
	// What the pages' process has written waits no longer than this.
	const timer = setInterval(() => void handOver(), poll * 1000).unref();
	return {
		handOver,
		close: async () => {
			clearInterval(timer);
			await running;
			await boss.stop({ graceful: true, timeout: 2000 });
			for (const channel of channels) channel.close();
		}
	};
}
