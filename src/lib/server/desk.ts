import { CODE_LIMITS, countAttempts, PASSWORD_LIMITS, type Attempts } from './accounts/attempts.ts';
import { openPairing, type Pairing } from './accounts/pairing.ts';
import { openReaders, type Readers } from './accounts/readers.ts';
import { sessionSettings } from './accounts/session.ts';
import { dayOf } from '#lib/domain/calendar/time.ts';
import { parameterOn } from '#lib/domain/deadlines/parameters.ts';
import type { Clock } from './clock.ts';
import { mayAddTo } from './evidence-owners.ts';
import { openIntake, type Intake } from './commands/intake.ts';
import { openFigures, type Figures } from './live/figures.ts';
import { openReceiving, type EvidenceReceiving } from './ingest/evidence/receive.ts';
import { openListener } from './live/listener.ts';
import { openWallFigures, type WallFigures } from './live/wall-figures.ts';
import { openWallMarks, type WallMarks } from './live/wall-marks.ts';
import { createLog, type Log } from './log.ts';
import { secretIn } from './secrets.ts';
import { clockOf, readSettings, type Settings } from './settings.ts';
import { openDatabase, type Database } from './store/database.ts';
import { evidenceIn, type EvidenceBytes } from './store/evidence-bytes.ts';
import { openRulebook, type Rulebook } from './store/rulebook.ts';

/** What every request works with. Opened once for a process by its main, then passed in. */
export interface Desk {
	/**
	 * As the role that serves people. By itself it reaches accounts and settings and nothing of any agency:
	 * that is read by `readAs`, or under a named scope (`store/scope.ts`).
	 */
	db: Database;
	clock: Clock;
	/** Agencies, catalogue, calendar and parameters as of now. */
	rulebook: Rulebook;
	/** From a cookie or a key to who that is. */
	readers: Readers;
	/** What was guessed wrongly, in this process. */
	attempts: { passwords: Attempts; codes: Attempts };
	/** How a wall is let in. */
	pairing: Pairing;
	/** The overview of now, computed once for everybody in this process. */
	figures: Figures;
	/** What walls show besides, computed once for all of them. */
	wall: WallFigures;
	/** Which numbers of walls are asked to be put right. */
	marks: WallMarks;
	/** Where batches of the feed go in. */
	intake: Intake;
	/** Where files of evidence go in, and where they lie. */
	evidence: EvidenceReceiving & { bytes: EvidenceBytes };
	/** Secret of this installation under which NguoiXuLy becomes an HMAC. */
	handlerKey: string;
	settings: Settings;
	log: Log;
	/** Lets the database go; the desk answers nothing any more. */
	close(): Promise<void>;
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
		statementTimeout: 15_000,
		scope: 'web'
	});
	// The ledger names dossiers: only who follows it for everybody may read it as it is.
	const follower = openDatabase(url, {
		max: 1,
		applicationName: 'don-doc web listener',
		scope: 'listener'
	});
	const clock = clockOf(settings);
	const rulebook = openRulebook(db.sql);
	const log = createLog({ level: settings.logLevel });
	const session = sessionSettings(settings);
	const listener = openListener({ sql: follower.sql, log });
	const bytes = evidenceIn(settings.dataDir);
	const keptFor = async () => {
		const { parameters } = await rulebook.current();
		return parameterOn(parameters.evidencePhotoDays, dayOf(clock.now()));
	};
	const receiving = openReceiving({ database: db, bytes, mayAdd: mayAddTo, keptFor });
	const figures = openFigures({ database: db, rulebook, clock, log, listener });
	return {
		db,
		clock,
		rulebook,
		readers: openReaders({
			sql: db.sql,
			directory: async () => (await rulebook.current()).directory,
			clock,
			session
		}),
		attempts: {
			passwords: countAttempts(PASSWORD_LIMITS),
			codes: countAttempts(CODE_LIMITS)
		},
		pairing: openPairing({ db, secret: session.secret }),
		figures,
		wall: openWallFigures({ database: db, clock, log }),
		marks: openWallMarks({ database: db, clock, log }),
		intake: openIntake({ database: db, rulebook, committed: figures.committed }),
		evidence: { ...receiving, bytes },
		handlerKey: secretIn(settings.dataDir, 'handler.key'),
		settings,
		log,
		close: async () => {
			await figures.close();
			await listener.close();
			await Promise.all([db.close(), follower.close()]);
		}
	};
}
