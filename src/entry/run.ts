import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startHeadFile } from '#lib/server/audit-heads.ts';
import { awaitFolder, makeDataFolder } from '#lib/server/embedded/data-folder.ts';
import type { EmbeddedServer } from '#lib/server/embedded/start-embedded.ts';
import { createLog } from '#lib/server/log.ts';
import { startEvidenceSweep } from '#lib/server/evidence-sweep.ts';
import { startMornings, type MorningPost } from '#lib/server/mornings.ts';
import type { Delivery } from '#lib/server/notices/delivery.ts';
import { startFindingWatch } from '#lib/server/finding-watch.ts';
import { startTelling } from '#lib/server/notices/telling.ts';
import { startRechecks } from '#lib/server/rechecks.ts';
import { startRhythms } from '#lib/server/rhythms.ts';
import { startTaskPeriods } from '#lib/server/task-periods.ts';
import { secretIn } from '#lib/server/secrets.ts';
import { channelsOf, clockOf, readSettings, type Settings } from '#lib/server/settings.ts';
import { evidenceIn } from '#lib/server/store/evidence-bytes.ts';
import { openRulebook } from '#lib/server/store/rulebook.ts';
import { BODY_LIMIT, openFront, type Front } from './front.ts';
import type { Demo, Surroundings } from './parts.ts';
import { trackProgress, type Progress } from './progress.ts';
import { readiness, type Parts } from './ready.ts';
import { openStore, refuseEarlyClock } from './store.ts';
import { complain, HeldError, onceAsked, say } from './terminal.ts';
import { builtPages, developmentPages, type Pages } from './web.ts';

/** What is up so far: stopping may begin at any moment. */
interface Started extends Parts {
	stopped: AbortController;
	settings?: Settings;
	front?: Front;
	embedded?: Promise<EmbeddedServer>;
	pages?: Pages;
	demo?: Demo;
	heads?: { close(): Promise<void> };
	rhythms?: { close(): Promise<void> };
	taskPeriods?: { close(): Promise<void> };
	evidence?: { close(): Promise<void> };
	mornings?: { close(): Promise<void> };
	telling?: { close(): Promise<void> };
	findingWatch?: { close(): Promise<void> };
	delivery?: Delivery | undefined;
	releaseFolder?: () => void;
}

/** `npm start` and, with `dev`, `npm run dev`: everything up, in order, and down again when asked. */
export async function run(dev: boolean): Promise<void> {
	const started: Started = { stopped: new AbortController() };
	const stop = onceAsked(async () => stopAll(started));
	try {
		await startAll(started, dev);
	} catch (error) {
		if (started.stopped.signal.aborted) return;
		complain(error, started.settings);
		await stop(1);
	}
}

async function startAll(started: Started, dev: boolean): Promise<void> {
	const given = readSettings(process.env);
	started.settings = given;
	const progress = trackProgress([
		'build',
		'database',
		'migrations',
		'live',
		...(given.demo ? (['demo'] as const) : [])
	]);
	const front = await openFront(given, progress, async () => readiness(started, progress));
	started.front = front;
	makeDataFolder(given.dataDir);
	const folder = await awaitFolder(given.dataDir, 2000);
	if (!folder.taken) throw new HeldError(given.dataDir, folder.holder);
	started.releaseFolder = folder.release;

	const settings = completed(given, front.port);
	started.settings = settings;
	say(`Đôn Đốc: ${settings.origin} (đang khởi động / starting)`);
	const log = createLog({ level: settings.logLevel });
	const [store, pages, { startLive }] = await Promise.all([
		openStore(settings, progress, log, (server) => {
			started.embedded = server;
		}),
		dev ? developmentPages(front, progress) : builtPages(progress, started.stopped.signal),
		import('#lib/server/live/start.ts')
	]);
	started.database = store.database;
	started.pages = pages;
	started.stopped.signal.throwIfAborted();
	await refuseEarlyClock(settings, store.database, log);

	const surroundings: Surroundings = {
		database: store.database,
		clock: clockOf(settings),
		settings: { ...settings, databaseUrl: store.url, databaseWebUrl: store.webUrl },
		log
	};
	progress.begin('live');
	started.live = await startLive(front.server, surroundings);
	progress.done('live');
	front.serveApi(pages.handler);
	if (settings.demo) await loadDemo(started, surroundings, front, progress);
	const rulebook = openRulebook(store.database.sql);
	started.rechecks = startRechecks({ ...surroundings, rulebook });
	started.rhythms = startRhythms({ ...surroundings, rulebook });
	started.taskPeriods = startTaskPeriods({ ...surroundings, rulebook });
	const bytes = evidenceIn(settings.dataDir);
	started.evidence = startEvidenceSweep({ ...surroundings, bytes });
	const { demo } = settings;
	const post = await openPost(surroundings);
	started.mornings = startMornings({ ...surroundings, rulebook, demo, post });
	const delivery = await openDelivery(surroundings);
	started.delivery = delivery ?? undefined;
	started.telling = startTelling({
		...surroundings,
		rulebook,
		channels: channelsOf(settings),
		onTold: () => void delivery?.handOver()
	});
	started.findingWatch = startFindingWatch({ ...surroundings, rulebook });
	if (settings.auditHeads !== null) {
		started.heads = startHeadFile({ ...surroundings, path: settings.auditHeads });
	}
	started.stopped.signal.throwIfAborted();
	front.serveAll();
	say(`Đôn Đốc: ${settings.origin} (sẵn sàng / ready)`);
	for (const line of waysIn(settings)) say(line);
}

