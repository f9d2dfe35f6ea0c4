/**
 * Who may do what to an inspection, and when. An act either becomes one event or is refused with a
 * code; a page never decides this, it only asks.
 */
import { may, mayTo, type Reader } from '../accounts/reader.ts';
import { dayOf, type Day, type Instant } from '../calendar/time.ts';
import { accepted, refused, type Decision } from '../refusal.ts';
import {
	leaderOf,
	type Inspection,
	type InspectionEvent,
	type InspectionState,
	type NamedPerson,
	type TeamMember
} from './inspection.ts';

/** What somebody asks to do: the event without its instant and without what follows from who asks. */
export type InspectionAct =
	| Exclude<
			WithoutInstant<InspectionEvent>,
			{
				kind:
					'planned' | 'noted' | 'unit_signed' | 'leader_signed' | 'conclusion_signed' | 'concluded';
			}
	  >
	| Omit<WithoutInstant<InspectionEvent & { kind: 'noted' }>, 'by'>
	| { kind: 'unit_signed'; title: string; opinion: string }
	| { kind: 'leader_signed' }
	| { kind: 'conclusion_signed' }
	| { kind: 'concluded'; notice: { number: string; on: Day } };
type WithoutInstant<E> = E extends InspectionEvent ? Omit<E, 'at'> : never;
export type InspectionActKind = InspectionAct['kind'];

/**
 * Văn phòng UBND; a member of the team and its leader, each on their days; the inspected agency; whoever
 * ordered the inspection.
 */
export type Side = 'office' | 'member' | 'leader' | 'unit' | 'orderer';

interface Rule {
	by: readonly Side[];
	in: readonly InspectionState[];
}

/** The one table of acts. What is not in it cannot happen. */
export const INSPECTION_RULES: Readonly<Record<InspectionActKind, Rule>> = {
	founded: { by: ['office'], in: ['planned'] },
	team_changed: { by: ['office'], in: ['founded', 'noticed', 'opened'] },
	rescheduled: { by: ['office'], in: ['founded', 'noticed', 'opened'] },
	noticed: { by: ['office', 'leader'], in: ['founded'] },
	self_reported: { by: ['unit'], in: ['noticed', 'opened'] },
	opened: { by: ['leader'], in: ['founded', 'noticed'] },
	noted: { by: ['member'], in: ['founded', 'noticed', 'opened'] },
	minutes_drafted: { by: ['leader'], in: ['opened'] },
	minutes_released: { by: ['leader'], in: ['opened', 'minuted'] },
	unit_signed: { by: ['unit'], in: ['minuted'] },
	unit_declined: { by: ['leader'], in: ['minuted'] },
	leader_signed: { by: ['leader'], in: ['minuted'] },
	conclusion_drafted: { by: ['leader'], in: ['signed'] },
	conclusion_signed: { by: ['orderer'], in: ['signed'] },
	concluded: { by: ['office', 'orderer'], in: ['signed'] },
	cancelled: { by: ['office'], in: ['planned', 'founded', 'noticed'] }
};

/**
 * The days on which a member may open the inspection, both included. A member's are those of the
 * inspection; the leader prepares it from the founding act on and answers for it until the conclusion.
 * Null: none.
 */
export function accessOf(
	inspection: Pick<Inspection, 'days' | 'decision' | 'concludedAt' | 'state'>,
	{ leads }: Pick<TeamMember, 'leads'>
): { from: Day; to: Day | null } | null {
	const { days, decision, concludedAt, state } = inspection;
	if (days === null || decision === null || state === 'cancelled') return null;
	if (!leads) return days;
	return { from: decision.on, to: concludedAt === null ? null : dayOf(concludedAt) };
}

