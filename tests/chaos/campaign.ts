import { setTimeout as wait } from 'node:timers/promises';
import { findEmbedded } from '#lib/server/embedded/start-embedded.ts';
import { startApp, type App } from '../setup/app.ts';
import { poster } from '../setup/stage.ts';
import type { Batch } from './lives.ts';

export type Fault = 'kill' | 'stop';

export interface Campaign {
	/** The app that runs at the beginning, on a database that already has its province. */
	app: App;
	env: Record<string, string>;
	feedKey: string;
	batches: Batch[];
	senders: number;
	/** How often the app is killed (F1), and how often the database under it (F2). */
	kills: number;
	stops: number;
	roll: () => number;
	/** Milliseconds after which no further fault begins, however many were asked for. */
	lasting: number;
	/** Milliseconds after which a campaign that has not ended counts as stuck. */
	patience: number;
}

export interface Report {
	kills: number;
	stops: number;
	/** Answers by status; `broken`: under way when its connection ended; `closed`: nobody there. */
	answers: Record<string, number>;
	/** Answers other than 200 and 503, which no sender should ever see. */
	wrong: string[];
	/** Acknowledged, and sent again as if the acknowledgement had been lost. */
	lostAcks: number;
	/** Batches sent once more after all had been acknowledged, so that no fault met an idle app. */
	repeated: number;
	/** The longest time from a fault to the next acknowledged batch, in milliseconds. */
	longestOutage: Record<Fault, number>;
}

/** Every tenth acknowledgement is lost on its way to the sender. */
const LOST = 0.1;
/** A request that is neither answered nor broken off after this long hangs. */
const HANGS = 45_000;

/**
 * Sends all batches until each is acknowledged, while the app is killed with SIGKILL and PostgreSQL
 * stopped at once under it, in an order and after pauses that the dice choose, always with a batch
 * under way. Ends when everything has been sent and every fault has happened.
 *
 * @param keep is given each app that takes the place of a killed one
 * @throws Error when the app ends by itself, answers wrongly, hangs, or `patience` is over
 */
