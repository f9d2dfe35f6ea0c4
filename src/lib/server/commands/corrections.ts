import { may, mayTo, seesDossierOf, type Reader } from '#lib/domain/accounts/reader.ts';
import { actorOf } from '#lib/domain/audit/entry.ts';
import { dayOf, type Day, type Instant } from '#lib/domain/calendar/time.ts';
import { addWorkingDays } from '#lib/domain/calendar/work-calendar.ts';
import { standsStill, type Claim } from '#lib/domain/corrections/claim.ts';
import {
	after,
	decide,
	foldCorrection,
	type CorrectionAct,
	type CorrectionEvent,
	type CorrectionState
} from '#lib/domain/corrections/correction.ts';
import { parameterOn } from '#lib/domain/deadlines/parameters.ts';
import { accepted, refused, type Decision } from '#lib/domain/refusal.ts';
import { personalNumberIn } from '#lib/domain/words/personal.ts';
import { recipients } from '#lib/domain/urging/recipients.ts';
import { record } from '#lib/server/store/audit.ts';
import {
	agenciesOfCorrection,
	askedAlready,
	dossiersToDispute,
	holdAsking,
	holdCorrection,
	insertCorrection,
	saveCorrection,
	type DisputedDossier
} from '#lib/server/store/corrections.ts';
import { withTransaction, type Database, type Sql } from '#lib/server/store/database.ts';
import { append } from '#lib/server/store/ledger.ts';
import { clearNotices, peopleToTell, standingOf, tell } from '#lib/server/store/notices.ts';
import type { LoadedRules } from '#lib/server/store/rulebook.ts';

/** Who acts and from where; `now` is the domain's, `realNow` that of the record of acts. */
export interface CorrectionActor {
	reader: Reader;
	address: string;
	now: Instant;
	realNow: Instant;
	/** Ways out that are set up. */
	channels: readonly ('mail' | 'webhook')[];
}

/** What is held wrong: dossiers by their codes, or a number with the codes of the whole list behind it. */
export interface AskedCorrection {
	kind: 'dossiers' | 'figure';
	claim: Claim;
	codes: readonly string[];
	/** The list as an address asks for it; empty for dossiers named one by one. */
	question: string;
	/** Of a number: what the agency holds right. */
	claimed: number | null;
	reason: string;
	evidence: readonly string[];
}

const AS_CORRECTIONS = { scope: 'corrections' } as const;

/**
 * Says that dossiers, or a number, are told wrong. The list is frozen as it is now; the mark stands from
 * here on, the number stays, and the centre's clock begins.
 */
export async function askCorrection(
	database: Database,
	rules: LoadedRules,
	asked: AskedCorrection,
	by: CorrectionActor
): Promise<Decision<{ code: string; count: number; answerDue: Day }>> {
	const { reader, now } = by;
	if (!may(reader, 'askCorrections')) return refused('correction.not_yours');
	const codes = [...new Set(asked.codes)];
	if (codes.length === 0) return refused('correction.nothing');
	const { kind, claim, claimed, question } = asked;
	if (kind === 'figure') {
		if (claim === 'not_ours') return refused('correction.no_figure', { field: 'claim' });
		if (claimed === null || claimed >= codes.length) {
			return refused('correction.claimed_not_less', { field: 'claimed' });
		}
	}
	if (personalNumberIn(asked.reason) !== null) {
		return refused('correction.personal', { field: 'reason' });
	}
	const today = dayOf(now);
	return withTransaction(
		database,
		async ({ sql }) => {
			const found = await dossiersToDispute(sql, codes);
			const whose = agencyOf(rules, reader, codes, found, today);
			if (!whose.accepted) return whose;
			const { agencyId, items } = whose.value;
			await holdAsking(sql, agencyId);
			const not = found.find((one) => !isSo(claim, one, today));
			if (not !== undefined) return refused('correction.not_so', { dossier: not.code });
			if (kind === 'dossiers') {
				const ids = items.map(({ id }) => id);
				const [again] = await askedAlready(sql, claim, ids);
				if (again !== undefined) return refused('correction.already_asked', { dossier: again });
			}
			const days = parameterOn(rules.parameters.correctionAnswerDays, today);
			const answerDue = addWorkingDays(rules.calendar, today, days);
			const event: CorrectionEvent = {
				...{ kind: 'asked', at: now, by: reader.account?.name ?? '', reason: asked.reason },
				...{ evidence: [...asked.evidence], answerDue }
			};
			const code = await insertCorrection(
				sql,
				{
					...{ agencyId, kind, claim, question, items, answerDue, event },
					...{ claimed: kind === 'figure' ? claimed : null },
					...{ askedAt: now, askedOn: today, correction: foldCorrection([event]) }
				},
				reader.account?.id ?? null
			);
			const people = recipients(await peopleToTell(sql), rules.directory, today);
			const facts = { count: items.length, agency: rules.codeOf(agencyId), due: answerDue };
			const told = await tell(
				sql,
				people.watchers().map((accountId) => ({
					...{ accountId, event: code, level: 'correction_asked' as const },
					...{ subject: `correction:${code}`, facts }
				})),
				now,
				by.channels
			);
			await record(sql, {
				...{ at: by.realNow, actor: actorOf(reader, by.address), action: 'correction.ask' },
				...{ subject: `correction:${code}`, before: null },
				after: { kind, claim, question, claimed, count: items.length, agency: facts.agency }
			});
			await announce(sql, now, code, [agencyId, ...items.map((item) => item.agencyId)], told);
			return accepted({ code, count: items.length, answerDue });
		},
		AS_CORRECTIONS
	);
}

