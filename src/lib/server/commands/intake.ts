import type { Actor, AuditAction, AuditEntry } from '#lib/domain/audit/entry.ts';
import { dayOf, isoOf, type Day, type Instant } from '#lib/domain/calendar/time.ts';
import type { DossierState, DueEntry, Span } from '#lib/domain/dossiers/dossier.ts';
import { fold } from '#lib/domain/dossiers/fold.ts';
import { eventTime, type Recorded } from '#lib/domain/dossiers/message.ts';
import { foldRules, type Rules } from '#lib/domain/dossiers/rules.ts';
import type { Translated } from '#lib/domain/dossiers/translated.ts';
import { record as keepAct } from '#lib/server/store/audit.ts';
import { withTransaction, type Database, type Sql } from '#lib/server/store/database.ts';
import {
	closeSpans,
	dueChains,
	insertDossiers,
	insertDues,
	insertMessages,
	insertSpans,
	knownSpans,
	lockDossiers,
	messagesOf,
	monthOf,
	newDossierIds,
	openMonth,
	updateDossiers,
	type DossierRow,
	type HeldDossier,
	type HeldSpan,
	type NewDue,
	type NewMessage
} from '#lib/server/store/dossier-rows.ts';
import {
	hear,
	keepNames,
	quarantineRecords,
	type FeedName,
	type Heard,
	type Waiting
} from '#lib/server/store/intake.ts';
import { append } from '#lib/server/store/ledger.ts';

/** One record of a batch, already read; `arrivedAt` is when this exact content first came. */
export interface IntakeItem {
	index: number;
	translated: Translated;
	arrivedAt: Instant;
}

/** Under whose key a batch comes. */
export interface Sender {
	keyId: number;
	/** Agencies that the key sends for. */
	agencies: 'all' | readonly number[];
	/** Declared history: true arrival is kept, lag is held against nobody. */
	backfill: boolean;
	/** From where, and for whom; left out: the key by itself. */
	actor?: Actor;
}

/** As what a batch is kept on record, when it is more than a batch of the feed. */
export interface BatchAct {
	action: AuditAction;
	subject: string | null;
	/** What else is said of it beside its numbers. */
	about: Record<string, unknown>;
}

export interface Quarantined {
	index: number;
	MaHoSo: string;
	field: string;
	reason: string;
}

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

const FEED_BATCH: BatchAct = { action: 'feed.batch', subject: null, about: {} };

/** One link for the whole batch: what it said is in the messages recorded at that instant. */
function auditEntry(
	{ action, subject, about }: BatchAct,
	{ keyId, actor }: Sender,
	records: number,
	{ accepted, unchanged, quarantined }: IntakeResult,
	recordedAt: Instant
): AuditEntry {
	const numbers = { records, accepted, unchanged, quarantined: quarantined.length };
	return {
		at: Date.now(),
		actor: actor ?? { kind: 'key', accountId: null, keyId, screenId: null, address: null },
		action,
		subject,
		before: null,
		after: { ...about, ...numbers, recordedAt: isoOf(recordedAt) }
	};
}

