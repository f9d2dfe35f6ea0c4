import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { TestProject } from 'vitest/node';
import { recordedPlace } from '#lib/server/embedded/place.ts';
import {
	findEmbedded,
	letWebIn,
	startEmbedded,
	type EmbeddedServer
} from '#lib/server/embedded/start-embedded.ts';
import { openDatabase } from '#lib/server/store/database.ts';
import { migrateDatabase } from '#lib/server/store/migrate.ts';

declare module 'vitest' {
	export interface ProvidedContext {
		databaseServer: { adminUrl: string; url: string; webUrl: string; template: string };
	}
}

const PREFIX = 'don-doc-test-';
/** Durability is not what these tests are about; `tests/start` and the chaos run keep fsync on. */
const QUICK = { fsync: 'off', shared_buffers: '128MB', max_connections: '200' };

/**
 * One PostgreSQL for the whole test run, with the tables made once in a template database that
 * `freshDatabase()` clones. With TEST_DATABASE_SERVER (the folder given to `serve-postgres.ts`)
 * a server that already runs is used and left running.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
	const shared = process.env.TEST_DATABASE_SERVER;
	const opened = shared === undefined ? await throwAwayServer() : await sharedServer(shared);
	const template = await migratedTemplate(opened.server);
	const { adminUrl, url, webUrl } = opened.server;
	project.provide('databaseServer', { adminUrl, url, webUrl, template });
	return opened.close;
}

/** A server in a temporary folder, gone with everything in it when closed. */
export async function throwAwayServer(): Promise<{
	server: EmbeddedServer;
	close: () => Promise<void>;
}> {
	await sweep();
	const folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
	chmodSync(folder, 0o711);
	const server = await startEmbedded(folder, QUICK);
	return {
		server,
		close: async () => {
			await server.stop();
			remove(folder);
		}
	};
}

async function sharedServer(folder: string) {
	const server = await findEmbedded(resolve(folder));
	if (server === null) throw new Error(`no server runs in ${folder} (TEST_DATABASE_SERVER)`);
	return { server, close: async () => Promise.resolve() };
}

/** Ends what test runs left behind that were killed before they could. */
async function sweep(): Promise<void> {
	for (const name of readdirSync(tmpdir())) {
		const pid = Number(/^don-doc-(?:test|app)-(\d+)-/.exec(name)?.[1]);
		if (!(pid > 0) || existsSync(`/proc/${pid}`)) continue;
		const folder = join(tmpdir(), name);
		try {
			await (await findEmbedded(folder))?.stop();
			remove(folder);
		} catch {
			// Another user's, or another run sweeps it at this moment.
		}
	}
}

function remove(folder: string): void {
	const place = recordedPlace(folder);
	if (place !== null) rmSync(place, { recursive: true, force: true });
	rmSync(folder, { recursive: true, force: true });
}

async function migratedTemplate(server: EmbeddedServer): Promise<string> {
	const name = `template_${fingerprint()}`;
	const admin = openDatabase(server.adminUrl, { max: 1, statementTimeout: 0 });
	try {
		await admin.sql`select pg_advisory_lock(7)`;
		const [made] = await admin.sql`select from pg_database where datname = ${name}`;
		if (made === undefined) {
			const draft = `${name}_draft`;
			await admin.sql.unsafe(`drop database if exists ${draft} with (force)`);
			await admin.sql.unsafe(`create database ${draft} owner don_doc`);
			const owner = openDatabase(withDatabase(server.url, draft), { max: 1, scope: 'owner' });
			await migrateDatabase(withDatabase(server.url, draft));
			await letWebIn(server, owner);
			await owner.close();
			await admin.sql.unsafe(`alter database ${draft} rename to ${name}`);
		}
	} finally {
		await admin.close();
	}
	return name;
}

/** Of everything that decides what the tables are: another content is another template. */
function fingerprint(): string {
	const root = resolve(import.meta.dirname, '../..');
	const hash = createHash('sha256');
	const migrations = existsSync(join(root, 'drizzle'))
		? readdirSync(join(root, 'drizzle')).filter((file) => file.endsWith('.sql'))
		: [];
	const files = migrations.sort().map((file) => join('drizzle', file));
	for (const file of [...files, 'src/lib/server/store/migrate.ts']) {
		hash.update(readFileSync(join(root, file)));
	}
	return hash.digest('hex').slice(0, 12);
}

/** The same address for another database of the server. */
export function withDatabase(url: string, database: string): string {
	const address = new URL(url);
	address.pathname = `/${database}`;
	return address.href;
}
