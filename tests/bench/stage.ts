import { Agent, request } from 'node:http';
import { createKey } from '#lib/server/accounts/manage.ts';
import { findEmbedded } from '#lib/server/embedded/start-embedded.ts';
import { saveProvince } from '#lib/server/store/agencies.ts';
import { openDatabase, type Database } from '#lib/server/store/database.ts';
import { provinceSeed } from '../../src/demo/province/province.ts';
import { makeDataDir, removeDataDir, startApp, type App } from '../setup/app.ts';

/** The product as `npm start` runs it, with a province and no dossiers, and a key for its door. */
export interface Stage {
	app: App;
	dataDir: string;
	/** The owner's address of the database that the app runs on. */
	url: string;
	database: Database;
	key(scope: 'feed' | 'read'): Promise<string>;
	close(): Promise<void>;
}

/** Starts it in a folder of its own; durable as shipped (no setting of PostgreSQL is changed). */
export async function openStage(env: Record<string, string> = {}): Promise<Stage> {
	const dataDir = makeDataDir();
	const app = await startApp(dataDir, { DEMO: 'off', ...env });
	await app.ready();
	const server = await findEmbedded(dataDir);
	if (server === null) throw new Error('the embedded database does not run');
	const database = openDatabase(server.url, {
		max: 4,
		applicationName: 'don-doc bench',
		statementTimeout: 0,
		idleInTransactionTimeout: 0
	});
	await saveProvince(database, provinceSeed(), Date.now(), 'bench');
	return {
		app,
		dataDir,
		url: server.url,
		database,
		async key(scope) {
			const agencyCode = null;
			const given = { name: 'bench', scope, agencyCode, email: null, backfill: false };
			const made = await createKey(database, given);
			if (!made.accepted) throw new Error(made.refusal.code);
			return made.value.key;
		},
		async close() {
			await database.close();
			await app.end();
			await removeDataDir(dataDir);
		}
	};
}

/** Posts JSON over kept connections; what the door answered. */
export function poster(address: string, key: string) {
	const agent = new Agent({ keepAlive: true });
	const { hostname, port } = new URL(address);
	const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
	return {
		post: async (path: string, body: Buffer): Promise<{ status: number; body: string }> =>
			new Promise((answered, failed) => {
				const call = request(
					{
						agent,
						hostname,
						port,
						path,
						method: 'POST',
						headers: { ...headers, 'content-length': body.length }
					},
					(response) => {
						let text = '';
						response.setEncoding('utf8');
						response.on('data', (chunk: string) => (text += chunk));
						response.on('end', () => {
							answered({ status: response.statusCode ?? 0, body: text });
						});
						response.on('error', failed);
					}
				);
				call.on('error', failed);
				call.end(body);
			}),
		close: () => {
			agent.destroy();
		}
	};
}
