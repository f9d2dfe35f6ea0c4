import { SMTPServer } from 'smtp-server';
import { extractText } from 'unpdf';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { OPERATOR } from '#lib/domain/audit/entry.ts';
import type { Role } from '#lib/domain/accounts/account.ts';
import { createAccount } from '#lib/server/accounts/manage.ts';
import { wantMorningPage } from '#lib/server/commands/morning.ts';
import { silentLog } from '#lib/server/log.ts';
import { morningPost } from '#lib/server/mail/morning-post.ts';
import { startMornings, type Mornings } from '#lib/server/mornings.ts';
import { ownMorning } from '#lib/server/store/morning-mail.ts';
import { aScene, at, type Scene } from '../live/province.ts';
import { aRecord } from '../makers/feed.ts';

/** A mail as it came over the wire. */
interface Received {
	to: string[];
	from: string;
	source: string;
}

/** What the server does with the next mails: takes them, or how it refuses. */
type Mood = 'takes' | 'asks to wait' | 'refuses' | 'falls silent';

const ORIGIN = 'https://don-doc.example';
let scene: Scene;
let server: SMTPServer;
let port = 0;
let mood: Mood = 'takes';
let received: Received[] = [];
let sweeps: Mornings[] = [];
let real = 0;

function smtpServer(): SMTPServer {
	return new SMTPServer({
		disabledCommands: ['AUTH', 'STARTTLS'],
		onRcptTo: (_address, _session, done) => {
			if (mood === 'asks to wait') done(Object.assign(new Error('later'), { responseCode: 451 }));
			else if (mood === 'refuses') done(Object.assign(new Error('no'), { responseCode: 550 }));
			else done();
		},
		onData: (stream, session, done) => {
			const chunks: Buffer[] = [];
			stream.on('data', (chunk: Buffer) => chunks.push(chunk));
			stream.on('end', () => {
				const { mailFrom, rcptTo } = session.envelope;
				received.push({
					to: rcptTo.map(({ address }) => address),
					from: mailFrom === false ? '' : mailFrom.address,
					source: Buffer.concat(chunks).toString('utf8')
				});
				// It has the mail, and the line is cut before it says so.
				if (mood === 'falls silent') server.close();
				else done();
			});
		}
	});
}

async function listen(on: number): Promise<void> {
	server = smtpServer();
	server.on('error', () => undefined);
	await new Promise<void>((bound) => {
		const listening = server.listen(on, '127.0.0.1', () => {
			const address = listening.address();
			port = typeof address === 'object' && address !== null ? address.port : 0;
			bound();
		});
	});
}

async function hangUp(): Promise<void> {
	await new Promise<void>((done) => {
		server.close(done);
	});
}

function aSweep(): Mornings {
	const post = morningPost({
		mail: { url: `smtp://127.0.0.1:${port}`, from: 'Đôn Đốc <don-doc@tinh.example>' },
		origin: ORIGIN,
		log: silentLog()
	});
	const { database, rulebook, clock } = scene;
	return startMornings({
		...{ database, rulebook, clock, post, log: silentLog(), demo: true },
		...{ every: 3_600_000, realNow: () => real }
	});
}

async function person(name: string, role: Role, agencyCode: string | null = null): Promise<number> {
	const made = await createAccount(
		scene.database,
		{ email: `${name}@tinh.example`, name, role, agencyCode, password: 'never typed by anybody' },
		OPERATOR
	);
	if (!made.accepted) throw new Error(made.refusal.code);
	return made.value;
}

async function wants(accountId: number, on: boolean): Promise<void> {
	const actor = { ...OPERATOR, kind: 'account' as const, accountId };
	const act = { actor, now: scene.clock.now(), realNow: real };
	const decided = await wantMorningPage(scene.database.web, on, act);
	expect(decided).toEqual({ accepted: true, value: { on } });
}

async function lookAll(): Promise<void> {
	await Promise.all(sweeps.map(async (sweep) => sweep.look()));
}

