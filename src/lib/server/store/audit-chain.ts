import { createHash } from 'node:crypto';
import { setImmediate as othersFirst } from 'node:timers/promises';
import type { Sql } from './database.ts';

/** The head of the chain as it was once printed and kept elsewhere. */
export interface PrintedHead {
	n: number;
	/** In hexadecimal. */
	hash: string;
}

/** What a look at the chain found. */
export interface ChainCheck {
	/** What is wrong, each with the number of its row, in order; the first is the first broken row. */
	broken: string[];
	/** Links that were recomputed. */
	links: number;
	/** The last number that was looked at. */
	last: number;
	/** Whether the end of the chain was reached, and compared with its head. */
	whole: boolean;
}

export interface ChainCheckOptions {
	/** Begins after this link, whose own hash is taken as it stands; 0: from the first. */
	after?: number;
	/** Stops after so many links. */
	atMost?: number;
	/** Heads that were printed: each must be the hash of its row. */
	printed?: readonly PrintedHead[];
}

/** A row as the hash is over it: every part as text, as `append_audit` (drizzle/0004) writes it. */
interface Link {
	n: number;
	parts: (string | null)[];
	hash: Buffer;
}

const AT_ONCE = 5_000;
/** So many broken rows are looked at for having changed places. */
const SUSPECTS = 20;

/**
 * The hash of a link: SHA-256 over the hash before it and every part with its length in bytes before
 * it, `-` for what is not there. Written from the specification (docs/decisions), not by calling the
 * database's own function, so that neither can be changed without the other telling.
 */
export function linkHash(previous: Buffer, parts: readonly (string | null)[]): Buffer {
	const text = parts
		.map((part) => (part === null ? '-' : `${Buffer.byteLength(part)}:${part}`))
		.join(',');
	return createHash('sha256').update(previous).update(text).digest();
}

/**
 * Recomputes the chain link by link, some thousands of rows at a time: memory does not grow with it.
 * A changed byte, a missing row, rows that have changed places, an end that was cut off and a head
 * that is another are each named by their number.
 *
 * @param sql one repeatable-read transaction, so that rows and head are of one moment
 */
export async function checkChain(sql: Sql, options: ChainCheckOptions = {}): Promise<ChainCheck> {
	const { after = 0, atMost = Infinity } = options;
	const printed = Map.groupBy(options.printed ?? [], ({ n }) => n);
	const walk = new Walk(await hashOf(sql, after), after);
	let whole = false;
	while (walk.links < atMost && !whole) {
		const limit = Math.min(AT_ONCE, atMost - walk.links);
		const rows = await linksAfter(sql, walk.position, limit);
		for (const row of rows) {
			walk.step(row);
			for (const head of printed.get(row.n) ?? []) walk.compare(head, row);
			printed.delete(row.n);
		}
		whole = rows.length < limit;
		await othersFirst();
	}
	if (whole) {
		await walk.end(sql);
		for (const n of printed.keys()) walk.miss(n);
	}
	return { broken: walk.broken(), links: walk.links, last: walk.last, whole };
}

class Walk {
	links = 0;
	/** The number that was read last, for reading on. */
	position: number | null;
	last: number;
	#previous: Buffer;
	/** What the hash before should have been, where it was another. */
	#meant: Buffer | null = null;
	readonly #found: { n: number; text: string }[] = [];
	readonly #suspects: (Link & { previous: Buffer })[] = [];

	constructor(previous: Buffer, after: number) {
		this.#previous = previous;
		this.last = after;
		this.position = after === 0 ? null : after;
	}

	step(row: Link): void {
		this.links++;
		this.position = row.n;
		if (row.n !== this.last + 1) {
			this.#gap(row.n);
			// What the missing row's hash was is not known: the chain is taken up again from here.
			this.#meant = null;
		} else {
			this.#judge(row);
		}
		this.last = row.n;
		this.#previous = row.hash;
	}

