import { openReaders, type Readers } from './accounts/readers.ts';
import { sessionSettings } from './accounts/session.ts';
import type { Clock } from './clock.ts';
import { openIntake, type Intake } from './commands/intake.ts';
import { openFigures, type Figures } from './live/figures.ts';
import { createLog, type Log } from './log.ts';
import { secretIn } from './secrets.ts';
import { clockOf, readSettings, type Settings } from './settings.ts';
import { openDatabase, type Database } from './store/database.ts';
import { openRulebook, type Rulebook } from './store/rulebook.ts';

/** What every request works with. Opened once for a process by its main, then passed in. */
export interface Desk {
	/** As the role that serves people. */
	db: Database;
	clock: Clock;
	/** Agencies, catalogue, calendar and parameters as of now. */
	rulebook: Rulebook;
	/** From a cookie or a key to who that is. */
	readers: Readers;
	/** The overview of now, computed once for everybody in this process. */
	figures: Figures;
	/** Where batches of the feed go in. */
	intake: Intake;
	/** Secret of this installation under which NguoiXuLy becomes an HMAC. */
	handlerKey: string;
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
	const db = openDatabase(url, {
		max: 12,
		applicationName: 'don-doc web',
		statementTimeout: 15_000
	});
	const clock = clockOf(settings);
	const rulebook = openRulebook(db.sql);
	const log = createLog({ level: settings.logLevel });
	const figures = openFigures({ database: db, rulebook, clock, log });
	return {
		db,
		clock,
		rulebook,
		readers: openReaders({
			sql: db.sql,
			directory: async () => (await rulebook.current()).directory,
			clock,
			session: sessionSettings(settings)
		}),
		figures,
		intake: openIntake({ database: db, rulebook, committed: figures.committed }),
		handlerKey: secretIn(settings.dataDir, 'handler.key'),
		settings,
		log
	};
}
