import { mayTo, may, type Reader } from '#lib/domain/accounts/reader.ts';
import { actorOf } from '#lib/domain/audit/entry.ts';
import { dayOf, type Day, type Instant } from '#lib/domain/calendar/time.ts';
import { accepted, refused, type Decision } from '#lib/domain/refusal.ts';
import { recipients } from '#lib/domain/urging/recipients.ts';
import { record } from '#lib/server/store/audit.ts';
import { withTransaction, type Database } from '#lib/server/store/database.ts';
import { append } from '#lib/server/store/ledger.ts';
import { clearNotices, peopleToTell, standingOf, tell } from '#lib/server/store/notices.ts';
import type { LoadedRules } from '#lib/server/store/rulebook.ts';
import { keepUrging } from '#lib/server/store/urging-kept.ts';
import {
	holdUrgingByCode,
	saveReply,
	type FrozenItem,
	type UrgingKind
} from '#lib/server/store/urgings.ts';

/** Who acts and from where; `now` is the domain's, `realNow` that of the record of acts. */
export interface UrgingActor {
	reader: Reader;
	address: string;
	now: Instant;
	realNow: Instant;
	/** Ways out that are set up. */
	channels: readonly ('mail' | 'webhook')[];
}

/** A list of which each agency's part is urged by itself. */
export interface Urged {
	kind: UrgingKind;
	/** The list as an address asks for it, without an agency: the same question has its numbers. */
	question: string;
	parts: readonly { agencyId: number; items: readonly FrozenItem[] }[];
	replyBy: Day;
	text: string;
}

export interface SentUrging {
	code: string;
	/** Code of the agency. */
	agency: string;
	n: number;
	count: number;
}

/**
 * Urges each agency about its part of a list, all or none: numbered lần 1, 2, 3 for the same agency and
 * question, until everything of the last one has moved; then it begins anew.
 */
export async function urge(
	database: Database,
	rules: LoadedRules,
	urged: Urged,
	by: UrgingActor
): Promise<Decision<{ urgings: SentUrging[] }>> {
	if (!may(by.reader, 'urge')) return refused('urging.not_yours');
	const { kind, question, parts, replyBy, text } = urged;
	if (parts.length === 0) return refused('urging.nothing');
	if (replyBy < dayOf(by.now)) return refused('urging.reply_past', { field: 'replyBy' });
	if (parts.some(({ agencyId }) => !mayTo(by.reader, 'urge', agencyId))) {
		return refused('urging.not_yours');
	}
	return withTransaction(
		database,
		async ({ sql }) => {
			const people = recipients(await peopleToTell(sql), rules.directory, dayOf(by.now));
			const sent: SentUrging[] = [];
			const told = new Set<number>();
			for (const { agencyId, items } of parts.toSorted((a, b) => a.agencyId - b.agencyId)) {
				const agency = rules.codeOf(agencyId);
				const { code, n, ...kept } = await keepUrging(
					sql,
					{
						...{ agencyId, kind, question, items, replyBy, text, letter: null },
						...{ asOf: by.now, createdBy: by.reader.account?.id ?? null }
					},
					{ people, agency, now: by.now, channels: by.channels }
				);
				for (const id of kept.told) told.add(id);
				sent.push({ code, agency, n, count: items.length });
			}
			await record(sql, {
				...{ at: by.realNow, actor: actorOf(by.reader, by.address), action: 'urging.send' },
				...{ subject: `urging:${sent[0]?.code ?? ''}`, before: null },
				after: { kind, question, replyBy, urgings: sent }
			});
			await announce(sql, by.now, told, [...new Set(parts.map(({ agencyId }) => agencyId))]);
			return accepted({ urgings: sent });
		},
		{ scope: 'urging' }
	);
}

/** The agency's answer, given once; who urged is told. */
export async function replyToUrging(
	database: Database,
	{ code, text }: { code: string; text: string },
	by: UrgingActor
): Promise<Decision<{ code: string }>> {
	return withTransaction(
		database,
		async ({ sql }) => {
			const held = await holdUrgingByCode(sql, code);
			if (held === null || !sees(by.reader, held)) return refused('urging.unknown');
			if (!mayTo(by.reader, 'reportTasks', held.agencyId)) return refused('urging.not_yours');
			if (held.reply !== null) return refused('urging.already_answered');
			await saveReply(sql, held.id, {
				...{ text, at: by.now },
				by: by.reader.account?.id ?? null
			});
			const told = new Set(
				await clearNotices(sql, await standingOf(sql, `urging:${code}`, 'urging'), by.now)
			);
			if (held.createdBy !== null) {
				const notice = {
					...{ accountId: held.createdBy, event: code, level: 'urging_reply' as const },
					...{ subject: `urging:${code}`, facts: { n: held.n } }
				};
				for (const id of await tell(sql, [notice], by.now, by.channels)) told.add(id);
			}
			await record(sql, {
				...{ at: by.realNow, actor: actorOf(by.reader, by.address), action: 'urging.reply' },
				...{ subject: `urging:${code}`, before: null, after: { answered: true } }
			});
			await announce(sql, by.now, told, [held.agencyId]);
			return accepted({ code });
		},
		{ scope: 'urging' }
	);
}

/**
 * As the policy of the table has it: an urging is seen with what it lists. An opinion asked of an agency
 * is work of its own, so it is seen with its tasks; the dossier is somebody else's.
 */
function sees(reader: Reader, { kind, agencyId }: { kind: UrgingKind; agencyId: number }): boolean {
	return mayTo(reader, kind === 'dossiers' ? 'seeDossiers' : 'seeTasks', agencyId);
}

async function announce(
	sql: Parameters<typeof append>[0],
	at: Instant,
	people: ReadonlySet<number>,
	agencies: number[]
): Promise<void> {
	await append(sql, {
		...{ at, kind: 'notices', agencies: [] },
		ids: [...people].map((id) => `account:${id}`)
	});
	await append(sql, { at, kind: 'urgings', agencies, ids: [] });
}