function addresses(): string[] {
	return received.flatMap(({ to }) => to).sort();
}

let leader = 0;
let head = 0;
let clerk = 0;

beforeAll(async () => {
	scene = await aScene(at('20261118150000'));
	await scene.send(aRecord('H21.01-OPEN', { NgayHenTra: '20261113170000' }));
	leader = await person('leader', 'leader');
	head = await person('head', 'head', 'H21.01');
	clerk = await person('clerk', 'clerk', 'H21.02');
	await person('nobody-asked', 'office');
});
afterAll(async () => scene.end());
beforeEach(async () => {
	mood = 'takes';
	received = [];
	real = at('20261119065505');
	await listen(0);
	sweeps = [aSweep(), aSweep()];
});
afterEach(async () => {
	await Promise.all(sweeps.map(async (sweep) => sweep.close()));
	await hangUp();
});

describe('the morning page by mail', () => {
	it('goes once to each who asked, one mail a person, with the page as PDF', async () => {
		for (const id of [leader, head, clerk]) await wants(id, true);
		scene.clock.set(at('20261119065503'));
		await lookAll();
		await lookAll();
		expect(addresses()).toEqual([
			...['clerk@tinh.example', 'head@tinh.example', 'leader@tinh.example']
		]);
		expect(received.every(({ to }) => to.length === 1)).toBe(true);
		const [mail] = received.filter(({ to }) => to[0] === 'head@tinh.example');
		const source = mail?.source ?? '';
		expect(mail?.from).toBe('don-doc@tinh.example');
		expect(source).not.toMatch(/clerk@|leader@/);
		expect(source).toContain('Auto-Submitted: auto-generated');
		expect(source).toContain(`<morning.2026-11-19.${head}@don-doc.example>`);
		const subject = /^Subject: (.*(?:\r\n[ \t].*)*)/m.exec(source)?.[1] ?? '';
		expect(decodedWords(subject)).toBe('SỐ LIỆU MÔ PHỎNG · Trang số liệu buổi sáng 19/11/2026');
		const [letter, pdf] = partsOf(source);
		expect(letter?.toString()).toContain(`${ORIGIN}/morning?day=2026-11-19`);
		expect(letter?.toString()).toContain('Kính gửi ông/bà head');
		const { text } = await extractText(new Uint8Array(pdf ?? []), { mergePages: true });
		expect(text.normalize('NFC')).toContain('số liệu đến 06:55 ngày 19/11/2026');
		expect(await ownMorning(scene.database.sql, head)).toEqual({
			on: true,
			last: { day: '2026-11-19', state: 'sent' }
		});
	});

	it('is not sent to who switched it on after the page was made, nor to who switched it off', async () => {
		await wants(head, false);
		await wants(clerk, false);
		await wants(clerk, true);
		await lookAll();
		expect(addresses()).toEqual([]);
		scene.clock.set(at('20261120065503'));
		await lookAll();
		expect(addresses()).toEqual(['clerk@tinh.example', 'leader@tinh.example']);
	});

	it('waits while the mail server is away, and is sent once when it is back', async () => {
		scene.clock.set(at('20261123065503'));
		await hangUp();
		await lookAll();
		await listen(port);
		// Not asked again at once.
		await lookAll();
		expect(addresses()).toEqual([]);
		real += 61_000;
		await lookAll();
		real += 3_600_000;
		await lookAll();
		expect(addresses()).toEqual(['clerk@tinh.example', 'leader@tinh.example']);
	});

	it('is tried again when the server asks to wait, and not when it refuses', async () => {
		// Tuesday is a holiday.
		scene.clock.set(at('20261125065503'));
		mood = 'asks to wait';
		await lookAll();
		mood = 'takes';
		real += 30_000;
		await lookAll();
		expect(addresses()).toEqual([]);
		real += 31_000;
		await lookAll();
		expect(addresses()).toEqual(['clerk@tinh.example', 'leader@tinh.example']);

		scene.clock.set(at('20261126065503'));
		received = [];
		mood = 'refuses';
		await lookAll();
		mood = 'takes';
		real += 3_600_000;
		await lookAll();
		expect(addresses()).toEqual([]);
		expect((await ownMorning(scene.database.sql, leader)).last).toEqual({
			...{ day: '2026-11-26', state: 'refused' }
		});
	});

	it('that may have arrived is not sent a second time', async () => {
		scene.clock.set(at('20261127065503'));
		await wants(clerk, false);
		mood = 'falls silent';
		await cutAfterData();
		await listen(port);
		mood = 'takes';
		real += 3_600_000;
		await lookAll();
		expect(addresses()).toEqual(['leader@tinh.example']);
		expect((await ownMorning(scene.database.sql, leader)).last?.state).toBe('sending');
	});

	it('is not sent to an account that was disabled, or whose post has ended', async () => {
		await wants(head, true);
		await wants(clerk, true);
		await scene.database.sql`update accounts set disabled_at = now() where id = ${head}`;
		await scene.database.sql`update posts set valid_to = '2026-11-27' where account_id = ${clerk}`;
		scene.clock.set(at('20261130065503'));
		await lookAll();
		expect(addresses()).toEqual(['leader@tinh.example']);
	});

	it('of a day that is over is not sent any more', async () => {
		scene.clock.set(at('20261201065503'));
		await hangUp();
		await lookAll();
		await listen(port);
		scene.clock.set(at('20261202050000'));
		real += 3_600_000;
		await lookAll();
		expect(addresses()).toEqual([]);
	});

	it('asked for or given up is on record, once for each change', async () => {
		const acts = await scene.database.sql<{ action: string }[]>`
			select action from audit where account_id = ${leader} order by n`;
		expect(acts.map(({ action }) => action)).toEqual(['morning.subscribe']);
		await wants(leader, true);
		await wants(leader, false);
		const after = await scene.database.sql<{ action: string }[]>`
			select action from audit where account_id = ${leader} order by n`;
		expect(after.map(({ action }) => action)).toEqual(['morning.subscribe', 'morning.unsubscribe']);
	});
});

