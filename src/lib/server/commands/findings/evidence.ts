import type { Sql } from '#lib/server/store/database.ts';
import { accepted, refused, type Decision } from '#lib/domain/refusal.ts';
import { holdFinding } from '#lib/server/store/findings.ts';
import { seatIn } from './seats.ts';
import { newsOf, seesFinding, type FindingActor } from './turn.ts';

/**
 * Whoever works on a finding may add evidence to it, its agency from when it is released to it.
 * @returns who is told that there is more of it
 */
export async function mayAddToFinding(
	sql: Sql,
	code: string,
	by: FindingActor
): Promise<Decision<ReturnType<typeof newsOf>>> {
	const held = await holdFinding(sql, code);
	if (held === null) return refused('finding.unknown');
	const { inspection } = held.finding;
	const seat = inspection === null ? null : await seatIn(sql, inspection, by.reader, by.now);
	const hidden = inspection !== null && seat === null;
	if (hidden || !seesFinding(by.reader, held.finding, seat)) return refused('finding.unknown');
	return accepted(newsOf([{ code, finding: held.finding }]));
}

/** The members of an inspection's team, on their days, add evidence to it. */
export async function mayAddToInspection(
	sql: Sql,
	code: string,
	by: FindingActor
): Promise<Decision<null>> {
	const seat = await seatIn(sql, code, by.reader, by.now);
	if (seat === null) return refused('inspection.unknown');
	return seat.member || seat.leader ? accepted(null) : refused('inspection.not_yours');
}
