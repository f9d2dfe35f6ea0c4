import { setImmediate as othersFirst } from 'node:timers/promises';
import type { Day, Instant } from '#lib/domain/calendar/time.ts';
import type { Sql } from './database.ts';

/**
 * A column of a bulk statement: its name and where its value comes from. `int`, `bigint` and
 * `smallint` are whole numbers; `words` is a text[] of plain words, `hex` a bytea, `json` a text that
 * is JSON already; `sameInstant` and `sameInt` have the first row's value in every row.
 */
export type BulkColumn<T> = { name: string } & (
	| { type: 'int' | 'bigint' | 'smallint'; of(row: T): number | null }
	| { type: 'instant'; of(row: T): Instant | null }
	| { type: 'date'; of(row: T): Day | null }
	| { type: 'bool'; of(row: T): boolean }
	| { type: 'text'; of(row: T): string | null }
	| { type: 'words'; of(row: T): readonly string[] }
	| { type: 'hex' | 'json'; of(row: T): string }
	| { type: 'sameInstant' | 'sameInt'; of(row: T): number }
);

/** A statement of more rows than this goes in parts: a file of 50,000 lets others have their turn. */
const ROWS_AT_ONCE = 3_000;

/**
 * Many rows as one parameter a column, to be read in SQL with {@link rowsOf}. PostgreSQL reads an
 * array of 1,000 values several times faster than 1,000 JSON objects or 30,000 parameters, and unlike
 * COPY it serves tables with row-level security.
 */
function parameters<T>(columns: readonly BulkColumn<T>[], rows: readonly T[]): string[] {
	return columns.map((column) => {
		switch (column.type) {
			case 'int':
			case 'bigint':
			case 'smallint':
			case 'instant':
			case 'date':
				return array(rows, (row) => column.of(row) ?? 'NULL');
			case 'bool':
				return array(rows, (row) => (column.of(row) ? 't' : 'f'));
			case 'text':
				return array(rows, (row) => element(column.of(row)));
			case 'words':
				return array(rows, (row) => `"{${column.of(row).join(',')}}"`);
			case 'hex':
				return array(rows, column.of);
			case 'json':
				// JSON as JavaScript writes it has no line feed; quoting all its quotes would double it.
				return rows.map(column.of).join('\n');
			case 'sameInstant':
			case 'sameInt': {
				const [first] = rows;
				return first === undefined ? '' : String(column.of(first));
			}
		}
	});
}

function array<T>(rows: readonly T[], of: (row: T) => string | number): string {
	return `{${rows.map(of).join(',')}}`;
}

const PLAIN = /^[\w.:/-]+$/;

/** A text as an element of an array. */
function element(text: string | null): string {
	if (text === null) return 'NULL';
	if (PLAIN.test(text) && text.toUpperCase() !== 'NULL') return text;
	return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/**
 * `unnest(…) as name(…)`, and how each column is read from it.
 * @param before parameters that stand before those of the columns
 */
function rowsOf<T>(
	columns: readonly BulkColumn<T>[],
	name: string,
	before = 0
): { from: string; reads: string[] } {
	const arrays: string[] = [];
	const names: string[] = [];
	const reads = columns.map((column, i) => {
		const parameter = `$${before + i + 1}::text`;
		if (column.type === 'sameInstant') return `to_timestamp(${parameter}::float8 / 1000)`;
		if (column.type === 'sameInt') return `${parameter}::int`;
		const value = `${name}.${column.name}`;
		names.push(column.name);
		switch (column.type) {
			case 'json':
				arrays.push(`string_to_array(${parameter}, E'\\n')`);
				return `${value}::jsonb`;
			case 'instant':
				arrays.push(`${parameter}::bigint[]`);
				return `to_timestamp(${value}::float8 / 1000)`;
			case 'words':
				arrays.push(`${parameter}::text[]`);
				return `${value}::text[]`;
			case 'hex':
				arrays.push(`${parameter}::text[]`);
				return `decode(${value}, 'hex')`;
			default:
				arrays.push(`${parameter}::${column.type}[]`);
				return value;
		}
	});
	return { from: `unnest(${arrays.join(', ')}) as ${name}(${names.join(', ')})`, reads };
}

/** Writes rows, with parameters of its own before theirs, and says how many it wrote. */
type Write<T> = (sql: Sql, rows: readonly T[], own?: (string | number)[]) => Promise<number>;

/**
 * A statement over any number of rows.
 *
 * @param write the statement, given `unnest(…) as x(…)` and how each column is read from it
 * @param before how many parameters of its own it has, `$1` and on
 */
export function bulkStatement<T>(
	columns: readonly BulkColumn<T>[],
	write: (rows: { from: string; reads: string[] }) => string,
	before = 0
): Write<T> {
	const statement = write(rowsOf(columns, 'x', before));
	return async (sql, rows, own = []) => {
		if (rows.length === 0) return 0;
		const values = [...own, ...parameters(columns, rows)];
		return (await sql.unsafe(statement, values, { prepare: true })).count;
	};
}

/** {@link ROWS_AT_ONCE} rows at a time. */
function inParts<T>(write: Write<T>): (sql: Sql, rows: readonly T[]) => Promise<number> {
	return async (sql, rows) => {
		if (rows.length <= ROWS_AT_ONCE) return write(sql, rows);
		let count = 0;
		for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
			await othersFirst();
			count += await write(sql, rows.slice(from, from + ROWS_AT_ONCE));
		}
		return count;
	};
}

/**
 * An INSERT of any number of rows.
 * @param end what follows the rows, as `on conflict …`
 */
export function bulkInsert<T>(table: string, columns: readonly BulkColumn<T>[], end = '') {
	const names = columns.map((column) => column.name).join(', ');
	return inParts(
		bulkStatement(
			columns,
			({ from, reads }) =>
				`insert into ${table} (${names}) select ${reads.join(', ')} from ${from} ${end}`
		)
	);
}

/** An UPDATE of any number of rows, each found by `key`, which is one of the columns. */
export function bulkUpdate<T>(table: string, columns: readonly BulkColumn<T>[], key: string) {
	return inParts(
		bulkStatement(columns, ({ from, reads }) => {
			const sets = columns.flatMap(({ name }, i) =>
				name === key ? [] : `${name} = ${reads[i] ?? ''}`
			);
			return `update ${table} t set ${sets.join(', ')} from ${from} where t.${key} = x.${key}`;
		})
	);
}
