import type { RequestEvent } from '@sveltejs/kit';
import type { Reader } from '#lib/domain/accounts/reader.ts';
import { dayOf, isoOf, type Instant } from '#lib/domain/calendar/time.ts';
import { claimAbout, outcomeOf } from '#lib/domain/corrections/claim.ts';
import {
	possibleActs,
	UNDER_REVIEW,
	waitingOf,
	type CorrectionEvent,
	type CorrectionState
} from '#lib/domain/corrections/correction.ts';
import { accepted, refused, type Decision } from '#lib/domain/refusal.ts';
import type { AskedCorrection, CorrectionActor } from '../commands/corrections.ts';
import type { Desk } from '../desk.ts';
import { channelsOf } from '../settings.ts';
import {
	agencyMarks,
	dossierMarks,
	eventsOfCorrection,
	itemsOfCorrection,
	listCorrections,
	marksWithBelow,
	type KeptCorrection
} from '../store/corrections.ts';
import { listDossiers } from '../store/dossiers.ts';
import { readAs, readFiguresAs } from '../store/reading.ts';
import type { LoadedRules } from '../store/rulebook.ts';
import { checked } from './api.ts';
import type {
	CorrectionDetail,
	CorrectionMarks,
	CorrectionOrder,
	CorrectionView,
	ShownCorrection
} from './correction-shapes.ts';
import { listParams, listQuery } from './overview-params.ts';

/** A number with more dossiers behind it is not frozen. */
const LISTED_AT_MOST = 5_000;

export function correctionActorOf(event: RequestEvent, reader: Reader): CorrectionActor {
	const { clock, settings } = event.locals.desk;
	return {
		...{ reader, address: event.getClientAddress(), now: clock.now(), realNow: Date.now() },
		channels: channelsOf(settings)
	};
}

/** What an order asks, with the codes of the list behind a number. */
export async function correctionAsked(
	desk: Desk,
	reader: Reader,
	order: CorrectionOrder
): Promise<Decision<AskedCorrection>> {
	const { reason, evidence } = order;
	if (order.kind === 'dossiers') {
		const { claim, dossiers: codes } = order;
		return accepted({
			...{ kind: 'dossiers', claim, codes, question: '', claimed: null, reason, evidence }
		});
	}
	const { filter, claimed } = order;
	const claim = claimAbout(filter['figure'] ?? null);
	if (claim === null) return refused('correction.no_figure', { field: 'filter' });
	const list = await codesOfList(desk, reader, filter);
	if (!list.accepted) return list;
	const { codes, question } = list.value;
	return accepted({ kind: 'figure', claim, codes, question, claimed, reason, evidence });
}

/** The dossiers of a list as it is now, and the list as an address asks for it. */
export async function codesOfList(
	{ db, rulebook, clock }: Desk,
	reader: Reader,
	filter: Record<string, string>,
	atMost = LISTED_AT_MOST
): Promise<Decision<{ codes: string[]; total: number; question: string }>> {
	if ('at' in filter || 'knownAt' in filter) return refused('correction.past_list');
	const { n: _, cursor: _cursor, sort: _sort, limit: _limit, ...params } = filter;
	const rules = await rulebook.current();
	const now = clock.now();
	const query = {
		...listQuery({ ...checked(params, listParams), limit: 1000 }, rules, now),
		sort: 'due' as const
	};
	// A period that has ended is a list of now as well: what was finished late in October.
	const asked = { ...query, at: now };
	const kept = Object.entries(params).filter(([, value]) => value !== '');
	const question = new URLSearchParams(kept).toString();
	return readAs(db, reader, async (sql) => {
		const codes: string[] = [];
		for (let cursor: string | null = null; ;) {
			const page = await listDossiers(
				sql,
				rules,
				reader.sees.dossiers,
				{ ...asked, cursor, limit: Math.min(1000, atMost) },
				now
			);
			codes.push(...page.items.map(({ code }) => code));
			cursor = page.next;
			if (cursor === null || atMost < LISTED_AT_MOST) {
				return accepted({ codes, total: page.total, question });
			}
			if (page.total > LISTED_AT_MOST) return refused('correction.too_many');
		}
	});
}

/** Requests that the reader sees; null for an agency that nobody knows. */
export async function readCorrections(
	{ db, rulebook, clock }: Desk,
	reader: Reader,
	asked: { agency?: string | undefined; view: CorrectionView; dossier?: string; limit?: number }
): Promise<ShownCorrection[] | null> {
	const rules = await rulebook.current();
	const now = clock.now();
	const { agency, view, dossier = null, limit = 500 } = asked;
	const agencyId = agency === undefined || agency === '' ? null : rules.directory.byCode(agency);
	if (agency !== undefined && agency !== '' && agencyId === null) return null;
	const rows = await readAs(db, reader, async (sql) =>
		listCorrections(sql, {
			agencyIds: agencyId === null ? null : rules.directory.descendants(agencyId, dayOf(now)),
			...{ states: statesOf(view), code: null, dossier, limit }
		})
	);
	return rows.map((row) => shown(row, rules, now)).filter((one) => isIn(view, one));
}

