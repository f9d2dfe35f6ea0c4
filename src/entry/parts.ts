import type { Clock } from '#lib/server/clock.ts';
import type { Log } from '#lib/server/log.ts';
import type { Settings } from '#lib/server/settings.ts';
import type { Database } from '#lib/server/store/database.ts';

/** What `start` hands to the parts of the server that run beside the pages. */
export interface Surroundings {
	/** As owner of the database. */
	database: Database;
	clock: Clock;
	/** With DATABASE_URL, AUTH_SECRET and ORIGIN filled in. */
	settings: Settings;
	log: Log;
}

/** The demo (`src/demo/start.ts`, `startDemo(surroundings, stage)`). */
export interface Demo {
	/** When the province is complete; the simulated feed goes on after it. */
	loaded: Promise<void>;
	/** Ends the simulated feed after the message that is under way. */
	close(): Promise<void>;
}
export interface DemoStage {
	/** Where our own door answers, `http://127.0.0.1:3000`. */
	address: string;
	/** How much of the province is loaded, 0 to 1. */
	share(part: number): void;
}
