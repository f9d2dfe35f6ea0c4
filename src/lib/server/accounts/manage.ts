import { z } from 'zod';
import { ROLES } from '#lib/domain/accounts/account.ts';
import type { Actor } from '#lib/domain/audit/entry.ts';
import type { Day } from '#lib/domain/calendar/time.ts';
import { needsAgency } from '#lib/domain/accounts/permissions.ts';
import type { KeyScope } from '#lib/domain/accounts/reader.ts';
import { accepted, refused, type Decision } from '#lib/domain/refusal.ts';
import {
	accountByEmail,
	agencyIdOf,
	disableAccount,
	insertAccount,
	insertPost,
	normaliseEmail,
	savePassword,
	type AccountRecord
} from '../store/accounts.ts';
import { record } from '../store/audit.ts';
import { withTransaction, type Database, type Sql } from '../store/database.ts';
import { insertKey, keyById, revokeKey } from '../store/keys.ts';
import { enableAccount } from '../store/people.ts';
import { forgetTrustedDevices } from '../store/trusted-devices.ts';
import { announce } from './announce.ts';
import { hashOfKey, newKey } from './api-key.ts';
import { hashPassword, passwordFault } from './password.ts';

export interface NewAccount {
	email: string;
	name: string | null;
	role: string;
	agencyCode: string | null;
	/** The first day of its post. */
	validFrom?: Day;
	/** What a leader answers for: codes of fields and of agencies. */
	remit?: { fields: string[]; agencies: string[] };
	password: string;
}

/** The first day of the province of two levels: of a post that was given without a day. */
const FIRST_DAY: Day = '2025-07-01';

const emailShape = z.email().max(254);

/** Makes an account, and keeps on record who made it. @returns its id, or what was wrong with what was asked */
export async function createAccount(
	database: Database,
	given: NewAccount,
	actor: Actor
): Promise<Decision<number>> {
	const email = normaliseEmail(given.email);
	if (!emailShape.safeParse(email).success) return refused('accounts.email_malformed');
	const role = ROLES.find((one) => one === given.role);
	if (role === undefined) return refused('accounts.role_unknown', { roles: ROLES.join(', ') });
	const fault = await passwordFault(given.password, [email, given.name ?? '']);
	if (fault !== null) return refused('accounts.password_weak', { needs: fault });
	if (role === 'secretary') return refused('accounts.principal_needed');
	if (needsAgency(role) !== (given.agencyCode !== null)) {
		return refused(needsAgency(role) ? 'accounts.agency_needed' : 'accounts.agency_not_wanted', {
			role
		});
	}
	const passwordHash = await hashPassword(given.password);
	return withTransaction(database, async ({ sql }) => {
		const agencyId = given.agencyCode === null ? null : await agencyIdOf(sql, given.agencyCode);
		if (given.agencyCode !== null && agencyId === null) return refused('accounts.agency_unknown');
		const { fields = [], agencies = [] } = given.remit ?? {};
		const parts = await Promise.all(agencies.map(async (code) => agencyIdOf(sql, code)));
		const answersFor = parts.filter((part) => part !== null);
		if (answersFor.length < parts.length) return refused('accounts.agency_unknown');
		const id = await insertAccount(sql, {
			email,
			name: given.name ?? email,
			passwordHash,
			createdAt: Date.now()
		});
		if (id === null) return refused('accounts.email_taken');
		await insertPost(sql, {
			accountId: id,
			role,
			agencyId,
			fields,
			answersFor,
			onBehalfOf: null,
			validFrom: given.validFrom ?? FIRST_DAY,
			validTo: null,
			document: '',
			createdAt: Date.now()
		});
		const { agencyCode, validFrom = FIRST_DAY } = given;
		await record(sql, {
			at: Date.now(),
			actor,
			action: 'account.create',
			subject: `account:${id}`,
			before: null,
			after: {
				...{ email, name: given.name ?? email, role, agency: agencyCode, validFrom },
				...(given.remit === undefined ? {} : { fields, answersFor: agencies })
			}
		});
		await announce(sql, `account:${id}`);
		return accepted(id);
	});
}

/** Ends the account's sessions and keys, in every process, for good. */
export async function disable(
	database: Database,
	email: string,
	actor: Actor
): Promise<Decision<number>> {
	return onAccount(database, email, async (sql, { id, disabledAt }) => {
		await disableAccount(sql, id, Date.now());
		await record(sql, {
			at: Date.now(),
			actor,
			action: 'account.disable',
			subject: `account:${id}`,
			before: { disabled: disabledAt !== null },
			after: { disabled: true }
		});
	});
}