/** The sides on which somebody stands on a day. Who belongs to the inspected body stands only there. */
export function sidesOf(inspection: Inspection, by: Reader, on: Day): Side[] {
	const { agencyId, shownAt, orderedBy, team } = inspection;
	if (by.own.includes(agencyId)) {
		return shownAt !== null && mayTo(by, 'answerInspections', agencyId) ? ['unit'] : [];
	}
	const sides: Side[] = [];
	if (mayTo(by, 'planInspections', agencyId)) sides.push('office');
	const account = by.account?.id ?? null;
	if (account === null || !may(by, 'seeInspections')) return sides;
	if (account === orderedBy.accountId && may(by, 'orderInspections')) sides.push('orderer');
	const mine = team.find(({ accountId }) => accountId === account);
	const days = mine === undefined ? null : accessOf(inspection, mine);
	if (mine === undefined || days === null) return sides;
	if (on < days.from || (days.to !== null && on > days.to)) return sides;
	return mine.leads ? [...sides, 'member', 'leader'] : [...sides, 'member'];
}

/** What deciding needs to know of the world on that day. */
export interface InspectionWorld {
	/** The inspected agency and all below it. */
	body: readonly number[];
	/** Agencies in which members hold posts, by account. */
	postsOf: ReadonlyMap<number, readonly number[]>;
}

/**
 * @param at the domain's now, not before the last event
 * @returns the event that is to be recorded, or why not
 */
export function decide(
	inspection: Inspection,
	act: InspectionAct,
	by: Reader,
	{ at, ...world }: { at: Instant } & InspectionWorld
): Decision<InspectionEvent> {
	const { kind } = act;
	const today = dayOf(at);
	const rule = INSPECTION_RULES[kind];
	const sides = sidesOf(inspection, by, today);
	if (!rule.by.some((side) => sides.includes(side))) {
		return refused('inspection.not_yours', { act: kind });
	}
	if (!rule.in.includes(inspection.state)) {
		return refused('inspection.not_now', { act: kind, state: inspection.state });
	}
	const why = blocked(inspection, kind, today) ?? hindrance(inspection, act, today, world);
	if (why !== null) return refused(why, { act: kind });
	return completed(inspection, act, by, at);
}

/** The acts that somebody may do to an inspection as it stands now: what a page offers. */
export function possibleActs(inspection: Inspection, by: Reader, on: Day): InspectionActKind[] {
	const sides = sidesOf(inspection, by, on);
	return (Object.keys(INSPECTION_RULES) as InspectionActKind[]).filter((kind) => {
		const rule = INSPECTION_RULES[kind];
		return (
			rule.in.includes(inspection.state) &&
			rule.by.some((side) => sides.includes(side)) &&
			blocked(inspection, kind, on) === null
		);
	});
}

/** What stands against an act whatever it says. */
function blocked(inspection: Inspection, kind: InspectionActKind, today: Day): string | null {
	const { days, state } = inspection;
	switch (kind) {
		case 'noticed':
			if (inspection.kind === 'unannounced') return 'inspection.unannounced_has_no_notice';
			return days !== null && today > days.from ? 'inspection.notice_too_late' : null;
		case 'opened':
			if (inspection.kind === 'planned' && state === 'founded') return 'inspection.notice_first';
			if (days === null || today < days.from) return 'inspection.not_begun';
			return today > days.to ? 'inspection.days_over' : null;
		case 'unit_signed':
			return inspection.unitSigned === null ? null : 'inspection.already_signed';
		case 'unit_declined':
			return (inspection.unitSigned ?? inspection.unitDeclined)
				? 'inspection.already_signed'
				: null;
		case 'leader_signed':
			return inspection.leaderSigned === null ? null : 'inspection.already_signed';
		case 'conclusion_signed':
			if (inspection.conclusionDraft === null) return 'inspection.no_conclusion';
			return inspection.conclusionSigned === null ? null : 'inspection.already_signed';
		case 'concluded':
			return inspection.conclusionSigned === null ? 'inspection.conclusion_unsigned' : null;
		default:
			return null;
	}
}

