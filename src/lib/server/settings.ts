import { resolve } from 'node:path';
import { z } from 'zod';
import type { Instant } from '#lib/domain/calendar/time.ts';
import { systemClock, trainingClock, type Clock } from './clock.ts';

/** What the operator decided, read once from the environment. Nothing else reads `process.env`. */
export interface Settings {
	host: string;
	port: number;
	/** The public origin, without a trailing slash; links in mails and pages start with it. */
	origin: string;
	/** Every spelling of our own origin that a browser may send: all loopback names, or just `origin`. */
	origins: string[];
	/** As owner: migrations, jobs, the live server. Null before the embedded database is started. */
	databaseUrl: string | null;
	/** As the restricted role that serves people. Null before the embedded database is started. */
	databaseWebUrl: string | null;
	/** Absolute folder of the embedded database, uploads and generated secrets. */
	dataDir: string;
	/** Null only when `npm start` has yet to generate it into `dataDir`. */
	authSecret: string | null;
	mail: { url: string; from: string } | null;
	/** Where notices go besides mail, and what they are signed with; null: nowhere. */
	webhook: { url: string; secret: string } | null;
	oidc: { issuer: string; clientId: string; clientSecret: string } | null;
	demo: boolean;
	/** Simulated messages a second. */
	demoRate: number;
	/** The training clock: it shows `start` when the real clock shows `realStart`. */
	training: { start: Instant; speed: number; realStart: Instant } | null;
	/** Absolute path of a file to which the head of the audit chain is appended each day; null: none. */
	auditHeads: string | null;
	logLevel: string;
}

/** A setting that start refuses; `setting` names the variable, the message says why, never its value. */
export class SettingsError extends Error {
	readonly setting: string;

	constructor(setting: string, message: string) {
		super(`${setting}: ${message}`);
		this.name = 'SettingsError';
		this.setting = setting;
	}
}

const FIRST_TRAINING_DAY = Date.parse('2026-08-01T00:00:00+07:00');
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

const given = z
	.string()
	.optional()
	.transform((text) => (text === undefined || text.trim() === '' ? undefined : text.trim()));
const postgresUrl = given.refine(
	(url) => url === undefined || (/^postgres(ql)?:\/\//.test(url) && URL.canParse(url)),
	'must be a postgres:// address'
);

const environment = z.object({
	PORT: given
		.refine((text) => text === undefined || /^\d{1,5}$/.test(text), 'must be a port number')
		.transform((text) => Number(text ?? '3000'))
		.refine((port) => port <= 65_535, 'must be a port number'),
	HOST: given.transform((host) => host ?? '127.0.0.1'),
	ORIGIN: given.refine((url) => url === undefined || URL.canParse(url), 'must be an address'),
	DATABASE_URL: postgresUrl,
	DATABASE_WEB_URL: postgresUrl,
	DATA_DIR: given.transform((dir) => resolve(dir ?? '.data')),
	AUTH_SECRET: given.refine(
		(secret) => secret === undefined || secret.length >= 32,
		'must have at least 32 characters'
	),
	SMTP_URL: given.refine(
		(url) => url === undefined || /^smtps?:\/\//.test(url),
		'must be an smtp:// or smtps:// address'
	),
	MAIL_FROM: given,
	NOTICE_WEBHOOK_URL: given.refine(
		(url) => url === undefined || URL.canParse(url),
		'must be an address'
	),
	NOTICE_WEBHOOK_SECRET: given.refine(
		(secret) => secret === undefined || secret.length >= 32,
		'must have at least 32 characters'
	),
	OIDC_ISSUER: given.refine((url) => url === undefined || URL.canParse(url), 'must be an address'),
	OIDC_CLIENT_ID: given,
	OIDC_CLIENT_SECRET: given,
	DEMO: given.refine((text) => text === undefined || /^(on|off)$/.test(text), 'must be on or off'),
	DEMO_RATE: given
		.transform((text) => Number(text ?? '2'))
		.refine((rate) => Number.isFinite(rate) && rate >= 0 && rate <= 1000, 'must be 0 to 1000'),
	CLOCK_START: given.refine(
		(text) =>
			text === undefined ||
			(/T.*(Z|[+-]\d{2}:\d{2})$/.test(text) && Number.isFinite(Date.parse(text))),
		'must be an instant with its offset, for example 2026-11-20T23:59:00+07:00'
	),
	CLOCK_SPEED: given
		.transform((text) => Number(text ?? '1'))
		.refine((speed) => Number.isFinite(speed) && speed > 0 && speed <= 100_000, 'must be above 0'),
	CLOCK_REAL_START: given.transform((text) => (text === undefined ? undefined : Number(text))),
	AUDIT_HEADS: given.transform((path) => (path === undefined ? null : resolve(path))),
	LOG_LEVEL: given
		.refine(
			(text) => text === undefined || /^(debug|info|warn|error|silent)$/.test(text),
			'must be debug, info, warn, error or silent'
		)
		.transform((level) => level ?? 'info')
});

function isSafe({ protocol, hostname }: URL): boolean {
	return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.includes(hostname));
}

