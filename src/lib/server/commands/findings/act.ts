import { actorOf } from '#lib/domain/audit/entry.ts';
import {
	decideFinding,
	mayActOn,
	type FindingAct,
	type TeamSeat
} from '#lib/domain/findings/acts.ts';
import {
	afterFinding,
	type Finding,
	type FindingEvent,
	type FindingState
} from '#lib/domain/findings/finding.ts';
import { isSameFault, watchFrom } from '#lib/domain/findings/watch.ts';
import { accepted, refused, type Decision } from '#lib/domain/refusal.ts';
import { record } from '#lib/server/store/audit.ts';
import type { Database, Sql } from '#lib/server/store/database.ts';
import {
	holdFinding,
	holdFindingsIn,
	saveFinding,
	type KeptFinding
} from '#lib/server/store/findings.ts';
import { announceTold, tellOfFindings } from '#lib/server/store/finding-notices.ts';
import type { LoadedRules } from '#lib/server/store/rulebook.ts';
import { seatIn } from './seats.ts';
import { announceTask, moveTask } from './task-follows.ts';
import { announceFindings, authorOf, inFindings, seesFinding, type FindingActor } from './turn.ts';

/** What became of a finding by an act. */
export interface MovedFinding {
	code: string;
	state: FindingState;
}

/** Closing asks for the watched figure as it stands now: null where none is watched. */
export type AskedAct = FindingAct | { kind: 'closed'; now: number | null };

/** Does one act to a finding: two who act at once go one after the other, and the second is told. */
export async function actOnFinding(
	database: Database,
	rules: LoadedRules,
	{ code, act }: { code: string; act: AskedAct },
	by: FindingActor
): Promise<Decision<MovedFinding>> {
	return inFindings(database, async (sql) => {
		const held = await holdFinding(sql, code);
		if (held === null) return refused('finding.unknown');
		const seat = await seatOf(sql, held.finding, by);
		const hidden = held.finding.inspection !== null && seat === null;
		if (hidden || !seesFinding(by.reader, held.finding, seat)) return refused('finding.unknown');
		const decision = decided(held.finding, act, by, seat, rules);
		if (!decision.accepted) return decision;
		const event = decision.value;
		const moved = [{ code, finding: await keep(sql, held, event, by) }];
		const task = await moveTask(sql, held.finding, event, by);
		if (event.kind === 'confirmed') {
			moved.push(...(await relapsesBy(sql, { code, finding: held.finding }, by)));
		}
		const told = event.kind === 'confirmed' ? await tellOfFindings(sql, moved, rules, by.now) : [];
		await record(sql, {
			at: by.realNow,
			actor: actorOf(by.reader, by.address),
			action: 'finding.act',
			subject: `finding:${code}`,
			before: { state: held.finding.state },
			after: { act: act.kind, state: moved[0]?.finding.state }
		});
		await announceTold(sql, by.now, told);
		if (task !== null) await announceTask(sql, task, by);
		await announceFindings(sql, by.now, moved);
		return accepted({ code, state: moved[0]?.finding.state ?? held.finding.state });
	});
}

async function seatOf(
	sql: Sql,
	{ inspection }: Finding,
	by: FindingActor
): Promise<TeamSeat | null> {
	return inspection === null ? null : seatIn(sql, inspection, by.reader, by.now);
}

function decided(
	finding: Finding,
	act: AskedAct,
	by: FindingActor,
	seat: TeamSeat | null,
	rules: LoadedRules
): Decision<FindingEvent> {
	const at = Math.max(by.now, finding.lastMovedAt);
	if (act.kind !== 'closed') return decideFinding(finding, act, by.reader, at, seat);
	const why = mayActOn(finding, 'closed', by.reader, seat);
	if (why !== null) return why;
	const watch = watchFrom(rules.calendar, at, finding.figure, act.now);
	return accepted({ kind: 'closed', watch, at, by: by.reader.account?.id ?? null });
}

async function keep(
	sql: Sql,
	held: KeptFinding,
	event: FindingEvent,
	by: FindingActor
): Promise<Finding> {
	const finding = afterFinding(held.finding, event);
	await saveFinding(sql, held, { finding, event }, authorOf(by));
	return finding;
}

/** The same fault found again while it is watched: tồn tại tái diễn. */
async function relapsesBy(
	sql: Sql,
	found: { code: string; finding: Finding },
	by: FindingActor
): Promise<{ code: string; finding: Finding }[]> {
	const moved: { code: string; finding: Finding }[] = [];
	for (const held of await holdFindingsIn(sql, ['watched'])) {
		if (held.code === found.code || !isSameFault(held.finding, found.finding)) continue;
		const at = Math.max(by.now, held.finding.lastMovedAt);
		const event = { kind: 'relapsed' as const, value: null, again: found.code, at, by: null };
		const finding = afterFinding(held.finding, event);
		await saveFinding(sql, held, { finding, event }, { id: null, name: null });
		moved.push({ code: held.code, finding });
	}
	return moved;
}
