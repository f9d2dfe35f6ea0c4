import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase, type Queryable } from '../store/database.ts';
import { WEB_ROLE } from '../store/migrate.ts';
import { secretIn } from '../secrets.ts';
import { serverFiles } from './binaries.ts';
import { recordedPlace, serverIdentity, serverPlace } from './place.ts';
import {
	createCluster,
	isServer,
	launch,
	running,
	stop,
	type Postmaster,
	type Tuning
} from './postmaster.ts';

const OWNER = 'don_doc';
const DATABASE = 'don_doc';

/** The database that came with the program, taking connections on loopback. */
export interface EmbeddedServer {
	/** As owner of the database. */
	url: string;
	/** As the role that serves people; its login exists after {@link letWebIn}. */
	webUrl: string;
	/** As the cluster's superuser: for tests that make databases. */
	adminUrl: string;
	pid: number;
	/** It was already running, left by a start that was killed. */
	adopted: boolean;
	/** Starts the server again, on the same port, whenever it ends without being asked to. */
	keepRunning(onLost: () => void): void;
	/** Ends with the server stopped and everything committed on disk. */
	stop(): Promise<void>;
}

/**
 * Starts the embedded PostgreSQL of `dataDir`, or takes over the one that a killed start left
 * running. The first time it makes the cluster, the owner and the database. `dataDir` must exist.
 */
export async function startEmbedded(dataDir: string, tuning: Tuning = {}): Promise<EmbeddedServer> {
	const identity = serverIdentity();
	const place = serverPlace(dataDir, identity);
	const left = await running(place);
	if (left !== null) return prepared(dataDir, place, left, true, tuning);
	const files = serverFiles(identity, place);
	await createCluster(files, place, identity, secretIn(dataDir, 'postgres-password'));
	return prepared(dataDir, place, await launch(files, place, identity, tuning), false, tuning);
}

/** The embedded server of `dataDir` if one is running now; null otherwise. */
export async function findEmbedded(dataDir: string): Promise<EmbeddedServer | null> {
	const place = recordedPlace(dataDir);
	const found = place === null ? null : await running(place);
	return place === null || found === null ? null : prepared(dataDir, place, found, true, {});
}

/**
 * Gives the web role its login, once; the role is made by the migrations, so this comes after them.
 * @param owner the database as its owner
 */
export async function letWebIn(server: EmbeddedServer, { sql }: Queryable): Promise<void> {
	const [role] = await sql<{ rolcanlogin: boolean }[]>`
		select rolcanlogin from pg_roles where rolname = ${WEB_ROLE}`;
	if (role?.rolcanlogin === true) return;
	await sql.unsafe(`alter role ${WEB_ROLE} login password '${new URL(server.webUrl).password}'`);
}

async function prepared(
	dataDir: string,
	place: string,
	{ pid, port }: Postmaster,
	adopted: boolean,
	tuning: Tuning
): Promise<EmbeddedServer> {
	const current = { pid, stopping: false, restart: Promise.resolve() };
	const password = secretIn(dataDir, 'postgres-password');
	const webPassword = secretIn(dataDir, 'postgres-web-password');
	const address = (role: string, secret: string, database: string) =>
		`postgres://${role}:${secret}@127.0.0.1:${port}/${database}`;
	const server: EmbeddedServer = {
		url: address(OWNER, password, DATABASE),
		webUrl: address(WEB_ROLE, webPassword, DATABASE),
		adminUrl: address('postgres', password, 'postgres'),
		pid,
		adopted,
		keepRunning: (onLost) => {
			const look = () => {
				if (current.stopping || isServer(current.pid, place)) return;
				clearInterval(watch);
				onLost();
				const identity = serverIdentity();
				current.restart = launch(serverFiles(identity, place), place, identity, tuning, port)
					.then((again) => {
						current.pid = again.pid;
						watch = setInterval(look, 250).unref();
					})
					.catch(onLost);
			};
			let watch = setInterval(look, 250).unref();
		},
		stop: async () => {
			current.stopping = true;
			await current.restart;
			await stop(place, current.pid);
		}
	};
	const marker = join(dataDir, 'postgres-prepared');
	if (!existsSync(marker)) {
		await makeOwnerAndDatabase(server, password);
		writeFileSync(marker, '');
	}
	return server;
}

/** The owner may make roles and nothing else of a superuser: what a province's own server grants us. */
async function makeOwnerAndDatabase(server: EmbeddedServer, password: string): Promise<void> {
	const admin = openDatabase(server.adminUrl, { max: 1, applicationName: 'don-doc start' });
	try {
		const [role] = await admin.sql`select from pg_roles where rolname = ${OWNER}`;
		if (role === undefined) {
			await admin.sql.unsafe(`create role ${OWNER} login createrole password '${password}'`);
		}
		const [database] = await admin.sql`select from pg_database where datname = ${DATABASE}`;
		if (database === undefined) {
			await admin.sql.unsafe(`create database ${DATABASE} owner ${OWNER}`);
		}
	} finally {
		await admin.close();
	}
}
