import { encode } from '@auth/core/jwt';
import type { Role } from '#lib/domain/accounts/account.ts';
import { needsAgency } from '#lib/domain/accounts/permissions.ts';
import { createKey } from '#lib/server/accounts/manage.ts';
import {
	hashOfSecret,
	newDevice,
	newScreenToken,
	screenCookieNames
} from '#lib/server/accounts/screen-cookies.ts';
import { ABSOLUTE_SECONDS, newClaims, sessionSettings } from '#lib/server/accounts/session.ts';
import { OPERATOR } from '#lib/domain/audit/entry.ts';
import { insertAccount, insertPost } from '#lib/server/store/accounts.ts';
import { saveProvince, type ProvinceInput } from '#lib/server/store/agencies.ts';
import { insertSession } from '#lib/server/store/sessions.ts';
import { AUTH_SECRET } from '../accounts/province.ts';
import { makeDataDir, removeDataDir, startApp, type App } from '../setup/app.ts';
import { freshDatabase, type FreshDatabase } from '../setup/database.ts';

export const OWN = 'H21.01';
export const OTHER = 'H21.02';

/** Who asks, and what they send with every call. */
export interface Caller {
	name: string;
	headers: Record<string, string>;
	/** For a socket. */
	live: { cookie?: string; token?: string };
}

/** The built app on a database of its own, as the role that serves people. */
export interface AccessStage {
	app: App;
	origin: string;
	port: number;
	database: FreshDatabase;
	/** Somebody signed in with this role, in {@link OWN} unless it is said otherwise. */
	person(role: Role, agencyCode?: string): Promise<Caller>;
	key(scope: 'feed' | 'read' | 'act', rest?: { agency?: string; of?: string }): Promise<Caller>;
	/** A paired wall. */
	wall(): Promise<Caller>;
	ask(by: Caller, path: string, init?: RequestInit): Promise<Response>;
	close(): Promise<void>;
}

export async function openAccessStage(province: ProvinceInput): Promise<AccessStage> {
	const database = await freshDatabase();
	await saveProvince(database, province, Date.now(), 'test');
	const dataDir = makeDataDir();
	const app = await startApp(dataDir, {
		DATABASE_URL: database.url,
		DATABASE_WEB_URL: database.webUrl,
		AUTH_SECRET,
		DEMO: 'off'
	});
	await app.ready();
	const { origin, port } = new URL(app.url);
	const settings = sessionSettings({ authSecret: AUTH_SECRET, origin, demo: false });

	async function agencyId(code: string): Promise<number> {
		const [row] = await database.sql<{ id: number }[]>`
			select id from agencies where code = ${code}`;
		if (row === undefined) throw new Error(`no agency ${code}`);
		return row.id;
	}

	async function cookieOf(accountId: number): Promise<string> {
		const now = Date.now();
		const [row] = await database.sql<{ version: number }[]>`
			select session_version as version from accounts where id = ${accountId}`;
		const version = row?.version ?? 0;
		const token = newClaims({ id: accountId, sessionVersion: version }, now);
		await insertSession(database.sql, {
			...{ id: token.sid, accountId, version, secondFactor: true },
			...{ createdAt: now, endsAt: now + 3_600_000, address: '127.0.0.1', agent: 'test' }
		});
		const value = await encode({
			token,
			secret: settings.secret,
			salt: settings.cookieName,
			maxAge: ABSOLUTE_SECONDS
		});
		return `${settings.cookieName}=${value}`;
	}

	return {
		app,
		origin,
		port: Number(port),
		database,
		async person(role, agencyCode = OWN) {
			const at = needsAgency(role) ? agencyCode : null;
			const name = at === null ? role : `${role} ${at}`;
			const email = `${name.replace(' ', '.').toLowerCase()}@test.example`;
			const known = await database.sql<{ id: number }[]>`
				select id from accounts where email = ${email}`;
			const createdAt = Date.now();
			const made =
				known[0]?.id ??
				(await insertAccount(database.sql, { email, name, passwordHash: null, createdAt }));
			if (made === null) throw new Error(`${email} is taken`);
			if (known.length === 0) {
				await insertPost(database.sql, {
					...{ accountId: made, role, agencyId: at === null ? null : await agencyId(at) },
					...{ fields: [], answersFor: [], validFrom: '2025-07-01', validTo: null },
					...{ onBehalfOf: role === 'secretary' ? made : null, document: '', createdAt }
				});
			}
			const cookie = await cookieOf(made);
			return { name, headers: { cookie }, live: { cookie } };
		},
		async key(scope, { agency, of } = {}) {
			const made = await createKey(
				database,
				{
					...{ name: 'test', scope, agencyCode: agency ?? null, backfill: false },
					email: of === undefined ? null : `${of.replace(' ', '.').toLowerCase()}@test.example`
				},
				OPERATOR
			);
			if (!made.accepted) throw new Error(made.refusal.code);
			const token = made.value.key;
			const name = `${scope} key${agency === undefined ? '' : ` ${agency}`}${of === undefined ? '' : ` of ${of}`}`;
			return { name, headers: { authorization: `Bearer ${token}` }, live: { token } };
		},
		async wall() {
			const [device, token] = [newDevice(), newScreenToken()];
			const names = screenCookieNames(settings);
			await database.sql`
				insert into screens (name, device_hash, token_hash, rotated_at, paired_at, paired_by, ends_at)
				select 'Hall', ${hashOfSecret(device)}, ${hashOfSecret(token)}, now(), now(), min(id),
					now() + interval '1 day' from accounts`;
			const cookie = `${names.device}=${device}; ${names.token}=${token}`;
			return { name: 'wall', headers: { cookie }, live: { cookie } };
		},
		async ask(by, path, init = {}) {
			const given = Object.fromEntries(new Headers(init.headers));
			return fetch(new URL(path, app.url), {
				redirect: 'manual',
				...init,
				headers: { origin, ...by.headers, ...given }
			});
		},
		async close() {
			await app.end();
			await removeDataDir(dataDir);
			await database.drop();
		}
	};
}
