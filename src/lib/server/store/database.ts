import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import { setTimeout as wait } from 'node:timers/promises';
import postgres from 'postgres';
import { MINUTE, startOfDay, type Instant } from '#lib/domain/calendar/time.ts';
import { knowArrays } from './array-types.ts';
import { renewedPool } from './renewed-pool.ts';
import { systemSettings, type ScopeSettings, type SystemScope } from './scope.ts';

export type Drizzle = PostgresJsDatabase;
/** postgres.js tagged templates, outside or inside a transaction. */
export type Sql = postgres.ISql;

/**
 * Where a query runs: {@link Database} (any connection of the pool) or {@link Transaction}. Both ways
 * of asking share one connection inside a transaction.
 *
 * What comes out is the same for Drizzle and for raw `sql`: timestamptz as epoch milliseconds
 * (infinity as ±Infinity), date as 'YYYY-MM-DD', int8 as a number (an unsafe one is an error),
 * numeric as text, jsonb parsed, bytea as Buffer. Going in: a number where PostgreSQL expects a
 * timestamptz is read as epoch milliseconds; objects where it expects json(b) are written as JSON.
 */
export interface Queryable {
	db: Drizzle;
	sql: Sql;
}

export interface Database extends Queryable {
	sql: postgres.Sql;
	/** Waits up to five seconds for running queries, then cuts them. */
	close(): Promise<void>;
}

export interface Transaction extends Queryable {
	sql: postgres.TransactionSql;
}

export interface DatabaseOptions {
	/** Connections at most. */
	max?: number;
	applicationName?: string;
	/** Milliseconds after which PostgreSQL ends a statement; 0 for none (loads, recounts). */
	statementTimeout?: number;
	/** Milliseconds after which it ends a session that sits in an open transaction. */
	idleInTransactionTimeout?: number;
	/**
	 * What every connection of the pool may see of itself, where a transaction says nothing else. Without
	 * it there are no rows to be seen, for the owner neither (FORCE ROW LEVEL SECURITY).
	 */
	scope?: SystemScope;
}

const TIMESTAMPTZ = 1184;
const JSON_OIDS = ['114', '3802'];
const DAY_OIDS = ['1082', '1114'];
const BLANK = 0x20;

/** `2026-11-20 14:05:00.123+07` of PostgreSQL as an instant. */
function readInstant(text: string): Instant {
	// What our sessions send, by looking the day up: a batch reads some ten thousand of them.
	if (text.charCodeAt(10) === BLANK && text.endsWith('+07')) {
		const hour = Number(text.slice(11, 13));
		const minute = Number(text.slice(14, 16));
		const second = Number(text.slice(17, -3));
		const at =
			startOfDay(text.slice(0, 10)) +
			hour * 3_600_000 +
			minute * MINUTE +
			Math.round(second * 1000);
		if (!Number.isNaN(at)) return at;
	}
	if (text === 'infinity') return Infinity;
	if (text === '-infinity') return -Infinity;
	const iso = text.replace(' ', 'T').replace(/([+-]\d{2})$/, '$1:00');
	const at = Date.parse(iso);
	if (Number.isNaN(at)) throw new RangeError('an instant outside what can be read');
	return at;
}

/** An instant as PostgreSQL reads it; texts are passed on for queries that write their own. */
export function writeInstant(value: Instant | string | Date): string {
	if (typeof value === 'string') return value;
	if (value === Infinity) return 'infinity';
	if (value === -Infinity) return '-infinity';
	return new Date(value).toISOString();
}

function readInt8(text: string): number {
	const value = Number(text);
	if (!Number.isSafeInteger(value)) throw new RangeError('an integer beyond 2^53');
	return value;
}

/**
 * Opens a pool. Connects at the first query and again after the server was away ({@link renewedPool}).
 * Sessions run in Asia/Ho_Chi_Minh, so that `::date` of an instant is the office's day.
 */
export function openDatabase(url: string, options: DatabaseOptions = {}): Database {
	const { max = 10, applicationName = 'don-doc' } = options;
	const { statementTimeout = 30_000, idleInTransactionTimeout = 30_000 } = options;
	const sql = renewedPool((own) => {
		const pool = postgres(url, {
			max,
			connect_timeout: 5,
			keep_alive: 15,
			// A pool connects once: after a loss it is left, and only turns away what waits in it.
			backoff: () => 0,
			max_lifetime: null,
			fetch_types: false,
			onnotice: () => undefined,
			connection: {
				application_name: applicationName,
				statement_timeout: statementTimeout,
				idle_in_transaction_session_timeout: idleInTransactionTimeout,
				TimeZone: 'Asia/Ho_Chi_Minh',
				...(options.scope === undefined ? {} : systemSettings(options.scope))
			},
			...own
		});
		decideTypes(pool);
		return pool;
	});
	return { db: drizzle(sql), sql, close: async () => sql.end({ timeout: 5 }) };
}

const asText = (text: string) => text;

