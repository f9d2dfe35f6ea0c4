import { setImmediate as othersFirst } from 'node:timers/promises';
import type { Day, Instant } from '#lib/domain/calendar/time.ts';
import type { Rules } from '#lib/domain/dossiers/rules.ts';
import { record as keepAct } from '#lib/server/store/audit.ts';
import { withTransaction, type Database, type Sql } from '#lib/server/store/database.ts';
import {
	insertMessages,
	lockDossiers,
	monthOf,
	newDossierIds,
	openMonth,
	type HeldDossier,
	type NewMessage
} from '#lib/server/store/dossier-rows.ts';
import { keepNames, prepareIntake, quarantineRecords } from '#lib/server/store/intake.ts';
import { append } from '#lib/server/store/ledger.ts';
import { openDossierTurns } from './intake/turns.ts';
import { auditEntry, FEED_BATCH, type BatchAct } from './intake/act.ts';
import { Batch, loadStory, Race, type Chapter, type Story } from './intake/batch.ts';
import {
	sortOut,
	withinKey,
	type Incoming,
	type IntakeItem,
	type Quarantined,
	type Sender,
	type SortedOut
} from './intake/sorting.ts';

export type { BatchAct } from './intake/act.ts';
export type { IntakeItem, Quarantined, Sender } from './intake/sorting.ts';

/** accepted + unchanged + quarantined = records sent. */
export interface IntakeResult {
	accepted: number;
	unchanged: number;
	quarantined: Quarantined[];
	/** The ledger's sequence number of this batch; null for a dry run. */
	seq: number | null;
}

export interface Intake {
	/**
	 * Takes a batch in: all of it in one transaction, or nothing. What is not understood waits in
	 * quarantine and stops no neighbour. The same batch sent again changes nothing.
	 *
	 * @param now the domain's now
	 * @param options.dryRun says what would happen and leaves nothing behind
	 * @param options.within runs inside a transaction that the caller has opened, with more to do; it is
	 *   kept on record only as the `act` that the caller names, at most once in the transaction
	 */
	take(
		items: IntakeItem[],
		sender: Sender,
		now: Instant,
		options?: { dryRun?: boolean; within?: Sql; act?: BatchAct }
	): Promise<IntakeResult>;
	/** Folds dossiers again after the catalogue or an alias changed; messages stay as they are. */
	refold(sql: Sql, dossierIds: number[], now: Instant): Promise<void>;
}

/** What the intake reads its rules from; `current` is cheap when nothing changed. */
export interface RuleSource {
	current(): Promise<Rules>;
}

/** Rolls a dry run back with its result. */
class DryRun extends Error {
	readonly result: IntakeResult;
	constructor(result: IntakeResult) {
		super('dry run');
		this.result = result;
	}
}

const ATTEMPTS = 4;
const AS_INTAKE = { scope: 'intake' } as const;

export function openIntake({
	database,
	rulebook,
	committed = () => undefined
}: {
	database: Database;
	rulebook: RuleSource;
	/** Hears the ledger's number of each batch that this process has committed. */
	committed?: (seq: number) => void;
}): Intake {
	const turns = openDossierTurns();
	/** What committed batches have made sure of. */
	const sure: Sure = { months: new Set(), names: new Set() };

	/** One transaction, opened here and nowhere else. */
	async function attempt(order: Order, dryRun: boolean, again: boolean): Promise<IntakeResult> {
		const own: Sure = { months: new Set(sure.months), names: new Set() };
		const result = await withTransaction(
			database,
			async ({ sql }) => {
				await prepareIntake(sql, again);
				const recorded = await record(sql, order, own, sure.names);
				if (dryRun) throw new DryRun({ ...recorded, seq: null });
				return recorded;
			},
			AS_INTAKE
		);
		if (sure.names.size > 50_000) sure.names.clear();
		for (const month of own.months) sure.months.add(month);
		for (const name of own.names) sure.names.add(name);
		return result;
	}

	return {
		async take(items, sender, now, options = {}) {
			const order = async (): Promise<Order> => {
				const rules = await rulebook.current();
				const act = options.act ?? (options.within ? null : FEED_BATCH);
				const sorted = await sortOut(items, sender, rules);
				return { rules, records: items.length, sorted, sender, now, act };
			};
			if (options.within) {
				return record(options.within, await order(), { months: new Set(), names: new Set() });
			}
			const endTurn = await turns.take(codesOf(items));
			try {
				// Before the transaction: it would need a second connection while it holds the first.
				const ready = await order();
				for (let n = 1; ; n++) {
					try {
						const taken = await attempt(ready, options.dryRun === true, n > 1);
						if (taken.seq !== null) committed(taken.seq);
						return taken;
					} catch (error) {
						if (error instanceof DryRun) return error.result;
						if (n >= ATTEMPTS || !isRace(error)) throw error;
					}
				}
			} finally {
				endTurn();
			}
		},
		async refold(sql, dossierIds, now) {
			const rules = await rulebook.current();
			const held = await sql<HeldDossier[]>`
				select id, code, first_month as "firstMonth", agency_id as "agencyId",
					due_revision as "dueRevision"
				from dossiers where id = any(${dossierIds}::bigint[]) order by code for update`;
			const story = await loadStory(sql, held);
			const batch = new Batch(rules, Math.max(now, story.lastKnown));
			const chapters = held.map((own) => ({
				code: own.code,
				own,
				newId: own.id,
				known: story.messages.get(own.id) ?? [],
				fresh: []
			}));
			await batch.fold(chapters, story);
			await batch.save(sql);
		}
	};
}

