import { randomUUID } from 'node:crypto';
import type { Reader } from '#lib/domain/accounts/reader.ts';
import { actorOf, type AuditAction } from '#lib/domain/audit/entry.ts';
import type { Instant } from '#lib/domain/calendar/time.ts';
import { accepted, refused, type Decision } from '#lib/domain/refusal.ts';
import { orderOf, type WallDirection } from '#lib/domain/wall/order.ts';
import { DEFAULT_PLAN, samePlan, type WallPlan } from '#lib/domain/wall/scene.ts';
import { record } from '#lib/server/store/audit.ts';
import { withTransaction, type Database, type Sql } from '#lib/server/store/database.ts';
import { append } from '#lib/server/store/ledger.ts';
import {
	holdScreen,
	saveScreenOrder,
	saveScreenPlan,
	type ScreenRecord
} from '#lib/server/store/screens.ts';

/** Who directs a wall, and from where. */
export interface ScreenDirector {
	reader: Reader;
	address: string;
}

/** A wall's plan after it was set. */
export interface PlannedScreen {
	id: number;
	plan: WallPlan;
	/** What it showed before, to go back to; null: no other plan was ever set. */
	formerPlan: WallPlan | null;
}

/**
 * Sets which scenes a wall shows, in which order, and for how long. The plan before is kept, so that
 * setting that one again goes back; one that is the same already changes nothing.
 */
export async function planScreen(
	database: Database,
	{ id, plan }: { id: number; plan: WallPlan },
	by: ScreenDirector,
	now: Instant
): Promise<Decision<PlannedScreen>> {
	return direct(database, id, by, now, async (sql, screen) => {
		const former = screen.plan ?? DEFAULT_PLAN;
		if (samePlan(former, plan)) {
			return { act: null, answer: { id, plan, formerPlan: screen.formerPlan } };
		}
		await saveScreenPlan(sql, id, { plan, former });
		const act = { action: 'screen.plan' as const, before: former, after: plan };
		return { act, answer: { id, plan, formerPlan: former } };
	});
}

/** An order as it was given. */
export interface OrderedScreen {
	id: number;
	/** Of the order: the wall says it when it has taken it. */
	order: string;
}

const ACTS: Readonly<Record<WallDirection['do'], AuditAction>> = {
	show: 'screen.show',
	rotate: 'screen.show',
	refresh: 'screen.refresh'
};

/**
 * Tells a wall to show a scene for a while, to go back to its rotation, or to load anew. It hears of it
 * at once; one that is off takes it when it is back within ten minutes. An order that still waits is
 * replaced: a wall does what it was told last.
 */
export async function orderScreen(
	database: Database,
	{ id, direction }: { id: number; direction: WallDirection },
	by: ScreenDirector,
	now: Instant
): Promise<Decision<OrderedScreen>> {
	return direct(database, id, by, now, async (sql) => {
		const order = orderOf(direction, randomUUID(), now);
		await saveScreenOrder(sql, id, order);
		const act = { action: ACTS[direction.do], before: null, after: direction };
		return { act, answer: { id, order: order.id } };
	});
}

interface Directed<Answer> {
	/** Null: nothing is another. */
	act: { action: AuditAction; before: unknown; after: unknown } | null;
	answer: Answer;
}

async function direct<Answer>(
	database: Database,
	id: number,
	by: ScreenDirector,
	now: Instant,
	run: (sql: Sql, screen: ScreenRecord) => Promise<Directed<Answer>>
): Promise<Decision<Answer>> {
	return withTransaction(database, async ({ sql }) => {
		const screen = await holdScreen(sql, id);
		if (screen === null) return refused('screens.screen_unknown');
		if (screen.revokedAt !== null || screen.endsAt <= now) return refused('screens.already_ended');
		const { act, answer } = await run(sql, screen);
		if (act === null) return accepted(answer);
		const actor = actorOf(by.reader, by.address);
		await record(sql, { at: now, actor, subject: `screen:${id}`, ...act });
		await append(sql, { at: now, kind: 'screens', agencies: [], ids: [String(id)] });
		return accepted(answer);
	});
}