const STATE_KEYS: readonly (keyof DossierState)[] = [
	'status',
	'phase',
	'agencyId',
	'fieldCode',
	'channel',
	'receivedBy',
	'submittedAt',
	'receivedOn',
	'dueAt',
	'dueOn',
	'promiseOn',
	'finishedOn',
	'closedOn',
	'moved'
];

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
	const openMonths = new Set<Day>();
	const knownNames = new Set<string>();

	async function record(
		sql: Sql,
		rules: Rules,
		items: IntakeItem[],
		sender: Sender,
		now: Instant,
		act: BatchAct | null
	): Promise<IntakeResult> {
		const sorted = sortOut(items, sender, rules);
		const result: IntakeResult = { accepted: 0, unchanged: 0, quarantined: [], seq: null };
		const aside: { entry: Quarantined; waiting: Waiting }[] = sorted.aside;

		const codes = [...sorted.byCode.keys()];
		const held = new Map((await lockDossiers(sql, codes)).map((d) => [d.code, d]));
		for (const [code, incoming] of sorted.byCode) {
			const outside = outsideKey(held.get(code) ?? null, incoming, sender);
			if (outside.length > 0) aside.push(...outside);
		}

		const [story, ids] = await Promise.all([
			loadStory(sql, [...held.values()]),
			newDossierIds(sql, codes.length - held.size)
		]);
		const recordedAt = Math.max(now, story.lastKnown);
		const batch = new Batch(rules, recordedAt, ids);
		for (const [code, incoming] of sorted.byCode) {
			const own = held.get(code) ?? null;
			const known = own ? (story.messages.get(own.id) ?? []) : [];
			const hashes = new Set(known.map((m) => m.hash));
			const fresh: Recorded[] = [];
			for (const message of incoming) {
				if (hashes.has(message.hash)) result.unchanged++;
				else {
					hashes.add(message.hash);
					fresh.push(message);
				}
			}
			result.accepted += fresh.length;
			batch.hear(own, incoming);
			if (fresh.length > 0) batch.fold(code, own, known, fresh, story);
		}

		await openMonth(sql, monthOf(recordedAt), openMonths);
		result.quarantined = aside.map(({ entry }) => entry).sort((a, b) => a.index - b.index);
		// Sent one behind the other without waiting for answers; PostgreSQL runs them in this order, so
		// that the ledger's head is still locked last.
		const [, , , , seq] = await Promise.all([
			batch.save(sql, sender.keyId),
			rememberNames(sql, batch.names),
			quarantineRecords(
				sql,
				aside.map(({ waiting }) => waiting),
				sender.keyId,
				now
			),
			act && keepAct(sql, auditEntry(act, sender, items.length, result, recordedAt)),
			append(sql, {
				at: recordedAt,
				kind: result.accepted > 0 || result.quarantined.length === 0 ? 'dossiers' : 'quarantine',
				agencies: [...batch.touched],
				ids: [...batch.changed]
			})
		]);
		result.seq = seq;
		return result;
	}

	async function rememberNames(sql: Sql, names: Map<string, FeedName>): Promise<void> {
		const unknown = [...names].filter(([key]) => !knownNames.has(key));
		await keepNames(
			sql,
			unknown.map(([, name]) => name)
		);
		if (knownNames.size > 50_000) knownNames.clear();
		for (const [key] of unknown) knownNames.add(key);
	}

	return {
		async take(items, sender, now, options = {}) {
			// Before the transaction: it would need a second connection while it holds the first.
			const rules = await rulebook.current();
			if (options.within) {
				return record(options.within, rules, items, sender, now, options.act ?? null);
			}
			const act = options.act ?? FEED_BATCH;
			for (let attempt = 1; ; attempt++) {
				try {
					const taken = await withTransaction(database, async ({ sql }) => {
						const result = await record(sql, rules, items, sender, now, act);
						if (options.dryRun === true) throw new DryRun({ ...result, seq: null });
						return result;
					});
					if (taken.seq !== null) committed(taken.seq);
					return taken;
				} catch (error) {
					if (error instanceof DryRun) {
						openMonths.clear();
						knownNames.clear();
						return error.result;
					}
					// What a rolled-back transaction made sure of is not sure.
					openMonths.clear();
					knownNames.clear();
					if (attempt >= ATTEMPTS || !isRace(error)) throw error;
				}
			}
		},
		async refold(sql, dossierIds, now) {
			const rules = await rulebook.current();
			const held = await sql<HeldDossier[]>`
				select id, code, first_month as "firstMonth", agency_id as "agencyId",
					due_revision as "dueRevision"
				from dossiers where id = any(${dossierIds}::bigint[]) order by code for update`;
			const story = await loadStory(sql, held);
			const batch = new Batch(rules, Math.max(now, story.lastKnown), []);
			for (const own of held) {
				batch.fold(own.code, own, story.messages.get(own.id) ?? [], [], story);
			}
			await batch.save(sql, 0);
		}
	};
}

/** Another batch inserted the same new dossier first. */
class Race extends Error {
	override readonly name = 'Race';
}

/** Two batches met: what one rolled back is tried again and finds the other's work. */
function isRace(error: unknown): boolean {
	if (error instanceof Race) return true;
	const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : null;
	return code === '40P01' || code === '40001';
}

interface SortedOut {
	/** Messages by dossier code; in the order of codes, as they are locked. */
	byCode: Map<string, (Recorded & { index: number })[]>;
	aside: { entry: Quarantined; waiting: Waiting }[];
}

