import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { SMTPServer } from 'smtp-server';
import { afterEach, expect, it, vi } from 'vitest';
import { silentLog } from '#lib/server/log.ts';
import type { Channel } from '#lib/server/notices/channel.ts';
import { startDelivery, type Delivery } from '#lib/server/notices/delivery.ts';
import { makeJobTables } from '#lib/server/notices/job-tables.ts';
import { mailChannel } from '#lib/server/notices/mail.ts';
import { webhookChannel } from '#lib/server/notices/webhook.ts';
import { chooseMail } from '#lib/server/store/notices.ts';
import { aStage, type Stage } from './stage.ts';

const SECRET = 'bi mat de thu nghiem webhook 0123456789';
const ORIGIN = 'https://don-doc.example';
const log = silentLog();
let stage: Stage;
let delivery: Delivery;
let ends: (() => void)[] = [];
afterEach(async () => {
	await delivery.close();
	for (const end of ends) end();
	ends = [];
	await stage.end();
});

async function deliver(...channels: Channel[]): Promise<void> {
	const { database } = stage;
	await makeJobTables(database.url, log, 1);
	delivery = await startDelivery({ database, url: database.url, log, channels, poll: 0.5 });
	await delivery.handOver();
}
const states = async () =>
	(
		await stage.database.sql<{ state: string }[]>`
			select state from notice_sends order by notice_id`
	).map(({ state }) => state);

async function gateway(answers: (number | 'silence')[]): Promise<{ url: string; heard: string[] }> {
	const heard: string[] = [];
	const server: Server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const body = Buffer.concat(chunks).toString('utf8');
			const { 'x-don-doc-timestamp': stamp, 'x-don-doc-signature': said } = request.headers;
			const signed = createHmac('sha256', SECRET)
				.update(`${String(stamp)}.${body}`)
				.digest('hex');
			heard.push(said === `sha256=${signed}` ? body : 'signed by somebody else');
			const answer = answers.shift() ?? 200;
			if (answer === 'silence') request.socket.destroy();
			else response.writeHead(answer).end();
		});
	});
	await new Promise<void>((bound) => server.listen(0, '127.0.0.1', bound));
	ends.push(() => void server.close());
	const address = server.address();
	const port = typeof address === 'object' && address !== null ? address.port : 0;
	return { url: `http://127.0.0.1:${port}/hook`, heard };
}

it('leaves by a signed webhook with a count and a link, is tried again when told to wait, and once only', async () => {
	stage = await aStage('2026-11-16T09:00', ['webhook']);
	await stage.tasks(1);
	await stage.telling.look();
	const { url, heard } = await gateway([503, 200]);
	await deliver(webhookChannel({ webhook: { url, secret: SECRET }, origin: ORIGIN, log }));
	await vi.waitFor(async () => expect(await states()).toEqual(['sent']), { timeout: 30_000 });
	expect(heard).toHaveLength(2);
	expect(JSON.parse(heard[1] ?? '')).toMatchObject({
		level: 'assigned',
		count: 1,
		link: `${ORIGIN}/notices`
	});
	expect(heard.join()).not.toContain('NV-');
	await delivery.handOver();
	expect(heard).toHaveLength(2);
}, 60_000);

it('is not sent again when the answer was lost', async () => {
	stage = await aStage('2026-11-16T09:00', ['webhook']);
	await stage.tasks(1);
	await stage.telling.look();
	const { url, heard } = await gateway(['silence']);
	await deliver(webhookChannel({ webhook: { url, secret: SECRET }, origin: ORIGIN, log }));
	await vi.waitFor(async () => expect(await states()).toEqual(['sending']), { timeout: 30_000 });
	await delivery.close();
	await deliver(webhookChannel({ webhook: { url, secret: SECRET }, origin: ORIGIN, log }));
	expect(await states()).toEqual(['sending']);
	expect(heard).toHaveLength(1);
}, 60_000);

it('T20 what was settled before it left does not leave, and a level that is not wanted by mail neither', async () => {
	stage = await aStage('2026-11-16T09:00', ['mail']);
	const mails: string[] = [];
	const server = new SMTPServer({
		disabledCommands: ['AUTH', 'STARTTLS'],
		onData: (stream, _session, done) => {
			const chunks: Buffer[] = [];
			stream.on('data', (chunk: Buffer) => chunks.push(chunk));
			stream.on('end', () => {
				mails.push(Buffer.concat(chunks).toString('utf8'));
				done();
			});
		}
	});
	const port = await new Promise<number>((bound) => {
		const listening = server.listen(0, '127.0.0.1', () => {
			const address = listening.address();
			bound(typeof address === 'object' && address !== null ? address.port : 0);
		});
	});
	ends.push(() => server.close());
	const land = await stage.reader('commune');
	await chooseMail(stage.database.sql, land.account?.id ?? 0, [{ level: 'assigned', mail: false }]);
	const [gone = ''] = await stage.tasks(1);
	await stage.tasks(1, { lead: 'H21.02' });
	await stage.tasks(1, { lead: 'H21.C1' });
	await stage.telling.look();
	await stage.act(gone, 'land', { kind: 'acknowledged' });
	await stage.telling.look();
	const mail = { url: `smtp://127.0.0.1:${port}`, from: 'Đôn Đốc <don-doc@tinh.example>' };
	await deliver(mailChannel({ mail, origin: ORIGIN, demo: false, log }));
	await vi.waitFor(async () => expect((await states()).toSorted()).toEqual(['dropped', 'sent']), {
		timeout: 30_000
	});
	expect(mails).toHaveLength(1);
	expect(mails[0]).toContain('justice@test.example');
	expect(mails[0]).toContain(`${ORIGIN}/notices`);
}, 60_000);