function statesOf(view: CorrectionView): readonly CorrectionState[] | null {
	switch (view) {
		case 'open':
			return UNDER_REVIEW;
		case 'asked':
		case 'late':
			return ['asked'];
		case 'accepted':
			return ['accepted'];
		case 'closed':
		case 'all':
			return null;
	}
}

function isIn(view: CorrectionView, { outcome, over }: ShownCorrection): boolean {
	const open = outcome === 'asked' || outcome === 'accepted';
	switch (view) {
		case 'all':
			return true;
		case 'open':
			return open;
		case 'closed':
			return !open;
		case 'late':
			return outcome === 'asked' && over > 0;
		case 'asked':
		case 'accepted':
			return outcome === view;
	}
}

/** A request with its list and all that was said; null when it does not exist for the reader. */
export async function readCorrection(
	{ db, rulebook, clock }: Desk,
	reader: Reader,
	code: string
): Promise<CorrectionDetail | null> {
	const rules = await rulebook.current();
	return readAs(db, reader, async (sql) => {
		const [row] = await listCorrections(sql, {
			...{ agencyIds: null, states: null, code, dossier: null, limit: 1 }
		});
		if (row === undefined) return null;
		const items = await itemsOfCorrection(sql, row.id, 1000);
		return {
			...shown(row, rules, clock.now()),
			items: items.map(({ code: dossier, standing }) => ({ code: dossier, standing })),
			history: (await eventsOfCorrection(sql, row.id)).map(told),
			acts: possibleActs(row.correction, row.agencyId, reader)
		};
	});
}

function told(event: CorrectionEvent): CorrectionDetail['history'][number] {
	return {
		...{ kind: event.kind, at: isoOf(event.at), by: event.by },
		text: event.kind === 'asked' ? event.reason : event.text,
		evidence: 'evidence' in event ? event.evidence : []
	};
}

function shown(row: KeptCorrection, rules: LoadedRules, now: Instant): ShownCorrection {
	const { code, agencyId, kind, claim, question, count, claimed, standing, settledAt } = row;
	const { correction } = row;
	const { state, reason, answerDue, answer, askedAt, askedBy } = correction;
	const outcome = outcomeOf(state, standing, claimed ?? 0);
	// What is put right needs no answer any more: the clock of the centre stops with it.
	const until = outcome === 'cured' && settledAt !== null ? Math.min(now, settledAt) : now;
	const { days, over } = waitingOf(correction, until, rules.calendar);
	return {
		...{ code, agency: named(rules, agencyId), kind, claim, question, count, claimed, standing },
		outcome,
		curedAt: outcome === 'cured' && settledAt !== null ? isoOf(settledAt) : null,
		asked: { at: isoOf(askedAt), by: askedBy },
		...{ reason, answerDue, waited: days, over: state === 'withdrawn' ? 0 : over },
		answer:
			answer === null
				? null
				: {
						...{ at: isoOf(answer.at), by: answer.by, text: answer.text },
						accepted: state !== 'rejected'
					}
	};
}

function named(rules: LoadedRules, agencyId: number): { code: string; name: string } {
	const code = rules.codeOf(agencyId);
	return { code, name: rules.directory.latest(agencyId)?.name ?? code };
}

/**
 * The marks beside the numbers of now, for everybody who sees the numbers: which number of which agency,
 * with all below it, and how many dossiers in it. Nothing of a dossier.
 *
 * @param period of what was finished late; default the month up to today
 */
export async function readMarks(
	desk: Pick<Desk, 'db' | 'rulebook' | 'clock'>,
	reader: Reader,
	period?: { from: string; to: string }
): Promise<CorrectionMarks> {
	const rules = await desk.rulebook.current();
	const today = dayOf(desk.clock.now());
	const asked = period ?? { from: `${today.slice(0, 7)}-01`, to: today };
	const own = await readFiguresAs(desk.db, reader, async (sql) => agencyMarks(sql, today, asked));
	return marksWithBelow(own, rules, today);
}

/** The requests under review of some dossiers that the reader sees, by the dossier's code. */
export async function readDossierMarks(
	{ db }: Desk,
	reader: Reader,
	codes: readonly string[]
): Promise<Record<string, { correction: string; accepted: boolean }>> {
	const rows = await readAs(db, reader, async (sql) => dossierMarks(sql, codes));
	return Object.fromEntries(
		rows.map(({ dossier, correction, state }) => [
			dossier,
			{ correction, accepted: state === 'accepted' }
		])
	);
}
