import { setTimeout as wait } from 'node:timers/promises';
import {
	letWebIn,
	startEmbedded,
	type EmbeddedServer
} from '#lib/server/embedded/start-embedded.ts';
import type { Log } from '#lib/server/log.ts';
import { clockOf, SettingsError, type Settings } from '#lib/server/settings.ts';
import { isDatabaseAway, openDatabase, type Database } from '#lib/server/store/database.ts';
import { makeJobTables } from '#lib/server/notices/job-tables.ts';
import { migrateDatabase } from '#lib/server/store/migrate.ts';
import type { Progress } from './progress.ts';

/** The database of this process, migrated. */
export interface Store {
	database: Database;
	url: string;
	webUrl: string;
}

/**
 * Starts the embedded database or waits for the province's own, migrates it, and leaves both
 * addresses in the environment, where the pages' bundle (another copy of the code) reads them.
 */
export async function openStore(
	settings: Settings,
	progress: Progress,
	log: Log,
	embeddedStarting: (server: Promise<EmbeddedServer>) => void
): Promise<Store> {
	progress.begin('database');
	let embedded: EmbeddedServer | undefined;
	if (settings.databaseUrl === null) {
		const starting = startEmbedded(settings.dataDir);
		embeddedStarting(starting);
		embedded = await starting;
		if (embedded.adopted)
			log.warn({ pid: embedded.pid }, 'database of an earlier start taken over');
		embedded.keepRunning(() => {
			log.error('the embedded database ended; starting it again');
		});
	}
	const url = embedded?.url ?? settings.databaseUrl ?? '';
	const webUrl = embedded?.webUrl ?? settings.databaseWebUrl ?? url;
	progress.done('database');

	progress.begin('migrations');
	await whenReachable(log, async () => {
		await migrateDatabase(url);
		await makeJobTables(url, log);
	});
	const database = openDatabase(url, {
		max: 8,
		applicationName: 'don-doc start',
		statementTimeout: 120_000,
		scope: 'owner'
	});
	if (embedded !== undefined) await letWebIn(embedded, database);
	else if (webUrl === url) log.warn('DATABASE_WEB_URL is not set: pages are served as the owner');
	process.env.DATABASE_URL = url;
	process.env.DATABASE_WEB_URL = webUrl;
	progress.done('migrations');
	return { database, url, webUrl };
}

/** A province's own server may come up after us. */
async function whenReachable(log: Log, work: () => Promise<unknown>): Promise<void> {
	for (;;) {
		try {
			await work();
			return;
		} catch (error) {
			if (!isDatabaseAway(error)) throw error;
			log.warn({ err: error }, 'database away; trying again');
			await wait(2000);
		}
	}
}

/**
 * A training clock may not run before what has already arrived: messages would come from the future.
 * After training, the machine's clock may well be before it; that is told to the operator.
 * @throws SettingsError
 */
export async function refuseEarlyClock(
	settings: Settings,
	database: Database,
	log: Log
): Promise<void> {
	const [last] = await database.sql<{ at: number | null }[]>`
		select max(last_arrival_at) as at from freshness`;
	if (last?.at == null || clockOf(settings).now() >= last.at) return;
	if (settings.training !== null) {
		throw new SettingsError('CLOCK_START', 'lies before the last message that has arrived');
	}
	log.warn('the clock is before the last message that has arrived: was this database trained on?');
}
