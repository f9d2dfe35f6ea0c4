import { MINUTE, type Instant } from '#lib/domain/calendar/time.ts';
import { afterFinding, type Finding, type FindingEvent } from '#lib/domain/findings/finding.ts';
import { watchOutcome } from '#lib/domain/findings/watch.ts';
import type { Clock } from './clock.ts';
import type { Log } from './log.ts';
import { withTransaction, type Database, type Sql } from './store/database.ts';
import { figuresNow } from './store/finding-figures.ts';
import { announceTold, tellOfFindings } from './store/finding-notices.ts';
import {
	conclusionsOf,
	handedInFor,
	holdFindingsIn,
	holdUnconcluded,
	saveFinding,
	sentBackFor,
	type KeptFinding
} from './store/findings.ts';
import { append } from './store/ledger.ts';
import type { LoadedRules, Rulebook } from './store/rulebook.ts';

export interface FindingWatchOptions {
	/** As owner. */
	database: Database;
	rulebook: Rulebook;
	clock: Clock;
	log: Log;
	/** Milliseconds of real time between two looks. */
	every?: number;
}

/** What the program does to findings by itself, for as long as the server runs. */
export interface FindingWatch {
	/** One look, now: for tests; the sweep itself does the same. */
	look(): Promise<void>;
	/** Ends after the look that is under way. */
	close(): Promise<void>;
}

/**
 * Looks at findings that wait for something that is recorded elsewhere: evidence handed in for their
 * task, the conclusion of their inspection, the figure that is watched after closing. Nothing is planned
 * ahead: a server that was away records on return what has happened, once.
 */
export function startFindingWatch(options: FindingWatchOptions): FindingWatch {
	const { database, rulebook, clock, log, every = 5_000 } = options;
	let running: Promise<void> = Promise.resolve();
	let figuresAt = -Infinity;
	let toldAt = -Infinity;

	async function once(forced: boolean): Promise<void> {
		const now = clock.now();
		const rules = await rulebook.current();
		// Counting a province is dear: the watched figures once a minute of the domain's time.
		const figures = forced || now - figuresAt >= MINUTE;
		await withTransaction(database, async ({ sql }) => sweep(sql, rules, now, figures));
		if (figures) figuresAt = now;
	}
	async function guarded(forced: boolean): Promise<void> {
		try {
			await once(forced);
		} catch (error) {
			if (performance.now() - toldAt < MINUTE) return;
			toldAt = performance.now();
			log.error({ err: error }, 'findings could not be looked at, which is tried again');
		}
	}
	const look = async (forced: boolean) => (running = running.then(async () => guarded(forced)));
	let looking = false;
	const timer = setInterval(() => {
		if (looking) return;
		looking = true;
		void look(false).finally(() => (looking = false));
	}, every).unref();
	return {
		look: async () => look(true),
		close: async () => {
			clearInterval(timer);
			await running;
		}
	};
}

interface Moved {
	code: string;
	finding: Finding;
}

async function sweep(sql: Sql, rules: LoadedRules, now: Instant, figures: boolean): Promise<void> {
	const moved = [
		...(await handedIn(sql)),
		...(await sentBack(sql)),
		...(await concluded(sql)),
		...(figures ? await watched(sql, rules, now) : [])
	];
	if (moved.length === 0) return;
	const relapsed = moved.filter(({ finding }) => finding.state === 'relapsed');
	const people = await tellOfFindings(sql, relapsed, rules, now);
	await announceTold(sql, now, people);
	const agencies = moved.flatMap(({ finding }) =>
		finding.releasedAt === null ? [] : [finding.agencyId]
	);
	const ids = moved.map(({ code }) => code);
	await append(sql, { at: now, kind: 'findings', agencies: [...new Set(agencies)], ids });
}

/** Evidence handed in for the task is the mending of the finding, by who handed it in. */
async function handedIn(sql: Sql): Promise<Moved[]> {
	const waiting = await holdFindingsIn(sql, ['tasked']);
	const found = await handedInFor(
		sql,
		waiting.flatMap(({ finding }) => finding.task ?? [])
	);
	const moved: Moved[] = [];
	for (const held of waiting) {
		const told = found.get(held.finding.task ?? '');
		if (told === undefined) continue;
		const at = Math.max(told.at, held.finding.lastMovedAt);
		const { evidence, by, name } = told;
		moved.push(await keep(sql, held, { kind: 'mended', text: '', evidence, at, by }, name));
	}
	return moved;
}

/** Who follows the task has looked and sent it back: the finding is not mended either. */
async function sentBack(sql: Sql): Promise<Moved[]> {
	const waiting = await holdFindingsIn(sql, ['mended']);
	const found = await sentBackFor(
		sql,
		waiting.flatMap(({ finding }) => finding.task ?? [])
	);
	const moved: Moved[] = [];
	for (const held of waiting) {
		const told = found.get(held.finding.task ?? '');
		// What was sent back before it was mended again is over.
		if (told === undefined || told.at < (held.finding.mendedAt ?? 0)) continue;
		const { by, name, reason: text } = told;
		const at = Math.max(told.at, held.finding.lastMovedAt);
		const event = { kind: 'reinspected' as const, passed: false, text, evidence: [], at, by };
		moved.push(await keep(sql, held, event, name));
	}
	return moved;
}

/** From the signed conclusion on a severe finding may be set beside others. */
async function concluded(sql: Sql): Promise<Moved[]> {
	const waiting = await holdUnconcluded(sql);
	const found = await conclusionsOf(
		sql,
		waiting.flatMap(({ finding }) => finding.inspection ?? [])
	);
	const moved: Moved[] = [];
	for (const held of waiting) {
		const told = found.get(held.finding.inspection ?? '');
		if (told === undefined) continue;
		const at = Math.max(told.at, held.finding.lastMovedAt);
		moved.push(await keep(sql, held, { kind: 'concluded', document: told.document, at, by: null }));
	}
	return moved;
}

async function watched(sql: Sql, rules: LoadedRules, now: Instant): Promise<Moved[]> {
	const waiting = await holdFindingsIn(sql, ['watched']);
	if (waiting.length === 0) return [];
	const value = await figuresNow(
		sql,
		rules,
		now,
		waiting.some(({ finding }) => finding.watch?.figure != null)
	);
	const moved: Moved[] = [];
	for (const held of waiting) {
		const { agencyId, watch } = held.finding;
		const figure = watch?.figure ?? null;
		const stands = figure === null ? null : value(agencyId, figure);
		const outcome = watchOutcome(held.finding, stands, now);
		if (outcome === null) continue;
		const at = Math.max(now, held.finding.lastMovedAt);
		moved.push(
			await keep(
				sql,
				held,
				outcome === 'ended'
					? { kind: 'watch_ended', at, by: null }
					: { kind: 'relapsed', value: stands, again: null, at, by: null }
			)
		);
	}
	return moved;
}

async function keep(
	sql: Sql,
	held: KeptFinding,
	event: FindingEvent,
	name: string | null = null
): Promise<Moved> {
	const finding = afterFinding(held.finding, event);
	await saveFinding(sql, held, { finding, event }, { id: event.by, name });
	return { code: held.code, finding };
}
