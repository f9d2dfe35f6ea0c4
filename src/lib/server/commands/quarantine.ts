import type { Actor, AuditAction } from '#lib/domain/audit/entry.ts';
import { dayOf, type Day, type Instant } from '#lib/domain/calendar/time.ts';
import type { Dismissal } from '#lib/domain/dossiers/dismissal.ts';
import { eventTime, type KeptContent } from '#lib/domain/dossiers/message.ts';
import { accepted, refused, type Decision } from '#lib/domain/refusal.ts';
import { record } from '#lib/server/store/audit.ts';
import { withTransaction, type Database, type Sql } from '#lib/server/store/database.ts';
import { append } from '#lib/server/store/ledger.ts';
import {
	addAlias,
	aliasHolder,
	keyOrigins,
	releasable,
	settle,
	waitingIds,
	waitingMessages,
	type NewAlias,
	type Releasable,
	type WaitingWhich
} from '#lib/server/store/quarantine.ts';
import type { LoadedRules, Rulebook } from '#lib/server/store/rulebook.ts';

/** The intake, as far as a replay needs it: see `commands/intake.ts`. */
interface Taking {
	take(
		items: {
			index: number;
			translated: { ok: true; content: KeptContent; hash: string };
			arrivedAt: Instant;
		}[],
		sender: {
			keyId: number;
			agencies: 'all' | readonly number[];
			backfill: boolean;
			actor: Actor;
		},
		now: Instant,
		options: {
			within: Sql;
			act: { action: AuditAction; subject: string | null; about: Record<string, unknown> };
		}
	): Promise<{ quarantined: { index: number }[] }>;
}

/** What these commands work with. */
export interface QuarantineDesk {
	db: Database;
	rulebook: Rulebook;
	intake: Taking;
}

/** A name, the agency that it means, and the days on which it does (both null: always). */
export interface NameMapping {
	name: string;
	/** Code of the agency, in either form. */
	agency: string;
	validFrom: Day | null;
	validTo: Day | null;
}

export interface Released {
	/** Messages that went through intake again, with the arrival that they had. */
	released: number;
	/** Messages with the name that still wait. */
	waiting: number;
}

const AT_ONCE = 1_000;
const ATTEMPTS = 4;
const AS_QUARANTINE = { scope: 'quarantine' } as const;
/** Messages named one by one on record; more are counted only. */
const NAMED_AT_MOST = 200;

/**
 * Says which agency a written name means, and lets the messages through that waited for it. Said twice,
 * nothing more happens.
 *
 * @param by who says it, as kept beside the alias
 * @param now the domain's now
 * @param actor the same, as kept on record
 */
export async function mapAgencyName(
	desk: QuarantineDesk,
	mapping: NameMapping,
	by: string,
	now: Instant,
	actor: Actor
): Promise<Decision<Released>> {
	const decided = await decide(desk, mapping);
	if (!decided.accepted) return decided;
	const alias = decided.value;
	const outcome = await withTransaction(
		desk.db,
		async ({ sql }): Promise<Decision<null>> => {
			const holder = await aliasHolder(sql, alias);
			if (holder?.same) return accepted(null);
			if (holder) return refused('mapping.name_taken', { field: 'name' });
			await addAlias(sql, alias, now, by);
			const { name, agency, validFrom, validTo } = mapping;
			await record(sql, {
				at: Date.now(),
				actor,
				action: 'quarantine.map',
				subject: `agency:${agency}`,
				before: null,
				after: { name, agency, validFrom, validTo }
			});
			await append(sql, { at: now, kind: 'agencies', agencies: [alias.agencyId], ids: [] });
			return accepted(null);
		},
		AS_QUARANTINE
	);
	if (!outcome.accepted) return outcome;
	desk.rulebook.refresh();
	return accepted(await replay(desk, mapping.name, by, now, actor));
}

/** How many of the messages that wait under the name the mapping would let through. */
export async function previewMapping(
	desk: Pick<QuarantineDesk, 'db' | 'rulebook'>,
	mapping: NameMapping
): Promise<Decision<Released>> {
	const decided = await decide(desk, mapping);
	if (!decided.accepted) return decided;
	const { directory } = await desk.rulebook.current();
	const { agencyId, validFrom, validTo } = decided.value;
	let waiting = 0;
	let released = 0;
	for await (const message of waitingUnder(desk.db, mapping.name)) {
		const day = eventDay(message);
		const always = validFrom === null && validTo === null;
		const holds = always
			? directory.version(agencyId, day) !== null
			: (validFrom === null || validFrom <= day) && (validTo === null || day <= validTo);
		if (holds) released++;
		else waiting++;
	}
	return accepted({ released, waiting });
}

async function decide(
	{ db, rulebook }: Pick<QuarantineDesk, 'db' | 'rulebook'>,
	{ name, agency, validFrom, validTo }: NameMapping
): Promise<Decision<NewAlias>> {
	const { directory } = await rulebook.current();
	const agencyId = directory.byCode(agency);
	if (agencyId === null) return refused('mapping.agency_unknown', { field: 'agency' });
	if (validFrom !== null && validTo !== null && validFrom > validTo) {
		return refused('mapping.ends_before_start', { field: 'validTo' });
	}
	const { total } = await withTransaction(
		db,
		async ({ sql }) => waitingMessages(sql, { agencyName: name }, { after: 0, limit: 0 }),
		AS_QUARANTINE
	);
	if (total === 0) return refused('mapping.name_unknown', { field: 'name' });
	return accepted({ agencyId, alias: name, validFrom, validTo });
}

