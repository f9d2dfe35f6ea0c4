import { afterEach, expect, it, vi } from 'vitest';
import { silentLog } from '#lib/server/log.ts';
import type { Channel } from '#lib/server/notices/channel.ts';
import { startDelivery } from '#lib/server/notices/delivery.ts';
import { makeJobTables } from '#lib/server/notices/job-tables.ts';
import { openDatabase } from '#lib/server/store/database.ts';
import { migrateDatabase } from '#lib/server/store/migrate.ts';
import { throwAwayServer } from '../setup/postgres-server.ts';

const log = silentLog();
const NOTICES = 40;
const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
	for (const close of open.splice(0).reverse()) await close();
});

it('a database that crashes and starts again under the queue loses no notice and tells none twice', async () => {
	const { server, close } = await throwAwayServer();
	open.push(close);
	await migrateDatabase(server.url);
	await makeJobTables(server.url, log, 1);
	const database = openDatabase(server.url, { max: 4, scope: 'owner' });
	open.push(async () => database.close());
	await database.sql`
		with person as (insert into accounts (email, name, created_at)
			values ('a@test.example', 'a', now()) returning id),
		told as (insert into notices (account_id, event, level, subject, facts, at)
			select id, 'event/' || n, 'assigned', 'task:NV-' || n, '{}', now()
			from person, generate_series(1, ${NOTICES}) n returning id)
		insert into notice_sends (notice_id, channel, state, tries, at)
		select id, 'webhook', 'waiting', 0, now() from told`;

	const heard: number[] = [];
	const channel: Channel = {
		name: 'webhook',
		// Each is as slow as somebody else's gateway, so that the crash comes in the middle of them.
		send: async ({ id }) =>
			new Promise((answered) => {
				heard.push(id);
				setTimeout(() => {
					answered('sent');
				}, 20);
			}),
		close: () => undefined
	};
	server.keepRunning(() => undefined);
	const options = { database, url: server.url, log, channels: [channel], poll: 0.5 };
	const delivery = await startDelivery(options);
	open.push(async () => delivery.close());
	await delivery.handOver();
	await vi.waitFor(
		() => {
			expect(heard.length).toBeGreaterThan(3);
		},
		{ timeout: 20_000 }
	);
	expect(heard.length).toBeLessThan(NOTICES);
	process.kill(server.pid, 'SIGQUIT');

	await vi.waitFor(
		() => {
			expect(new Set(heard).size).toBe(NOTICES);
		},
		{ timeout: 60_000, interval: 200 }
	);
	expect(heard).toHaveLength(NOTICES);
	const states = await database.sql<{ state: string; n: number }[]>`
		select state, count(*)::int as n from notice_sends group by state order by state`;
	// The one whose answer came while the database was away may stand as in hand: it was told, once.
	const unsure = states.find(({ state }) => state === 'sending')?.n ?? 0;
	expect(unsure).toBeLessThanOrEqual(1);
	expect(states.find(({ state }) => state === 'sent')?.n).toBe(NOTICES - unsure);
}, 120_000);