/** Parts what can be recorded from what must wait: not understood, or an agency nobody knows. */
function sortOut(items: IntakeItem[], sender: Sender, { directory }: Rules): SortedOut {
	const byCode = new Map<string, (Recorded & { index: number })[]>();
	const aside: SortedOut['aside'] = [];
	for (const { index, translated, arrivedAt } of items) {
		if (!translated.ok) {
			const { code, field, reason, rest, hash } = translated;
			aside.push({
				entry: { index, MaHoSo: code, field, reason },
				waiting: { hash, code, field, reason, agencyName: null, content: rest }
			});
			continue;
		}
		const { content, hash } = translated;
		const message: Recorded & { index: number } = {
			index,
			hash,
			arrivedAt,
			backfill: sender.backfill,
			agencyId: null,
			content
		};
		if (content.kind === 'snapshot') {
			const found = directory.resolveName(content.agencyName, dayOf(eventTime(message)));
			if (!('agencyId' in found)) {
				const reason = 'ambiguous' in found ? 'ambiguous_agency' : 'unknown_agency';
				aside.push(setAside(message, 'DonViXuLy', reason, content.agencyName));
				continue;
			}
			message.agencyId = found.agencyId;
		}
		const known = byCode.get(content.code);
		if (known) known.push(message);
		else byCode.set(content.code, [message]);
	}
	const ordered = [...byCode].sort(([a], [b]) => (a < b ? -1 : 1));
	return { byCode: new Map(ordered), aside };
}

function setAside(
	{ index, hash, content }: Recorded & { index: number },
	field: string,
	reason: string,
	agencyName: string | null
): SortedOut['aside'][number] {
	return {
		entry: { index, MaHoSo: content.code, field, reason },
		waiting: { hash, code: content.code, field, reason, agencyName, content }
	};
}

/**
 * A key made for an agency sends only for its subtree: others are put aside, and taken out of
 * `incoming`. A step belongs to the agency that holds its dossier.
 */
function outsideKey(
	own: HeldDossier | null,
	incoming: (Recorded & { index: number })[],
	sender: Sender
): SortedOut['aside'] {
	if (sender.agencies === 'all') return [];
	const subtree = new Set(sender.agencies);
	const holder = own?.agencyId ?? incoming.find((m) => m.agencyId !== null)?.agencyId ?? null;
	const aside: SortedOut['aside'] = [];
	for (let i = incoming.length - 1; i >= 0; i--) {
		const message = incoming[i];
		if (!message) continue;
		const agencyId = message.agencyId ?? holder;
		if (agencyId !== null && subtree.has(agencyId)) continue;
		const field = message.content.kind === 'snapshot' ? 'DonViXuLy' : 'MaHoSo';
		aside.push(setAside(message, field, 'outside_key', null));
		incoming.splice(i, 1);
	}
	return aside;
}

interface Story {
	messages: Map<number, Recorded[]>;
	spans: Map<number, HeldSpan[]>;
	dues: Map<number, DueEntry[]>;
	/** The latest instant at which anything of these dossiers became known. */
	lastKnown: Instant;
}

async function loadStory(sql: Sql, held: HeldDossier[]): Promise<Story> {
	if (held.length === 0) {
		return { messages: new Map(), spans: new Map(), dues: new Map(), lastKnown: -Infinity };
	}
	const [messages, spans, dues] = await Promise.all([
		messagesOf(sql, held),
		knownSpans(sql, held),
		dueChains(sql, held)
	]);
	let lastKnown = -Infinity;
	for (const span of [...spans.values()].flat()) lastKnown = Math.max(lastKnown, span.knownFrom);
	return { messages, spans, dues, lastKnown };
}

/** Everything that one transaction writes, gathered while its dossiers are folded. */
class Batch {
	readonly touched = new Set<number>();
	readonly changed = new Set<string>();
	readonly names = new Map<string, FeedName>();
	readonly #rules: Rules;
	readonly #foldRules: ReturnType<typeof foldRules>;
	readonly #recordedAt: Instant;
	readonly #newIds: number[];
	readonly #heard = new Map<number, Heard>();
	readonly #inserts: (DossierRow & { fresh: Recorded[] })[] = [];
	readonly #updates: (DossierRow & { fresh: Recorded[] })[] = [];
	readonly #closed: HeldSpan[] = [];
	readonly #spans: (Span & { dossierId: number })[] = [];
	readonly #dues: NewDue[] = [];

	/** @param newIds at least as many as dossiers will be new */
	constructor(rules: Rules, recordedAt: Instant, newIds: number[]) {
		this.#rules = rules;
		this.#newIds = newIds;
		this.#foldRules = foldRules(rules);
		this.#recordedAt = recordedAt;
	}