/**
 * Sends messages that wait for an agency through intake again, with the arrival that they had, up to a
 * thousand in a transaction for each key that sent them. Those whose agency is still not known stay.
 *
 * @param name only those that wait under this name; null: all
 */
export async function replay(
	desk: QuarantineDesk,
	name: string | null,
	by: string,
	now: Instant,
	actor: Actor
): Promise<Released> {
	const rules = await desk.rulebook.current();
	let released = 0;
	let waiting = 0;
	for (let after = 0; ;) {
		const page = await releasablePage(desk.db, name, after);
		const last = page.at(-1);
		if (!last) return { released, waiting };
		after = last.id;
		const known = page.filter(
			(message) => 'agencyId' in rules.directory.resolveName(message.agencyName, eventDay(message))
		);
		let gone = 0;
		for (const [keyId, own] of Map.groupBy(known, (message) => message.keyId)) {
			gone += await release(desk, rules, { keyId, messages: own, name }, { by, actor }, now);
		}
		released += gone;
		waiting += page.length - gone;
	}
}

/** One batch, all or nothing, and one link of the record; tried again when it met another batch. */
async function release(
	{ db, intake }: QuarantineDesk,
	rules: LoadedRules,
	{ keyId, messages, name }: { keyId: number; messages: Releasable[]; name: string | null },
	{ by, actor }: { by: string; actor: Actor },
	now: Instant
): Promise<number> {
	const act = { action: 'quarantine.replay', subject: null, about: { name, key: keyId } } as const;
	for (let attempt = 1; ; attempt++) {
		try {
			return await withTransaction(
				db,
				async ({ sql }) => {
					const origin = (await keyOrigins(sql, [keyId])).get(keyId);
					const agencyId = origin?.agencyId ?? null;
					const agencies =
						agencyId === null ? 'all' : rules.directory.descendants(agencyId, dayOf(now));
					const { quarantined } = await intake.take(
						messages.map(({ content, hash, arrivedAt }, index) => ({
							index,
							translated: { ok: true, content, hash },
							arrivedAt
						})),
						{ keyId, agencies, backfill: origin?.backfill ?? false, actor },
						now,
						{ within: sql, act }
					);
					const stayed = new Set(quarantined.map(({ index }) => index));
					const gone = messages.filter((_, i) => !stayed.has(i)).map(({ id }) => id);
					return settle(sql, gone, { at: now, by, outcome: 'replayed', dismissal: null });
				},
				AS_QUARANTINE
			);
		} catch (error) {
			if (attempt >= ATTEMPTS || !metAnother(error)) throw error;
		}
	}
}

function metAnother(error: unknown): boolean {
	if (!(error instanceof Error)) return false;
	const code: unknown = Reflect.get(error, 'code');
	return error.name === 'Race' || code === '40P01' || code === '40001';
}

/** Lets messages go, for a reason from the list. What they were is kept, that they wait is over. */
export async function dismiss(
	{ db }: Pick<QuarantineDesk, 'db'>,
	which: WaitingWhich,
	dismissal: Dismissal,
	by: string,
	now: Instant,
	actor: Actor
): Promise<Decision<{ dismissed: number }>> {
	if (Object.values(which).every((value) => value === undefined)) {
		return refused('quarantine.nothing_named', { field: 'ids' });
	}
	return withTransaction(
		db,
		async ({ sql }): Promise<Decision<{ dismissed: number }>> => {
			const ids = await waitingIds(sql, which);
			const dismissed = await settle(sql, ids, { at: now, by, outcome: 'dismissed', dismissal });
			if (dismissed > 0) {
				await record(sql, {
					at: Date.now(),
					actor,
					action: 'quarantine.dismiss',
					subject: null,
					before: null,
					after: {
						...which,
						ids: which.ids?.slice(0, NAMED_AT_MOST),
						because: dismissal,
						dismissed
					}
				});
				await append(sql, { at: now, kind: 'quarantine', agencies: [], ids: [] });
			}
			return accepted({ dismissed });
		},
		AS_QUARANTINE
	);
}

async function releasablePage(
	db: Database,
	name: string | null,
	after: number
): Promise<Releasable[]> {
	return withTransaction(
		db,
		async ({ sql }) => releasable(sql, name, { after, limit: AT_ONCE }),
		AS_QUARANTINE
	);
}

async function* waitingUnder(
	db: Database,
	name: string
): AsyncGenerator<Releasable, void, undefined> {
	for (let after = 0; ;) {
		const page = await releasablePage(db, name, after);
		const last = page.at(-1);
		if (!last) return;
		after = last.id;
		yield* page;
	}
}

/** The day of the event that a message tells of: the day on which its agency's name is read. */
function eventDay({ content, arrivedAt, hash }: Releasable): Day {
	return dayOf(eventTime({ content, arrivedAt, hash, backfill: false, agencyId: null }));
}