export async function runCampaign(campaign: Campaign, keep: (app: App) => void): Promise<Report> {
	const { env, feedKey, roll } = campaign;
	const report: Report = {
		kills: 0,
		stops: 0,
		answers: {},
		wrong: [],
		lostAcks: 0,
		repeated: 0,
		longestOutage: { kill: 0, stop: 0 }
	};
	const queue = [...campaign.batches];
	const faults = shuffled(campaign, roll);
	const began = performance.now();
	let app = campaign.app;
	/** Batches that are being answered now. */
	let underWay = 0;
	/** Faults so far, and batches acknowledged that were sent after the last one. */
	let happened = 0;
	let acknowledged = 0;
	let broken: { fault: Fault; at: number } | null = null;
	let dying = false;
	let failed = false;

	function goesOn(): void {
		if (failed) throw new Error('another part of the campaign failed');
		if (performance.now() - began > campaign.patience) {
			throw stuck(`not over after ${campaign.patience} ms`);
		}
		const { exitCode, signalCode } = app.process;
		if (!dying && (exitCode !== null || signalCode !== null)) throw stuck('it ended by itself');
	}
	const stuck = (why: string) => new Error(`the app: ${why}\n${app.said().slice(-4000)}`);

	function next(): Batch | undefined {
		const batch = queue.shift();
		if (batch !== undefined || faults.length === 0) return batch;
		report.repeated++;
		return campaign.batches[Math.floor(roll() * campaign.batches.length)];
	}

	async function deliver(door: Door, { service, records }: Batch): Promise<void> {
		const body = JSON.stringify({ madonvi: 'H21', service, isUpdating: 'False', data: records });
		for (;;) {
			goesOn();
			underWay++;
			const sentAfter = happened;
			const answer = await door.post(app.url, body).finally(() => underWay--);
			const told = answer.status === 0 ? answer.body : String(answer.status);
			report.answers[told] = (report.answers[told] ?? 0) + 1;
			if (told === 'hangs') throw stuck(`no answer after ${HANGS} ms`);
			if (answer.status === 200) {
				heard(answer.body, records.length, sentAfter);
				if (roll() >= LOST) return;
				report.lostAcks++;
				continue;
			}
			if (answer.status !== 0 && answer.status !== 503) report.wrong.push(`${told} ${answer.body}`);
			await wait(20 + roll() * 60);
		}
	}

	function heard(body: string, sent: number, sentAfter: number): void {
		const { accepted, unchanged }: { accepted: number; unchanged: number } = JSON.parse(body);
		if (accepted + unchanged !== sent) throw stuck(`of ${sent}: ${body.slice(0, 300)}`);
		if (sentAfter < happened) return;
		acknowledged++;
		if (broken === null) return;
		const { fault, at } = broken;
		const lasted = Math.round(performance.now() - at);
		report.longestOutage[fault] = Math.max(report.longestOutage[fault], lasted);
		broken = null;
	}

	async function send(): Promise<void> {
		const door = openDoor(feedKey);
		try {
			for (let batch = next(); batch; batch = next()) await deliver(door, batch);
		} finally {
			door.close();
		}
	}

	async function breakThings(): Promise<void> {
		for (let fault = faults[0]; fault; fault = faults[0]) {
			await wait(100 + roll() * 400);
			while (underWay === 0 || acknowledged === 0) {
				goesOn();
				await wait(1);
			}
			const postmaster = await postmasterOf(app);
			happened++;
			acknowledged = 0;
			broken = { fault, at: performance.now() };
			if (fault === 'kill') {
				dying = true;
				await app.end('SIGKILL');
				keep((app = await startApp(app.dataDir, env)));
				dying = false;
				report.kills++;
			} else {
				process.kill(postmaster, 'SIGQUIT');
				report.stops++;
			}
			while (broken !== null) {
				goesOn();
				await wait(5);
			}
			await app.ready();
			// Only now: as long as a fault is to come, the senders go on.
			if (performance.now() - began < campaign.lasting) faults.shift();
			else faults.length = 0;
		}
	}

	const parts = [breakThings(), ...Array.from({ length: campaign.senders }, send)];
	try {
		await Promise.all(parts);
	} catch (error) {
		failed = true;
		await Promise.allSettled(parts);
		throw error;
	}
	await app.ready();
	return report;
}

function shuffled({ kills, stops }: Campaign, roll: () => number): Fault[] {
	const faults: Fault[] = [
		...Array.from({ length: kills }, () => 'kill' as const),
		...Array.from({ length: stops }, () => 'stop' as const)
	];
	return faults
		.map((fault) => ({ fault, at: roll() }))
		.sort((a, b) => a.at - b.at)
		.map(({ fault }) => fault);
}

/** The process of the embedded database that the app runs on. */
export async function postmasterOf(app: App): Promise<number> {
	const server = await findEmbedded(app.dataDir);
	if (server === null) throw new Error('the embedded database does not run');
	return server.pid;
}

interface Door {
	/** What was answered; status 0 with `broken`, `closed` or `hangs` when nothing was. */
	post(url: string, body: string): Promise<{ status: number; body: string }>;
	close(): void;
}

/** The feed door of an app that comes again at another address. */
function openDoor(feedKey: string): Door {
	let url = '';
	let current: ReturnType<typeof poster> | undefined;
	return {
		async post(asked, body) {
			if (current === undefined || asked !== url) {
				current?.close();
				current = poster(asked, feedKey);
				url = asked;
			}
			const patience = new AbortController();
			const posted = current.post('/api/v1/feed', body);
			try {
				return await Promise.race([
					posted,
					wait(HANGS, { status: 0, body: 'hangs' }, { signal: patience.signal })
				]);
			} catch (error) {
				const refused = error instanceof Error && Reflect.get(error, 'code') === 'ECONNREFUSED';
				return { status: 0, body: refused ? 'closed' : 'broken' };
			} finally {
				posted.catch(() => undefined);
				patience.abort();
			}
		},
		close: () => current?.close()
	};
}