/** Lets the account come in again, with the password and posts that it has. */
export async function enable(
	database: Database,
	email: string,
	actor: Actor
): Promise<Decision<number>> {
	return onAccount(database, email, async (sql, { id, disabledAt }) => {
		await enableAccount(sql, id);
		await record(sql, {
			at: Date.now(),
			actor,
			action: 'account.enable',
			subject: `account:${id}`,
			before: { disabled: disabledAt !== null },
			after: { disabled: false }
		});
	});
}

/** Sets another password and ends the account's sessions. */
export async function resetPassword(
	database: Database,
	email: string,
	password: string,
	actor: Actor
): Promise<Decision<number>> {
	const account = await accountByEmail(database.sql, email);
	const fault = await passwordFault(password, [email, account?.name ?? '']);
	if (fault !== null) return refused('accounts.password_weak', { needs: fault });
	const hash = await hashPassword(password);
	return onAccount(database, email, async (sql, { id }) => {
		const at = Date.now();
		await savePassword(sql, id, hash);
		await forgetTrustedDevices(sql, { accountId: id, at });
		await record(sql, {
			at,
			actor,
			action: 'account.password',
			subject: `account:${id}`,
			before: null,
			after: null
		});
	});
}

async function onAccount(
	database: Database,
	email: string,
	change: (sql: Sql, account: AccountRecord) => Promise<void>
): Promise<Decision<number>> {
	return withTransaction(database, async ({ sql }) => {
		const account = await accountByEmail(sql, email);
		if (account === null) return refused('accounts.account_unknown');
		await change(sql, account);
		await announce(sql, `account:${account.id}`);
		return accepted(account.id);
	});
}

export interface NewKey {
	name: string;
	scope: string;
	agencyCode: string | null;
	email: string | null;
	backfill: boolean;
}

const SCOPES: readonly KeyScope[] = ['feed', 'read', 'act'];

/** Makes a key. @returns the key itself, which is kept nowhere and cannot be shown again */
export async function createKey(
	database: Database,
	given: NewKey,
	actor: Actor
): Promise<Decision<{ id: number; key: string }>> {
	const scope = SCOPES.find((one) => one === given.scope);
	if (scope === undefined) return refused('keys.scope_unknown', { scopes: SCOPES.join(', ') });
	if (given.name.trim() === '') return refused('keys.name_needed');
	if (scope === 'act' && given.email === null) return refused('keys.account_needed');
	if (scope === 'feed' && given.email !== null) return refused('keys.account_not_wanted');
	if (scope !== 'feed' && given.backfill) return refused('keys.backfill_not_wanted');
	const key = newKey(scope);
	const hash = hashOfKey(key);
	if (hash === null) throw new Error('a key of ours has not our shape');
	return withTransaction(database, async ({ sql }) => {
		const agencyId = given.agencyCode === null ? null : await agencyIdOf(sql, given.agencyCode);
		if (given.agencyCode !== null && agencyId === null) return refused('keys.agency_unknown');
		const account = given.email === null ? null : await accountByEmail(sql, given.email);
		if (given.email !== null && account === null) return refused('keys.account_unknown');
		const id = await insertKey(sql, {
			name: given.name.trim(),
			scope,
			agencyId,
			accountId: account?.id ?? null,
			backfill: given.backfill,
			hash,
			createdAt: Date.now()
		});
		await record(sql, {
			at: Date.now(),
			actor,
			action: 'key.create',
			subject: `key:${id}`,
			before: null,
			after: await keyById(sql, id)
		});
		await announce(sql, `key:${id}`);
		return accepted({ id, key });
	});
}

/** Closes a key: within five seconds it opens nothing in any process. */
export async function closeKey(
	database: Database,
	id: number,
	actor: Actor
): Promise<Decision<number>> {
	return withTransaction(database, async ({ sql }) => {
		const before = await keyById(sql, id);
		if (!(await revokeKey(sql, id, Date.now()))) return refused('keys.key_unknown');
		await record(sql, {
			at: Date.now(),
			actor,
			action: 'key.revoke',
			subject: `key:${id}`,
			before,
			after: await keyById(sql, id)
		});
		await announce(sql, `key:${id}`);
		return accepted(id);
	});
}
