/**
 * Who may do what to a finding, and when: one table. An act either becomes one event or is refused with
 * a code; a page never decides this, it only asks.
 */
import type { Action } from '../accounts/permissions.ts';
import { mayTo, type Reader } from '../accounts/reader.ts';
import type { Instant } from '../calendar/time.ts';
import { accepted, refused, type Decision } from '../refusal.ts';
import { severityOf } from './category.ts';
import type { Finding, FindingEvent, FindingState } from './finding.ts';

/** What somebody asks to do: the event without when and by whom. */
export type FindingAct = Exclude<
	Without<FindingEvent>,
	{ kind: 'logged' | 'tasked' | 'closed' | 'relapsed' | 'watch_ended' | 'concluded' }
>;
type Without<E> = E extends FindingEvent ? Omit<E, 'at' | 'by'> : never;
/** Besides, those that need more than the finding itself to be decided. */
export type FindingActKind = FindingAct['kind'] | 'tasked' | 'closed';

interface Rule {
	/** Who: the team that inspects, its leader, the unit, the office, or somebody who looks again. */
	by: 'team' | 'team_leader' | 'unit' | 'office' | 'second_look';
	in: readonly FindingState[];
}

export const FINDING_RULES: Readonly<Record<FindingActKind, Rule>> = {
	amended: { by: 'team', in: ['logged'] },
	confirmed: { by: 'team_leader', in: ['logged'] },
	withdrawn: { by: 'team_leader', in: ['logged', 'confirmed', 'explained', 'upheld'] },
	explained: { by: 'unit', in: ['confirmed'] },
	explanation_decided: { by: 'team_leader', in: ['explained'] },
	tasked: { by: 'office', in: ['confirmed', 'upheld', 'relapsed'] },
	mended: { by: 'unit', in: ['tasked'] },
	reinspected: { by: 'second_look', in: ['mended'] },
	closed: { by: 'team_leader', in: ['verified'] }
};

const ACTION: Readonly<Record<Rule['by'], Action>> = {
	team: 'inspect',
	team_leader: 'inspect',
	unit: 'answerFindings',
	office: 'assignTasks',
	second_look: 'inspect'
};

/** Who somebody is in the inspection that a finding belongs to; null: it stands alone. */
export interface TeamSeat {
	member: boolean;
	leader: boolean;
	/** Whether the inspected agency knows of it: what has not been opened is released to nobody. */
	opened: boolean;
	/** Whether it is concluded: its team has done its work, and what follows is mended for weeks after. */
	over: boolean;
}

/** What is still to be said of a finding when the team that found it is no more. */
const AFTERWARDS: readonly FindingActKind[] = ['withdrawn', 'explanation_decided', 'closed'];

/** @returns null when the act is theirs, else the code of why not */
function hindranceOfPerson(
	finding: Finding,
	kind: FindingActKind,
	by: Reader,
	seat: TeamSeat | null
): string | null {
	const { by: side } = FINDING_RULES[kind];
	const own = by.own.includes(finding.agencyId);
	if (side === 'unit') {
		return mayTo(by, 'answerFindings', finding.agencyId) ? null : 'finding.not_yours';
	}
	if (own) return 'finding.own_agency';
	const account = by.account?.id ?? null;
	const office = mayTo(by, 'assignTasks', finding.agencyId);
	if (side === 'office') return office ? null : 'finding.not_yours';
	const inspects = mayTo(by, ACTION[side], finding.agencyId);
	if (side === 'second_look') {
		if (!inspects && seat?.member !== true && !office) return 'finding.not_yours';
		// Who found it has had their look; who mended it looks at their own work.
		if (account !== null && (account === finding.loggedBy || account === finding.mendedBy)) {
			return 'finding.second_look';
		}
		return null;
	}
	if (seat !== null && !(seat.over && AFTERWARDS.includes(kind))) {
		const sits = side === 'team' ? seat.member || seat.leader : seat.leader;
		return sits ? null : 'finding.not_team';
	}
	// What stands alone, or has outlived its team, has no team leader: another inspector or the office confirms it, never its author.
	if (!inspects && !office) return 'finding.not_yours';
	if (kind === 'confirmed' && account !== null && account === finding.loggedBy) {
		return 'finding.own_record';
	}
	return null;
}

/**
 * @param at the domain's now, not before the finding's last event
 * @param seat null of a finding that stands alone
 * @returns the event that is to be recorded, or why not
 */
export function decideFinding(
	finding: Finding,
	act: FindingAct,
	by: Reader,
	at: Instant,
	seat: TeamSeat | null
): Decision<FindingEvent> {
	const why = mayActOn(finding, act.kind, by, seat);
	if (why !== null) return why;
	const account = by.account?.id ?? null;
	if (act.kind === 'mended' && act.evidence.length === 0) {
		return refused('finding.no_evidence', { act: act.kind });
	}
	if (act.kind === 'amended') {
		const severity = severityOf(act.change.category, act.change.severity);
		return accepted({ ...act, change: { ...act.change, severity }, at, by: account });
	}
	return accepted({ ...act, at, by: account });
}

/** Why an act may not be done now by somebody; null when it may. */
export function mayActOn(
	finding: Finding,
	kind: FindingActKind,
	by: Reader,
	seat: TeamSeat | null
): Decision<never> | null {
	const person = hindranceOfPerson(finding, kind, by, seat);
	if (person !== null) return refused(person, { act: kind });
	if (!FINDING_RULES[kind].in.includes(finding.state)) {
		return refused('finding.not_now', { act: kind, state: finding.state });
	}
	if (kind === 'confirmed' && seat !== null && !seat.opened) {
		return refused('finding.not_opened', { act: kind });
	}
	return null;
}

/** The acts that somebody may do to a finding as it stands: what a page offers. */
export function possibleFindingActs(
	finding: Finding,
	by: Reader,
	seat: TeamSeat | null
): FindingActKind[] {
	return (Object.keys(FINDING_RULES) as FindingActKind[]).filter(
		(kind) => mayActOn(finding, kind, by, seat) === null
	);
}

/** Whether somebody may log one of an agency: never of their own, and in an inspection only its team. */
export function mayLog(by: Reader, agencyId: number, seat: TeamSeat | null): Decision<true> {
	if (by.own.includes(agencyId)) return refused('finding.own_agency');
	if (seat !== null) {
		return seat.member || seat.leader ? accepted(true) : refused('finding.not_team');
	}
	return mayTo(by, 'inspect', agencyId) ? accepted(true) : refused('finding.not_yours');
}
