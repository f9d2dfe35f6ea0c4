import { setTimeout as wait } from 'node:timers/promises';
import { makeDataFolder, takeFolder } from './embedded/data-folder.ts';
import { findEmbedded, startEmbedded } from './embedded/start-embedded.ts';
import { readSettings, type Settings } from './settings.ts';
import { openDatabase, type Database, type DatabaseOptions } from './store/database.ts';
import { migrateDatabase } from './store/migrate.ts';

/** The province's data as a command-line tool reaches them: as owner, whether `npm start` runs or not. */
export interface Installation {
	settings: Settings;
	/** The owner's address. */
	url: string;
	database: Database;
	close(): Promise<void>;
}

/**
 * Opens what the settings name: DATABASE_URL, or the embedded database, joined when it runs and
 * started for the length of the command when it does not. Migrates before it returns.
 */
export async function openInstallation(
	env: Record<string, string | undefined>,
	options: DatabaseOptions = {}
): Promise<Installation> {
	// A tool signs no sessions: only the server insists on AUTH_SECRET beside DATABASE_URL.
	const settings = readSettings({ AUTH_SECRET: 'not-used-by-command-line-tools-at-all', ...env });
	const server =
		settings.databaseUrl === null
			? await embedded(settings.dataDir)
			: { url: settings.databaseUrl, stop: async () => Promise.resolve() };
	try {
		await migrateDatabase(server.url);
	} catch (error) {
		await server.stop();
		throw error;
	}
	const database = openDatabase(server.url, { max: 4, scope: 'owner', ...options });
	return {
		settings,
		url: server.url,
		database,
		close: async () => {
			await database.close();
			await server.stop();
		}
	};
}

async function embedded(dataDir: string): Promise<{ url: string; stop: () => Promise<void> }> {
	makeDataFolder(dataDir);
	const folder = takeFolder(dataDir);
	if (folder.taken) {
		const server = await startEmbedded(dataDir);
		return {
			url: server.url,
			stop: async () => {
				await server.stop();
				folder.release();
			}
		};
	}
	for (const until = performance.now() + 30_000; performance.now() < until; await wait(200)) {
		const server = await findEmbedded(dataDir);
		if (server !== null) return { url: server.url, stop: async () => Promise.resolve() };
	}
	throw new Error(`process ${folder.holder} holds ${dataDir}, and its database does not answer`);
}
