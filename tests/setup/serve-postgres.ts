import { chmodSync, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { findEmbedded, startEmbedded } from '#lib/server/embedded/start-embedded.ts';

/*
 * A PostgreSQL for several test runs, left running:
 *     node tests/setup/serve-postgres.ts /tmp/pg          (again with --stop to end it)
 *     TEST_DATABASE_SERVER=/tmp/pg npx vitest run --project server tests/store
 */
const folder = resolve(process.argv[2] ?? '/tmp/don-doc-test-server');
if (process.argv.includes('--stop')) {
	await (await findEmbedded(folder))?.stop();
} else {
	mkdirSync(folder, { recursive: true });
	chmodSync(folder, 0o711);
	const quick = { fsync: 'off', shared_buffers: '256MB', max_connections: '300' };
	const server = await startEmbedded(folder, quick);
	process.stdout.write(`TEST_DATABASE_SERVER=${folder} (process ${server.pid})\n`);
}