/** Adds to a request, answers it or takes it back: two who answer at once go one after the other. */
export async function actOnCorrection(
	database: Database,
	rules: LoadedRules,
	{ code, act }: { code: string; act: CorrectionAct },
	by: CorrectionActor
): Promise<Decision<{ code: string; state: CorrectionState }>> {
	const { reader, now } = by;
	if (personalNumberIn(act.text) !== null) {
		return refused('correction.personal', { field: 'text' });
	}
	return withTransaction(
		database,
		async ({ sql }) => {
			const held = await holdCorrection(sql, code);
			if (held === null) return refused('correction.unknown');
			const agencies = [held.agencyId, ...(await agenciesOfCorrection(sql, held.id))];
			if (!agencies.some((id) => seesDossierOf(reader, id))) return refused('correction.unknown');
			const decision = decide(held.correction, held.agencyId, act, reader, now);
			if (!decision.accepted) return decision;
			const event = decision.value;
			const correction = after(held.correction, event);
			await saveCorrection(sql, held.id, { correction, event }, reader.account?.id ?? null);
			const subject = `correction:${code}`;
			const told =
				act.kind === 'added'
					? []
					: await clearNotices(sql, await standingOf(sql, subject, 'correction_asked'), now);
			if (act.kind === 'accepted' || act.kind === 'rejected') {
				const people = recipients(await peopleToTell(sql), rules.directory, dayOf(now));
				const facts = { count: held.count, agency: rules.codeOf(held.agencyId) };
				const notices = people.headsOf(held.agencyId).map((accountId) => ({
					...{ accountId, event: code, level: 'correction_answered' as const, subject, facts }
				}));
				told.push(...(await tell(sql, notices, now, by.channels)));
			}
			await record(sql, {
				...{ at: by.realNow, actor: actorOf(reader, by.address), action: 'correction.act' },
				...{ subject, before: { state: held.correction.state } },
				after: { act: act.kind, state: correction.state }
			});
			await announce(sql, now, code, agencies, told);
			return accepted({ code, state: correction.state });
		},
		AS_CORRECTIONS
	);
}

/** Whether a claim is about something that the dossier is told to be. */
function isSo(claim: Claim, dossier: DisputedDossier, today: Day): boolean {
	const { agencyId } = dossier;
	if (agencyId === null || dossier.phase === 'incomplete') return false;
	return standsStill(claim, { on: today, agencyId }, dossier, dossier);
}

/**
 * The agency that asks: the highest in the reader's reach that answers for all of them.
 */
function agencyOf(
	{ directory }: LoadedRules,
	reader: Reader,
	codes: readonly string[],
	found: readonly DisputedDossier[],
	on: Day
): Decision<{ agencyId: number; items: { id: number; agencyId: number }[] }> {
	const items = found.flatMap(({ id, agencyId }) =>
		agencyId !== null && seesDossierOf(reader, agencyId) ? [{ id, agencyId }] : []
	);
	if (items.length < codes.length) return refused('correction.dossier_unknown');
	if (items.some(({ agencyId }) => !mayTo(reader, 'askCorrections', agencyId))) {
		return refused('correction.not_yours');
	}
	const tops = new Set(
		items.map(({ agencyId }) =>
			[agencyId, ...directory.ancestors(agencyId, on)].findLast((id) =>
				mayTo(reader, 'askCorrections', id)
			)
		)
	);
	const [top] = tops;
	return tops.size === 1 && top !== undefined
		? accepted({ agencyId: top, items })
		: refused('correction.several_agencies');
}

async function announce(
	sql: Sql,
	at: Instant,
	code: string,
	agencies: readonly number[],
	told: readonly number[]
): Promise<void> {
	if (told.length > 0) {
		const ids = [...new Set(told)].map((id) => `account:${id}`);
		await append(sql, { at, kind: 'notices', agencies: [], ids });
	}
	await append(sql, { at, kind: 'corrections', agencies: [...new Set(agencies)], ids: [code] });
}