	/** Notes that agencies spoke, even if they said nothing new. */
	hear(own: HeldDossier | null, messages: Recorded[]): void {
		for (const message of messages) {
			const agencyId = message.agencyId ?? own?.agencyId ?? null;
			if (agencyId === null) continue;
			const event = eventTime(message);
			const heard = this.#heard.get(agencyId);
			if (heard) heard.lastEventAt = Math.max(heard.lastEventAt, event);
			else {
				this.#heard.set(agencyId, {
					agencyId,
					lastEventAt: event,
					lastArrivalAt: this.#recordedAt
				});
			}
		}
	}

	fold(
		code: string,
		own: HeldDossier | null,
		known: Recorded[],
		fresh: Recorded[],
		story: Story
	): void {
		const messages = [...known, ...fresh];
		if (messages.length === 0) return;
		const dossier = fold(messages, this.#foldRules);
		this.changed.add(code);
		for (const id of [own?.agencyId ?? null, dossier.state.agencyId]) {
			if (id !== null) this.touched.add(id);
		}
		for (const { content } of fresh) {
			if (content.kind !== 'snapshot') continue;
			this.#name('procedure', content.procedure, content.procedureName);
			this.#name('field', content.field, content.fieldName);
		}
		const row: DossierRow & { fresh: Recorded[] } = {
			id: own?.id ?? 0,
			firstMonth: own?.firstMonth ?? monthOf(this.#recordedAt),
			dueRevision: own?.dueRevision ?? 0,
			messageCount: messages.length,
			dossier,
			fresh
		};
		(own ? this.#updates : this.#inserts).push(row);
		if (!own) return;
		this.#reviseSpans(own.id, story.spans.get(own.id) ?? [], dossier.spans);
		row.dueRevision = this.#reviseDues(own, story.dues.get(own.id) ?? [], dossier.dues);
	}

	#name(kind: FeedName['kind'], code: string, name: string): void {
		if (code !== '' && name !== '') this.names.set(`${kind} ${code}`, { kind, code, name });
	}

	#reviseSpans(dossierId: number, held: HeldSpan[], spans: Span[]): void {
		const still = new Map(held.map((span) => [span.from, span]));
		for (const span of spans) {
			const known = still.get(span.from);
			if (known && known.to === span.to && sameState(known.state, span.state)) {
				still.delete(span.from);
			} else {
				this.#spans.push({ ...span, dossierId });
			}
		}
		this.#closed.push(...still.values());
	}

	/** Appends to the chain when it only grew; else writes it again under the next revision. */
	#reviseDues(own: HeldDossier, held: DueEntry[], dues: DueEntry[]): number {
		const grew = held.every((entry, i) => sameDue(entry, dues[i]));
		const revision = grew ? own.dueRevision : own.dueRevision + 1;
		dues.slice(grew ? held.length : 0).forEach((entry, i) => {
			this.#dues.push({
				...entry,
				dossierId: own.id,
				revision,
				n: (grew ? held.length : 0) + i + 1
			});
		});
		return revision;
	}

	async save(sql: Sql, keyId: number): Promise<void> {
		this.#inserts.forEach((row, i) => {
			row.id = this.#newIds[i] ?? 0;
			for (const span of row.dossier.spans) this.#spans.push({ ...span, dossierId: row.id });
			row.dossier.dues.forEach((due, n) => {
				this.#dues.push({ ...due, dossierId: row.id, revision: 0, n: n + 1 });
			});
		});
		const messages: NewMessage[] = [...this.#inserts, ...this.#updates].flatMap((row) =>
			row.fresh.map((message) => ({
				...message,
				dossierId: row.id,
				firstMonth: row.firstMonth,
				keyId
			}))
		);
		const heard = [...this.#heard.values()].filter((h) => this.#exists(h.agencyId));
		const [isFirst] = await Promise.all([
			insertDossiers(sql, this.#inserts),
			updateDossiers(sql, this.#updates),
			insertMessages(sql, messages, this.#recordedAt),
			closeSpans(sql, this.#closed, this.#recordedAt),
			insertSpans(sql, this.#spans, this.#recordedAt),
			insertDues(sql, this.#dues, this.#recordedAt),
			hear(sql, heard)
		]);
		if (!isFirst) throw new Race();
	}

	#exists(agencyId: number): boolean {
		return this.#rules.directory.latest(agencyId) !== null;
	}
}

function sameState(a: DossierState, b: DossierState): boolean {
	return STATE_KEYS.every((key) => a[key] === b[key]);
}

function sameDue(a: DueEntry, b: DueEntry | undefined): boolean {
	return (
		b !== undefined &&
		a.dueAt === b.dueAt &&
		a.promiseAt === b.promiseAt &&
		a.effectiveAt === b.effectiveAt &&
		a.reason === b.reason &&
		a.grounded === b.grounded
	);
}