/** What one attempt to take a batch in works with. */
interface Order {
	rules: Rules;
	records: number;
	sorted: SortedOut;
	sender: Sender;
	now: Instant;
	/** As what it is kept on record; null: its caller keeps its own. */
	act: BatchAct | null;
}

/** Partitions and names that are there. */
interface Sure {
	months: Set<Day>;
	names: Set<string>;
}

/**
 * @param own is told what this transaction makes sure of
 * @param names those that are known to be kept
 */
async function record(
	sql: Sql,
	{ rules, records, sorted, sender, now, act }: Order,
	own: Sure,
	names: ReadonlySet<string> = new Set()
): Promise<IntakeResult> {
	const codes = [...sorted.byCode.keys()];
	const held = new Map((await lockDossiers(sql, codes)).map((d) => [d.code, d]));
	const [story, ids] = await Promise.all([
		loadStory(sql, [...held.values()]),
		newDossierIds(sql, codes.length - held.size)
	]);
	const recordedAt = Math.max(now, story.lastKnown);
	const batch = new Batch(rules, recordedAt);
	const read = await readChapters(sorted, held, story, ids, sender, batch);
	await openMonth(sql, monthOf(recordedAt), own.months);

	// On their way while the dossiers are folded; what goes wrong with them is told below.
	const messages = insertMessages(
		sql,
		messagesIn(read.chapters, monthOf(recordedAt), sender.keyId),
		recordedAt
	);
	messages.catch(() => undefined);
	await batch.fold(read.chapters, story);
	const unknown = [...batch.names].filter(([key]) => !names.has(key));
	for (const [key] of unknown) own.names.add(key);
	const { accepted, unchanged, aside } = read;
	const quarantined = aside.map(({ entry }) => entry).sort((a, b) => a.index - b.index);
	// Sent one behind the other without waiting for answers; PostgreSQL runs them in this order.
	const written = Promise.all([
		messages,
		batch.save(sql),
		keepNames(
			sql,
			unknown.map(([, name]) => name)
		),
		quarantineRecords(
			sql,
			aside.map(({ waiting }) => waiting),
			sender.keyId,
			now
		)
	]);
	// A large file's rows go in parts, and the ledger's head is locked last.
	if (read.chapters.length > RECORDS_IN_ONE_PART) await written;
	const counts = { records, accepted, unchanged, quarantined: quarantined.length };
	const [, seq] = await Promise.all([
		act && keepAct(sql, auditEntry(act, sender, counts, recordedAt)),
		append(sql, {
			at: recordedAt,
			kind: accepted > 0 || quarantined.length === 0 ? 'dossiers' : 'quarantine',
			agencies: [...batch.touched],
			ids: [...batch.changed]
		}),
		written
	]);
	return { accepted, unchanged, quarantined, seq };
}

/** So few that each of their statements goes in one part. */
const RECORDS_IN_ONE_PART = 1_000;

/** Dossiers looked at between two looks at who else waits: more than a batch of the feed has. */
const CHAPTERS_AT_ONCE = 5_000;

/** What is new of each dossier, counted; what the key may not send is put aside. */
async function readChapters(
	sorted: SortedOut,
	held: ReadonlyMap<string, HeldDossier>,
	story: Story,
	ids: number[],
	sender: Sender,
	batch: Batch
) {
	const aside = [...sorted.aside];
	const chapters: (Chapter & { fresh: Incoming[] })[] = [];
	let accepted = 0;
	let unchanged = 0;
	let used = 0;
	let seen = 0;
	for (const [code, incoming] of sorted.byCode) {
		if (++seen % CHAPTERS_AT_ONCE === 0) await othersFirst();
		const own = held.get(code) ?? null;
		const sent = withinKey(own, incoming, sender, aside);
		const known = own ? (story.messages.get(own.id) ?? []) : [];
		const hashes = new Set(known.map((m) => m.hash));
		const fresh: Incoming[] = [];
		for (const message of sent) {
			if (hashes.has(message.hash)) unchanged++;
			else {
				hashes.add(message.hash);
				fresh.push(message);
			}
		}
		accepted += fresh.length;
		batch.hear(own, sent);
		if (fresh.length === 0) continue;
		chapters.push({ code, own, newId: own ? own.id : (ids[used++] ?? 0), known, fresh });
	}
	return { chapters, accepted, unchanged, aside };
}

function messagesIn(
	chapters: (Chapter & { fresh: Incoming[] })[],
	month: Day,
	keyId: number
): NewMessage[] {
	return chapters.flatMap(({ own, newId, fresh }) =>
		fresh.map((message) => ({
			...message,
			dossierId: newId,
			firstMonth: own?.firstMonth ?? month,
			keyId
		}))
	);
}

function codesOf(items: readonly IntakeItem[]): string[] {
	return items.flatMap(({ translated: t }) => (t.ok ? [t.content.code] : []));
}

/** Two batches met: what one rolled back is tried again and finds the other's work. */
function isRace(error: unknown): boolean {
	if (error instanceof Race) return true;
	const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : null;
	return code === '40P01' || code === '40001';
}
