import { PgBoss } from 'pg-boss';
import type { Log } from '../log.ts';

/** pg-boss keeps its tables in a schema of their own, which nobody but the owner sees. */
export const JOB_SCHEMA = 'jobs';
export const NOTICE_QUEUE = 'notices';
/** So many tries, a minute and then twice as long after each, at most a quarter of an hour apart. */
export const RETRIES = 8;

/**
 * Makes or renews the tables of the queue beside our own migrations: the process that carries notices
 * out then finds them and changes none. Harmless when run twice or by two processes at once.
 *
 * @param url the owner's
 * @param pause seconds of real time before the first retry, shorter in tests
 */
export async function makeJobTables(url: string, log: Log, pause = 60): Promise<void> {
	const boss = new PgBoss({
		...{ connectionString: url, schema: JOB_SCHEMA, application_name: 'don-doc migrate', max: 1 },
		...{ schedule: false, supervise: false }
	});
	boss.on('error', (error) => {
		log.warn({ err: error }, 'the tables of the queue could not be made yet');
	});
	try {
		await boss.start();
		await boss.createQueue(NOTICE_QUEUE, {
			...{ retryLimit: RETRIES, retryDelay: pause, retryBackoff: true, retryDelayMax: 900 },
			...{ expireInSeconds: 120, deleteAfterSeconds: 86_400 }
		});
	} finally {
		await boss.stop({ graceful: false });
	}
}