/** One decision for both ways of asking. */
function decideTypes(sql: postgres.Sql): void {
	const parsers: Record<string, ((text: string) => unknown) | undefined> = sql.options.parsers;
	const serializers: Record<string, ((value: never) => unknown) | undefined> =
		sql.options.serializers;
	parsers[TIMESTAMPTZ] = readInstant;
	serializers[TIMESTAMPTZ] = writeInstant;
	for (const oid of DAY_OIDS) {
		parsers[oid] = asText;
		serializers[oid] = asText;
	}
	parsers['20'] = readInt8;
	serializers['20'] = String;
	for (const oid of JSON_OIDS) {
		// Drizzle hands over JSON text, `sql.json()` the value itself.
		serializers[oid] = (value: unknown) =>
			typeof value === 'string' ? value : JSON.stringify(value);
	}
	knowArrays(parsers, serializers);
}

export interface TransactionOptions {
	/** Default read committed. */
	isolation?: 'read committed' | 'repeatable read' | 'serializable';
	readOnly?: boolean;
	/** As which part of the program it works; by default as its pool does. */
	scope?: SystemScope;
	/** Instead of a name: exactly these, see `reading.ts`. */
	settings?: ScopeSettings;
}

/**
 * Runs `work` in one transaction: all of it, or nothing when it throws. Nothing outside the database
 * may happen inside `work`, since a lost connection at commit leaves the outcome to be asked again.
 */
export async function withTransaction<T>(
	database: Database,
	work: (tx: Transaction) => Promise<T>,
	options: TransactionOptions = {}
): Promise<T> {
	const mode = [
		options.isolation === undefined ? '' : `isolation level ${options.isolation}`,
		options.readOnly === true ? 'read only' : ''
	].join(' ');
	let outcome: { value: T } | undefined;
	const line = { lost: false };
	const begun = database.sql.begin(mode.trim(), async (sql) => {
		const held = whileHeld(sql, line);
		try {
			const scoped = enterScope(held, options);
			// When the work fails first nobody waits for it any more, and its failure would end the process.
			scoped.catch(() => undefined);
			outcome = { value: await work({ db: drizzleOver(held), sql: held }) };
			await scoped;
		} catch (error) {
			if (isDatabaseAway(error)) await Promise.race([gone, wait(1000, undefined, { ref: false })]);
			if (!line.lost) throw error;
		}
		if (line.lost) await new Promise(() => undefined);
	});
	// It ends before its work does only when its connection is lost.
	const gone = begun.catch(() => {
		line.lost = true;
	});
	await begun;
	if (outcome === undefined) throw new Error('a transaction ended without its outcome');
	return outcome.value;
}

/**
 * Says who works, for this transaction alone. It is not waited for: PostgreSQL runs what follows on the
 * same connection after it, and nothing at all when it failed.
 */
async function enterScope(sql: Sql, options: TransactionOptions): Promise<void> {
	const { scope, settings = scope === undefined ? null : systemSettings(scope) } = options;
	if (settings === null) return;
	const entered = sql`
		select set_config(name, value, true)
		from unnest(${Object.keys(settings)}::text[], ${Object.values(settings)}::text[]) as s(name, value)`;
	await entered.execute();
}

/**
 * The transaction for as long as its connection lives. postgres.js would write on: its own ROLLBACK to
 * a socket that is gone, which ends the process (porsager/postgres#1208), or our next statement over a
 * connection made anew, outside any transaction (#1155). So a lost transaction asks nothing any more,
 * and its work, which has already failed for the caller, is left where it stands.
 */
function whileHeld(sql: postgres.TransactionSql, line: { lost: boolean }): postgres.TransactionSql {
	const stillHeld = () => {
		if (line.lost) throw Object.assign(new Error('connection lost'), { code: 'CONNECTION_CLOSED' });
	};
	return new Proxy(sql, {
		apply(target, self, given) {
			stillHeld();
			return Reflect.apply(target, self, given);
		},
		get(target, key) {
			stillHeld();
			return Reflect.get(target, key);
		}
	});
}

function drizzleOver(sql: postgres.TransactionSql): Drizzle {
	// Drizzle's constructor writes into `options`; a transaction has none, and shares its pool's.
	const client = Object.assign(sql, { options: { parsers: {}, serializers: {} } });
	return drizzle(client as unknown as postgres.Sql);
}

const AWAY = new Set([
	'CONNECT_TIMEOUT',
	'CONNECTION_CLOSED',
	'CONNECTION_ENDED',
	'CONNECTION_DESTROYED',
	'ECONNREFUSED',
	'ECONNRESET',
	'EPIPE',
	'ETIMEDOUT',
	'EHOSTUNREACH',
	'ENOTFOUND',
	'EAI_AGAIN',
	'53300', // too many connections
	'57P01', // shut down by the administrator
	'57P02', // crashed
	'57P03' // starting up
]);

/** Whether an error, or one of its causes, says that the database cannot be reached now. */
export function isDatabaseAway(error: unknown): boolean {
	for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
		const code: unknown = Reflect.get(at, 'code');
		if (typeof code === 'string' && (AWAY.has(code) || code.startsWith('08'))) return true;
		if (at instanceof AggregateError && at.errors.some(isDatabaseAway)) return true;
	}
	return false;
}
