import { Agent, request } from 'node:http';
import { OPERATOR } from '#lib/domain/audit/entry.ts';
import { createKey } from '#lib/server/accounts/manage.ts';
import { findEmbedded } from '#lib/server/embedded/start-embedded.ts';
import { saveProvince, type ProvinceInput } from '#lib/server/store/agencies.ts';
import { openDatabase, type Database } from '#lib/server/store/database.ts';
import { makeDataDir, removeDataDir, startApp, type App } from './app.ts';

/** The product as `npm start` runs it, with a province and no dossiers, and keys for its door. */
export interface Stage {
	app: App;
	dataDir: string;
	/** The owner's address of the database that the app runs on. */
	url: string;
	/** The same as an open pool. */
	database: Database;
	key(scope: 'feed' | 'read', agencyCode?: string): Promise<string>;
	close(): Promise<void>;
}

/** Starts it in a folder of its own; durable as shipped (no setting of PostgreSQL is changed). */
export async function openStage(
	province: ProvinceInput,
	env: Record<string, string> = {}
): Promise<Stage> {
	const dataDir = makeDataDir();
	const app = await startApp(dataDir, { DEMO: 'off', ...env });
	await app.ready();
	const server = await findEmbedded(dataDir);
	if (server === null) throw new Error('the embedded database does not run');
	const database = openDatabase(server.url, {
		max: 4,
		applicationName: 'don-doc stage',
		statementTimeout: 0,
		idleInTransactionTimeout: 0,
		scope: 'owner'
	});
	await saveProvince(database, province, Date.now(), 'stage');
	return {
		app,
		dataDir,
		url: server.url,
		database,
		async key(scope, agencyCode) {
			const made = await createKey(
				database,
				{
					name: 'stage',
					scope,
					agencyCode: agencyCode ?? null,
					email: null,
					backfill: false
				},
				OPERATOR
			);
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

/** What the door answered. */
export interface Answered {
	status: number;
	headers: Record<string, string | string[] | undefined>;
	body: string;
}

/** Posts JSON over kept connections, as a one-stop system does. */
export function poster(address: string, key: string) {
	const agent = new Agent({ keepAlive: true });
	const { hostname, port } = new URL(address);
	const own = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
	return {
		post: async (
			path: string,
			body: Buffer | string,
			headers: Record<string, string> = {}
		): Promise<Answered> =>
			new Promise((answered, failed) => {
				const length = { 'content-length': String(Buffer.byteLength(body)) };
				const call = request(
					{
						agent,
						hostname,
						port,
						path,
						method: 'POST',
						headers: { ...own, ...length, ...headers }
					},
					(response) => {
						let text = '';
						response.setEncoding('utf8');
						response.on('data', (chunk: string) => (text += chunk));
						response.on('end', () => {
							const { statusCode = 0, headers: told } = response;
							answered({ status: statusCode, headers: told, body: text });
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