	#judge(row: Link): void {
		const made = linkHash(this.#previous, row.parts);
		if (made.equals(row.hash)) {
			this.#meant = null;
			return;
		}
		if (this.#meant !== null && linkHash(this.#meant, row.parts).equals(row.hash)) {
			// It follows from what the row before should have had: only that row's hash was changed.
			this.#meant = null;
			return;
		}
		if (this.#suspects.length < SUSPECTS) {
			this.#suspects.push({ ...row, previous: this.#previous });
		}
		this.#meant = made;
		this.#say(row.n, 'is not what was recorded, or does not follow from the row before it');
	}

	#gap(n: number): void {
		if (n <= this.last) return this.#say(n, `stands where row ${this.last + 1} belongs`);
		const missing = n - this.last - 1;
		const which =
			missing === 1 ? 'is missing' : `and the ${missing - 1} after it are missing, up to ${n - 1}`;
		this.#say(this.last + 1, which);
	}

	compare({ n, hash }: PrintedHead, row: Link): void {
		if (row.hash.toString('hex') !== hash) this.#say(n, 'has another hash than was printed');
	}

	miss(n: number): void {
		this.#say(n, 'was printed and is not there');
	}

	/** The end of the chain beside its head. */
	async end(sql: Sql): Promise<void> {
		const [head] = await sql<{ n: number; hash: Buffer }[]>`select n, hash from audit_head`;
		if (head === undefined) return this.#say(this.last, 'is the last, and the head is missing');
		if (head.n > this.last) {
			this.#gap(head.n + 1);
		} else if (head.n < this.last) {
			this.#say(head.n + 1, `and up to ${this.last} stand after the head, which says ${head.n}`);
		} else if (!head.hash.equals(this.#previous)) {
			this.#say(this.last, 'is the last, and the head has another hash');
		}
	}

	#say(n: number, text: string): void {
		this.#found.push({ n, text: `row ${n} ${text}` });
	}

	broken(): string[] {
		const found = this.#found.toSorted((a, b) => a.n - b.n);
		const [first] = this.#suspects;
		const exchanged = first && this.#suspects.find((row) => fits(row, first));
		if (first === undefined || exchanged === undefined) return found.map(({ text }) => text);
		const text = `row ${first.n} has changed places with row ${exchanged.n}`;
		return found.map((one) => (one.n === first.n ? text : one.text));
	}
}

/** Whether a row stood where `place` stands now: its hash follows there, under that number. */
function fits(row: Link, place: Link & { previous: Buffer }): boolean {
	if (row.n === place.n) return false;
	const parts = [String(place.n), ...row.parts.slice(1)];
	return linkHash(place.previous, parts).equals(row.hash);
}

async function hashOf(sql: Sql, n: number): Promise<Buffer> {
	const [row] = await sql<{ hash: Buffer }[]>`select hash from audit where n = ${n}`;
	return row?.hash ?? Buffer.alloc(0);
}

async function linksAfter(sql: Sql, after: number | null, limit: number): Promise<Link[]> {
	const rows = await sql<
		{
			n: number;
			at: string;
			actor: string;
			account: string | null;
			key: string | null;
			screen: string | null;
			address: string | null;
			action: string;
			subject: string | null;
			before: string | null;
			after: string | null;
			hash: Buffer;
		}[]
	>`
		select n, trunc(extract(epoch from at) * 1000)::text as at, actor, account_id::text as account,
			key_id::text as key, screen_id::text as screen, address, action, subject, before, after, hash
		from audit ${after === null ? sql`` : sql`where n > ${after}`}
		order by n limit ${limit}`;
	return rows.map((row) => ({
		n: row.n,
		hash: row.hash,
		parts: [
			String(row.n),
			row.at,
			row.actor,
			row.account,
			row.key,
			row.screen,
			row.address,
			row.action,
			row.subject,
			row.before,
			row.after
		]
	}));
}
