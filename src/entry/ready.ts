import { setTimeout as wait } from 'node:timers/promises';
import { appliedMigrations, databaseFaults, knownMigrations } from '#lib/server/store/migrate.ts';
import type { Database } from '#lib/server/store/database.ts';
import type { Rechecks } from '#lib/server/rechecks.ts';
import type { Live } from '#lib/server/live/start.ts';
import type { Progress } from './progress.ts';

/** What is known of the parts so far; filled in by `start` as they come up. */
export interface Parts {
	database?: Database;
	live?: Live;
	rechecks?: Rechecks;
}

/**
 * Whether all is loaded, part by part: 'ok', or what is missing. A database that does not answer
 * within three seconds is away.
 */
export async function readiness(
	parts: Parts,
	progress: Progress
): Promise<{ ready: boolean; checks: Record<string, string> }> {
	const checks: Record<string, string> = {
		...(await databaseChecks(parts.database)),
		...(parts.live?.health() ?? { listener: 'not started', clockSweep: 'not started' }),
		recount: parts.rechecks?.health() ?? 'ok',
		pages: progress.state('build') === 'done' ? 'ok' : 'not built yet',
		demoLoad: progress.state('demo') === 'done' ? 'ok' : `${progress.state('demo')}`
	};
	return { ready: Object.values(checks).every((state) => state === 'ok'), checks };
}

async function databaseChecks(database: Database | undefined): Promise<Record<string, string>> {
	const away = (reason: string) => ({
		database: reason,
		encoding: 'unknown',
		migrations: 'unknown'
	});
	if (database === undefined) return away('not started');
	try {
		return await Promise.race([
			ask(database),
			wait(3000, away('no answer within 3 s'), { ref: false })
		]);
	} catch {
		return away('away');
	}
}

async function ask(database: Database): Promise<Record<string, string>> {
	const [faults, applied] = await Promise.all([
		databaseFaults(database),
		appliedMigrations(database)
	]);
	const known = knownMigrations();
	return {
		database: 'ok',
		encoding: faults.length === 0 ? 'ok' : faults.join('; '),
		migrations: applied >= known ? 'ok' : `${applied} of ${known} applied`
	};
}
