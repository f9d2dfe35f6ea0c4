import { setImmediate as othersFirst } from 'node:timers/promises';
import type { Instant } from '#lib/domain/calendar/time.ts';
import type { DueEntry } from '#lib/domain/dossiers/dossier.ts';
import { fold } from '#lib/domain/dossiers/fold.ts';
import { eventTime, type Recorded } from '#lib/domain/dossiers/message.ts';
import { foldRules, type Rules } from '#lib/domain/dossiers/rules.ts';
import type { Sql } from '#lib/server/store/database.ts';
import {
	dueChains,
	insertDossiers,
	insertDues,
	insertSpans,
	lastKnown,
	messagesOf,
	monthOf,
	reviseSpans,
	updateDossiers,
	type DossierRow,
	type HeldDossier,
	type NewDue
} from '#lib/server/store/dossier-rows.ts';
import { hear, type FeedName, type Heard } from '#lib/server/store/intake.ts';

/** What is recorded of the dossiers that a batch speaks of. */
export interface Story {
	messages: Map<number, Recorded[]>;
	dues: Map<number, DueEntry[]>;
	/** The latest instant at which anything of these dossiers became known. */
	lastKnown: Instant;
}

export async function loadStory(sql: Sql, held: HeldDossier[]): Promise<Story> {
	if (held.length === 0) return { messages: new Map(), dues: new Map(), lastKnown: -Infinity };
	const [messages, dues, known] = await Promise.all([
		messagesOf(sql, held),
		dueChains(sql, held),
		lastKnown(sql, held)
	]);
	return { messages, dues, lastKnown: known };
}

/** A dossier of a batch: what is recorded of it and what is new. */
export interface Chapter {
	code: string;
	/** Null: never seen before, and gets this id. */
	own: HeldDossier | null;
	newId: number;
	known: Recorded[];
	fresh: Recorded[];
}

/** Another batch inserted the same new dossier first. */
export class Race extends Error {
	override readonly name = 'Race';
}

/** Dossiers folded between two looks at who else waits. */
const FOLDS_AT_ONCE = 250;

/** Everything that one transaction writes, gathered while its dossiers are folded. */
export class Batch {
	readonly touched = new Set<number>();
	readonly changed = new Set<string>();
	readonly names = new Map<string, FeedName>();
	readonly #rules: Rules;
	readonly #foldRules: ReturnType<typeof foldRules>;
	readonly #recordedAt: Instant;
	readonly #heard = new Map<number, Heard>();
	readonly #inserts: DossierRow[] = [];
	readonly #updates: DossierRow[] = [];
	readonly #dues: NewDue[] = [];

	constructor(rules: Rules, recordedAt: Instant) {
		this.#rules = rules;
		this.#foldRules = foldRules(rules);
		this.#recordedAt = recordedAt;
	}

	/** Notes that agencies spoke, even if they said nothing new. */
	hear(own: HeldDossier | null, messages: readonly Recorded[]): void {
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

	/** Folds them one by one, and lets others have their turn in between. */
	async fold(chapters: readonly Chapter[], story: Story): Promise<void> {
		let folded = 0;
		for (const chapter of chapters) {
			this.#fold(chapter, story);
			if (++folded % FOLDS_AT_ONCE === 0) await othersFirst();
		}
	}

	#fold({ code, own, newId, known, fresh }: Chapter, story: Story): void {
		const messages = known.length === 0 ? fresh : [...known, ...fresh];
		if (messages.length === 0) return;
		const dossier = fold(messages, this.#foldRules);
		this.changed.add(code);
		const agencyBefore = own?.agencyId ?? null;
		if (agencyBefore !== null) this.touched.add(agencyBefore);
		if (dossier.state.agencyId !== null) this.touched.add(dossier.state.agencyId);
		for (const { content } of fresh) {
			if (content.kind !== 'snapshot') continue;
			this.#name('procedure', content.procedure, content.procedureName);
			this.#name('field', content.field, content.fieldName);
		}
		const dueRevision = own
			? this.#reviseDues(own, story.dues.get(own.id) ?? [], dossier.dues)
			: this.#appendDues(newId, 0, dossier.dues, 0);
		(own ? this.#updates : this.#inserts).push({
			id: own?.id ?? newId,
			firstMonth: own?.firstMonth ?? monthOf(this.#recordedAt),
			dueRevision,
			messageCount: messages.length,
			dossier
		});
	}

	#name(kind: FeedName['kind'], code: string, name: string): void {
		if (code === '' || name === '') return;
		const key = `${kind} ${code}`;
		if (this.names.get(key)?.name !== name) this.names.set(key, { kind, code, name });
	}

	/** Appends to the chain when it only grew; else writes it again under the next revision. */
	#reviseDues(own: HeldDossier, held: DueEntry[], dues: DueEntry[]): number {
		const grew = held.every((entry, i) => sameDue(entry, dues[i]));
		return grew
			? this.#appendDues(own.id, own.dueRevision, dues, held.length)
			: this.#appendDues(own.id, own.dueRevision + 1, dues, 0);
	}

	#appendDues(dossierId: number, revision: number, dues: DueEntry[], from: number): number {
		for (let i = from; i < dues.length; i++) {
			const due = dues[i];
			if (due) this.#dues.push({ ...due, dossierId, revision, n: i + 1 });
		}
		return revision;
	}

	/**
	 * Writes all but the messages.
	 * @throws Race when another batch inserted one of the new dossiers first
	 */
	async save(sql: Sql): Promise<void> {
		const at = this.#recordedAt;
		const heard = [...this.#heard.values()].filter((h) => this.#exists(h.agencyId));
		const spansOf = ({ id, dossier: { spans } }: DossierRow) => ({ dossierId: id, spans });
		const [isFirst] = await Promise.all([
			insertDossiers(sql, this.#inserts),
			updateDossiers(sql, this.#updates),
			insertSpans(sql, this.#inserts.map(spansOf), at),
			reviseSpans(sql, this.#updates.map(spansOf), at),
			insertDues(sql, this.#dues, at),
			hear(sql, heard)
		]);
		if (!isFirst) throw new Race();
	}

	#exists(agencyId: number): boolean {
		return this.#rules.directory.latest(agencyId) !== null;
	}
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