/** Settings that are known only now; left in the environment for the pages' bundle to read. */
function completed(given: Settings, port: number): Settings {
	const { env } = process;
	env.HOST = given.host;
	env.PORT = String(port);
	env.DATA_DIR = given.dataDir;
	env.DEMO = given.demo ? 'on' : 'off';
	env.AUTH_SECRET = given.authSecret ?? secretIn(given.dataDir, 'auth-secret');
	env.BODY_SIZE_LIMIT = String(BODY_LIMIT);
	if (given.training !== null) env.CLOCK_REAL_START = String(given.training.realStart);
	const settings = readSettings(env);
	env.ORIGIN = settings.origin;
	return settings;
}

async function loadDemo(
	started: Started,
	surroundings: Surroundings,
	front: Front,
	progress: Progress
): Promise<void> {
	progress.begin('demo');
	const { startDemo } = await import('../demo/start.ts');
	const host = surroundings.settings.host === '::1' ? '[::1]' : '127.0.0.1';
	started.demo = await startDemo(surroundings, {
		address: `http://${host}:${front.port}`,
		share: (part) => {
			progress.share('demo', part);
		}
	});
	await started.demo.loaded;
	progress.done('demo');
}

/** How mail leaves; its packages are read only where a mail server is set. */
async function openPost({ settings, log }: Surroundings): Promise<MorningPost | null> {
	const { mail, origin } = settings;
	if (mail === null) return null;
	const { morningPost } = await import('#lib/server/mail/morning-post.ts');
	return morningPost({ mail, origin, log });
}

/** How notices leave; the queue and its connections exist only where something can leave. */
async function openDelivery({ database, settings, log }: Surroundings): Promise<Delivery | null> {
	const { mail, webhook, origin, demo, databaseUrl } = settings;
	if (databaseUrl === null || (mail === null && webhook === null)) return null;
	const [{ startDelivery }, { mailChannel }, { webhookChannel }] = await Promise.all([
		import('#lib/server/notices/delivery.ts'),
		import('#lib/server/notices/mail.ts'),
		import('#lib/server/notices/webhook.ts')
	]);
	const channels = [
		...(mail === null ? [] : [mailChannel({ mail, origin, demo, log })]),
		...(webhook === null ? [] : [webhookChannel({ webhook, origin, log })])
	];
	return startDelivery({ database, url: databaseUrl, log, channels });
}

/** How to sign in, for the person at the terminal. */
function waysIn(settings: Settings): string[] {
	const path = join(settings.dataDir, 'demo.json');
	if (!settings.demo || !existsSync(path)) {
		return ['npm run account -- create --email … --role … [--agency …]'];
	}
	const demo: { accounts: { role: string; email: string; password: string }[] } = JSON.parse(
		readFileSync(path, 'utf8')
	);
	return [
		'Tài khoản mô phỏng / demo accounts:',
		...demo.accounts.map(({ role, email, password }) => `  ${role}: ${email}  ${password}`),
		`  (${path})`
	];
}

/**
 * Down again: nothing new is accepted, what runs is finished, and the database goes last. Every part
 * has its share of the ten seconds; a part that takes longer is left behind.
 */
async function stopAll(started: Started): Promise<void> {
	started.stopped.abort();
	await Promise.all([
		atMost(3000, started.live?.close()),
		atMost(3000, started.demo?.close()),
		atMost(3000, started.rechecks?.close()),
		atMost(3000, started.heads?.close()),
		atMost(3000, started.rhythms?.close()),
		atMost(3000, started.taskPeriods?.close()),
		atMost(3000, started.evidence?.close()),
		atMost(3000, started.mornings?.close()),
		atMost(3000, started.telling?.close()),
		atMost(3000, started.findingWatch?.close()),
		atMost(3000, started.delivery?.close()),
		started.front?.close(2500)
	]);
	await atMost(500, started.pages?.close());
	await atMost(1500, started.database?.close());
	const embedded = await atMost(4000, started.embedded);
	await embedded?.stop();
	started.releaseFolder?.();
}

async function atMost<T>(ms: number, work: Promise<T> | undefined): Promise<T | undefined> {
	try {
		return await Promise.race([work, wait(ms, undefined, { ref: false })]);
	} catch (error) {
		complain(error, undefined);
		return undefined;
	}
}