function originOf(text: string | undefined, port: number) {
	const url = new URL(text ?? `http://localhost:${port}`);
	if (url.pathname !== '/' || url.search !== '' || url.hash !== '' || url.username !== '') {
		throw new SettingsError('ORIGIN', 'must be scheme, host and port only');
	}
	const loopback = LOOPBACK.includes(url.hostname);
	if (!isSafe(url)) {
		throw new SettingsError('ORIGIN', 'must be https, except on a loopback address');
	}
	if (!loopback) return { origin: url.origin, origins: [url.origin] };
	const suffix = url.port === '' ? '' : `:${url.port}`;
	return {
		origin: url.origin,
		origins: LOOPBACK.map((host) => `${url.protocol}//${host}${suffix}`)
	};
}

/**
 * Reads and checks the settings of contract section 1.
 * @throws SettingsError naming the variable at fault, without its value.
 */
export function readSettings(env: Record<string, string | undefined>): Settings {
	const parsed = environment.safeParse(env);
	if (!parsed.success) {
		const issue = parsed.error.issues[0];
		throw new SettingsError(String(issue?.path[0] ?? 'settings'), issue?.message ?? 'is not valid');
	}
	const e = parsed.data;
	if (e.DATABASE_URL !== undefined && e.AUTH_SECRET === undefined) {
		throw new SettingsError('AUTH_SECRET', 'is required together with DATABASE_URL');
	}
	if (e.DATABASE_URL === undefined && e.DATABASE_WEB_URL !== undefined) {
		throw new SettingsError('DATABASE_WEB_URL', 'has no meaning without DATABASE_URL');
	}
	if ((e.SMTP_URL === undefined) !== (e.MAIL_FROM === undefined)) {
		throw new SettingsError('MAIL_FROM', 'and SMTP_URL go together');
	}
	const hook = e.NOTICE_WEBHOOK_URL;
	if ((hook === undefined) !== (e.NOTICE_WEBHOOK_SECRET === undefined)) {
		throw new SettingsError('NOTICE_WEBHOOK_SECRET', 'and NOTICE_WEBHOOK_URL go together');
	}
	if (hook !== undefined && !isSafe(new URL(hook))) {
		throw new SettingsError('NOTICE_WEBHOOK_URL', 'must be https, except on a loopback address');
	}
	const oidc = [e.OIDC_ISSUER, e.OIDC_CLIENT_ID, e.OIDC_CLIENT_SECRET];
	if (oidc.some((part) => part !== undefined) && oidc.includes(undefined)) {
		throw new SettingsError('OIDC_ISSUER', 'OIDC_CLIENT_ID and OIDC_CLIENT_SECRET go together');
	}
	if (e.OIDC_ISSUER !== undefined && !isSafe(new URL(e.OIDC_ISSUER))) {
		throw new SettingsError('OIDC_ISSUER', 'must be https, except on a loopback address');
	}
	const demo = e.DEMO === undefined ? e.DATABASE_URL === undefined : e.DEMO === 'on';
	if (!demo && (e.CLOCK_START !== undefined || e.CLOCK_SPEED !== 1)) {
		throw new SettingsError('CLOCK_START', 'and CLOCK_SPEED exist only with DEMO=on');
	}
	const realStart = e.CLOCK_REAL_START ?? Date.now();
	const start = e.CLOCK_START === undefined ? realStart : Date.parse(e.CLOCK_START);
	if (e.CLOCK_START !== undefined && start < FIRST_TRAINING_DAY) {
		throw new SettingsError('CLOCK_START', 'must be 2026-08-01 or later');
	}
	return {
		host: e.HOST,
		port: e.PORT,
		...originOf(e.ORIGIN, e.PORT),
		databaseUrl: e.DATABASE_URL ?? null,
		databaseWebUrl: e.DATABASE_WEB_URL ?? null,
		dataDir: e.DATA_DIR,
		authSecret: e.AUTH_SECRET ?? null,
		mail:
			e.SMTP_URL === undefined || e.MAIL_FROM === undefined
				? null
				: { url: e.SMTP_URL, from: e.MAIL_FROM },
		webhook:
			hook === undefined || e.NOTICE_WEBHOOK_SECRET === undefined
				? null
				: { url: hook, secret: e.NOTICE_WEBHOOK_SECRET },
		oidc:
			e.OIDC_ISSUER === undefined ||
			e.OIDC_CLIENT_ID === undefined ||
			e.OIDC_CLIENT_SECRET === undefined
				? null
				: {
						issuer: e.OIDC_ISSUER,
						clientId: e.OIDC_CLIENT_ID,
						clientSecret: e.OIDC_CLIENT_SECRET
					},
		demo,
		demoRate: e.DEMO_RATE,
		training:
			e.CLOCK_START === undefined && e.CLOCK_SPEED === 1
				? null
				: { start, speed: e.CLOCK_SPEED, realStart },
		auditHeads: e.AUDIT_HEADS,
		logLevel: e.LOG_LEVEL
	};
}

/** The domain's clock that these settings ask for. */
export function clockOf(settings: Settings): Clock {
	const t = settings.training;
	return t === null ? systemClock() : trainingClock(t.start, t.speed, t.realStart);
}

/** The ways out of the program that these settings open. */
export function channelsOf({ mail, webhook }: Settings): ('mail' | 'webhook')[] {
	return [
		...(mail === null ? [] : (['mail'] as const)),
		...(webhook === null ? [] : (['webhook'] as const))
	];
}
