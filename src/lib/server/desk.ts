import type { Clock } from './clock.ts';
import { createLog, type Log } from './log.ts';
import { clockOf, readSettings, type Settings } from './settings.ts';
import { openDatabase, type Database } from './store/database.ts';

/** What every request works with. Opened once for a process by its main, then passed in. */
export interface Desk {
	/** As the role that serves people. */
	db: Database;
	clock: Clock;
	settings: Settings;
	log: Log;
}

/**
 * The desk of the web process, from the settings that `npm start` left in the environment.
 * @throws SettingsError when a setting is refused, or no database is named
 */
export function openDesk(env: Record<string, string | undefined>): Desk {
	const settings = readSettings(env);
	const url = settings.databaseWebUrl ?? settings.databaseUrl;
	if (url === null) throw new Error('no DATABASE_URL: the server is started with npm start');
	return {
		db: openDatabase(url, { max: 12, applicationName: 'don-doc web', statementTimeout: 15_000 }),
		clock: clockOf(settings),
		settings,
		log: createLog({ level: settings.logLevel })
	};
}
