import { setImmediate as othersFirst } from 'node:timers/promises';
import type { Actor } from '#lib/domain/audit/entry.ts';
import { dayOf, type Instant } from '#lib/domain/calendar/time.ts';
import { eventTime, type Recorded } from '#lib/domain/dossiers/message.ts';
import type { Rules } from '#lib/domain/dossiers/rules.ts';
import type { Translated } from '#lib/domain/dossiers/translated.ts';
import type { HeldDossier } from '#lib/server/store/dossier-rows.ts';
import type { Waiting } from '#lib/server/store/intake.ts';

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

export interface Quarantined {
	index: number;
	MaHoSo: string;
	field: string;
	reason: string;
}

/** A message of a batch. */
export interface Incoming extends Recorded {
	index: number;
	json: string | undefined;
}

export interface SortedOut {
	/** Messages by dossier code; in the order of codes, as they are locked. */
	byCode: Map<string, Incoming[]>;
	aside: { entry: Quarantined; waiting: Waiting }[];
}

/** Items sorted between two looks at who else waits: more than a batch of the feed has. */
const ITEMS_AT_ONCE = 2_000;

/** Parts what can be recorded from what must wait: not understood, or an agency nobody knows. */
export async function sortOut(
	items: readonly IntakeItem[],
	sender: Sender,
	{ directory }: Rules
): Promise<SortedOut> {
	const byCode = new Map<string, Incoming[]>();
	const aside: SortedOut['aside'] = [];
	let sorted = 0;
	for (const { index, translated, arrivedAt } of items) {
		if (++sorted % ITEMS_AT_ONCE === 0) await othersFirst();
		if (!translated.ok) {
			const { code, field, reason, rest, hash } = translated;
			aside.push({
				entry: { index, MaHoSo: code, field, reason },
				waiting: { hash, code, field, reason, agencyName: null, content: rest }
			});
			continue;
		}
		const { content, hash, json } = translated;
		const message: Incoming = {
			index,
			hash,
			arrivedAt,
			backfill: sender.backfill,
			agencyId: null,
			content,
			json
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
	{ index, hash, content }: Incoming,
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
 * A key made for an agency sends only for its subtree: others are put aside. A step belongs to the
 * agency that holds its dossier.
 *
 * @returns the messages that the key may send
 */
export function withinKey(
	own: HeldDossier | null,
	incoming: readonly Incoming[],
	sender: Sender,
	aside: SortedOut['aside']
): readonly Incoming[] {
	if (sender.agencies === 'all') return incoming;
	const subtree = new Set(sender.agencies);
	const holder = own?.agencyId ?? incoming.find((m) => m.agencyId !== null)?.agencyId ?? null;
	return incoming.filter((message) => {
		const agencyId = message.agencyId ?? holder;
		if (agencyId !== null && subtree.has(agencyId)) return true;
		const field = message.content.kind === 'snapshot' ? 'DonViXuLy' : 'MaHoSo';
		aside.push(setAside(message, field, 'outside_key', null));
		return false;
	});
}
