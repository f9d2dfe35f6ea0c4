import { readerFor, type Reader } from '#lib/domain/accounts/reader.ts';
import { dayOf, type Instant } from '#lib/domain/calendar/time.ts';
import { accountByEmail } from '#lib/server/store/accounts.ts';
import type { Database } from '#lib/server/store/database.ts';
import type { Rulebook } from '#lib/server/store/rulebook.ts';
import type { LoadedRules } from '#lib/server/store/rulebook.ts';

/** Where the demo's people work. */
export interface DemoPlace {
	database: Database;
	rulebook: Rulebook;
	rules: LoadedRules;
	/** The demo's now; nothing happens after it. */
	now: Instant;
}

/** Somebody of the demo who acts at an instant. */
export interface DemoActor {
	reader: Reader;
	address: string;
	now: Instant;
	realNow: Instant;
	channels: [];
}

export const LEADER = 'lanhdao@demo.example';
export const OFFICE = 'vanphong@demo.example';
export const INSPECTOR = 'kiemtra@demo.example';
export const HEADS = ['thutruong-so@demo.example', 'thutruong-xa@demo.example'] as const;

/** Null when the account has been taken away. */
export async function demoActor(
	{ database, rules }: DemoPlace,
	email: string,
	at: Instant
): Promise<DemoActor | null> {
	const account = await accountByEmail(database.sql, email);
	if (account === null) return null;
	return actorFor(readerFor(account, rules.directory, dayOf(at)), at);
}

export function actorFor(reader: Reader, at: Instant): DemoActor {
	return { reader, address: '127.0.0.1', now: at, realNow: Date.now(), channels: [] };
}