/** One look while the server takes the mail and cuts every line before it answers. */
async function cutAfterData(): Promise<void> {
	const sockets = new Set<{ destroy(): void }>();
	server.server.on('connection', (socket: { destroy(): void }) => sockets.add(socket));
	const cutting = setInterval(() => {
		if (received.length > 0) for (const socket of sockets) socket.destroy();
	}, 10);
	await lookAll();
	clearInterval(cutting);
}

/** `=?UTF-8?Q?…?=` and `=?UTF-8?B?…?=` as text. */
function decodedWords(header: string): string {
	return header
		.replaceAll(/\?=\s+=\?/g, '?==?')
		.replaceAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, form: string, text: string) =>
			form.toLowerCase() === 'b'
				? Buffer.from(text, 'base64').toString('latin1')
				: text
						.replaceAll('_', ' ')
						.replaceAll(/=([0-9A-F]{2})/g, (__, hex: string) =>
							String.fromCharCode(Number.parseInt(hex, 16))
						)
		)
		.replace(/^.*$/s, (bytes) => Buffer.from(bytes, 'latin1').toString('utf8'));
}

/** The decoded contents of a mail of several parts. */
function partsOf(source: string): Buffer[] {
	const boundary = /boundary="([^"]+)"/.exec(source)?.[1] ?? '';
	return source
		.split(`--${boundary}`)
		.slice(1, -1)
		.map((part) => {
			const [head = '', ...rest] = part.split('\r\n\r\n');
			const body = rest.join('\r\n\r\n');
			if (/base64/i.test(head)) return Buffer.from(body, 'base64');
			if (!/quoted-printable/i.test(head)) return Buffer.from(body);
			const bytes = body
				.replaceAll('=\r\n', '')
				.replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) =>
					String.fromCharCode(Number.parseInt(hex, 16))
				);
			return Buffer.from(bytes, 'latin1');
		});
}