function hindrance(
	inspection: Inspection,
	act: InspectionAct,
	today: Day,
	world: InspectionWorld
): string | null {
	switch (act.kind) {
		case 'founded':
			if (act.decision.on > today) return 'inspection.document_to_come';
			if (act.from > act.to) return 'inspection.days_reversed';
			if (act.from < act.decision.on) return 'inspection.days_before_decision';
			if (act.checklist.length === 0) return 'inspection.no_checklist';
			return teamFault(act.team, world);
		case 'team_changed':
			if (act.document.on > today) return 'inspection.document_to_come';
			return teamFault(act.team, world);
		case 'rescheduled':
			if (act.document.on > today) return 'inspection.document_to_come';
			if (act.from > act.to) return 'inspection.days_reversed';
			if (inspection.state === 'opened' && act.from !== inspection.days?.from) {
				return 'inspection.already_open';
			}
			return act.to < today ? 'inspection.days_over' : null;
		case 'noticed':
			return act.notice.on > today ? 'inspection.document_to_come' : null;
		case 'noted':
			return act.item === null || inspection.checklist.some(({ id }) => id === act.item)
				? null
				: 'inspection.item_unknown';
		case 'concluded': {
			if (act.notice.on > today) return 'inspection.document_to_come';
			const { conclusionSigned } = inspection;
			const on = conclusionSigned && dayOf(conclusionSigned.at);
			return on !== null && act.notice.on < on ? 'inspection.notice_before_signing' : null;
		}
		default:
			return null;
	}
}

/**
 * What is wrong with a team: it has one leader, who can sign in; nobody is in it twice; and nobody of
 * the inspected body is in it, by the agency they come from or by any post they hold.
 */
export function teamFault(
	team: readonly TeamMember[],
	{ body, postsOf }: InspectionWorld
): string | null {
	const leaders = team.filter(({ leads }) => leads);
	if (leaders.length !== 1) return 'inspection.one_leader';
	if (leaders[0]?.accountId === null) return 'inspection.leader_without_account';
	const accounts = team.flatMap(({ accountId }) => accountId ?? []);
	if (new Set(accounts).size < accounts.length) return 'inspection.member_twice';
	const ofBody = ({ agencyId, accountId }: TeamMember) =>
		[agencyId, ...(accountId === null ? [] : (postsOf.get(accountId) ?? []))].some((id) =>
			body.includes(id)
		);
	return team.some(ofBody) ? 'inspection.member_of_body' : null;
}

/** The event, with what follows from who asks and from what stands. */
function completed(
	inspection: Inspection,
	act: InspectionAct,
	by: Reader,
	at: Instant
): Decision<InspectionEvent> {
	const account = by.account;
	switch (act.kind) {
		case 'noted':
			if (account === null) return refused('inspection.not_yours', { act: act.kind });
			return accepted({ ...act, by: account.id, at });
		case 'unit_signed': {
			if (account === null) return refused('inspection.not_yours', { act: act.kind });
			const { title, opinion } = act;
			const signer = { accountId: account.id, name: account.name, title };
			return accepted({ kind: 'unit_signed', signer, opinion, at });
		}
		case 'leader_signed': {
			const leader = leaderOf(inspection);
			if (leader === null) return refused('inspection.one_leader');
			return accepted({ kind: 'leader_signed', signer: named(leader), at });
		}
		case 'conclusion_signed':
			return accepted({ kind: 'conclusion_signed', signer: named(inspection.orderedBy), at });
		case 'concluded': {
			const { conclusionDraft: conclusion, conclusionSigned } = inspection;
			if (conclusion === null || conclusionSigned === null) {
				return refused('inspection.conclusion_unsigned', { act: act.kind });
			}
			const { signer } = conclusionSigned;
			return accepted({ kind: 'concluded', conclusion, signer, notice: act.notice, at });
		}
		default:
			return accepted({ ...act, at });
	}
}

function named({ accountId, name, title }: NamedPerson): NamedPerson {
	return { accountId, name, title };
}
