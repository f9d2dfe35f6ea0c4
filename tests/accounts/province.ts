import { SECOND_FACTOR_ROLES } from '#lib/domain/accounts/permissions.ts';
import { OPERATOR } from '#lib/domain/audit/entry.ts';
import { openReaders, type Readers } from '#lib/server/accounts/readers.ts';
import { createAccount, createKey, type NewKey } from '#lib/server/accounts/manage.ts';
import { sessionSettings } from '#lib/server/accounts/session.ts';
import { saveProvince } from '#lib/server/store/agencies.ts';
import { openRulebook } from '#lib/server/store/rulebook.ts';
import { aProvince } from '../makers/province.ts';
import type { FreshDatabase } from '../setup/database.ts';
import { AUTH_SECRET, giveFactor } from './factors.ts';

export { AUTH_SECRET };
export const PASSWORD = 'mat khau thu nghiem';
export const NOW = Date.parse('2026-11-20T09:00:00+07:00');

/** One account of every role (two heads), by a short name. */
export const PEOPLE = {
	leader: { role: 'leader', agencyCode: null },
	office: { role: 'office', agencyCode: null },
	centre: { role: 'centre', agencyCode: null },
	inspector: { role: 'inspector', agencyCode: null },
	land: { role: 'head', agencyCode: 'H21.01' },
	justice: { role: 'head', agencyCode: 'H21.02' },
	officer: { role: 'officer', agencyCode: 'H21.01.01' },
	admin: { role: 'admin', agencyCode: null },
	screen: { role: 'screen', agencyCode: null }
} as const;
export type Person = keyof typeof PEOPLE;

export const emailOf = (person: Person) => `${person}@test.example`;

export async function settle(database: FreshDatabase): Promise<void> {
	await saveProvince(database, aProvince(), NOW, 'test');
	await Promise.all(
		Object.entries(PEOPLE).map(async ([name, { role, agencyCode }]) => {
			const email = `${name}@test.example`;
			const made = await createAccount(
				database,
				{
					...{ email, name, role, agencyCode },
					password: PASSWORD
				},
				OPERATOR
			);
			if (!made.accepted) throw new Error(made.refusal.code);
			if (SECOND_FACTOR_ROLES.includes(role)) {
				await giveFactor(database, { id: made.value, email });
			}
		})
	);
}

export async function aKey(database: FreshDatabase, rest: Partial<NewKey> = {}) {
	const made = await createKey(
		database,
		{
			...{ name: 'test', scope: 'read', agencyCode: null, email: null, backfill: false },
			...rest
		},
		OPERATOR
	);
	if (!made.accepted) throw new Error(made.refusal.code);
	return made.value;
}

/** As each process opens it; `time.now` moves the monotonic clock of its memory. */
export function readersOf(
	database: FreshDatabase,
	demandsFactor = false
): { readers: Readers; time: { now: number } } {
	const time = { now: 0 };
	const rulebook = openRulebook(database.sql);
	const readers = openReaders({
		sql: database.sql,
		directory: async () => (await rulebook.current()).directory,
		clock: { now: () => NOW },
		session: sessionSettings({
			authSecret: AUTH_SECRET,
			origin: 'http://localhost:3000',
			demo: !demandsFactor
		}),
		elapsed: () => time.now
	});
	return { readers, time };
}
