import { join } from 'node:path';
import { PROGRAM } from '#lib/domain/audit/entry.ts';
import { addDays, dayOf, type Instant } from '#lib/domain/calendar/time.ts';
import { addWorkingDays } from '#lib/domain/calendar/work-calendar.ts';
import { morningOf } from '#lib/domain/reports/morning-time.ts';
import { ensureDemoAccounts } from '#lib/server/accounts/demo-accounts.ts';
import { closeKey, createKey } from '#lib/server/accounts/manage.ts';
import { makeMorningPage } from '#lib/server/morning-page.ts';
import { saveProvince } from '#lib/server/store/agencies.ts';
import { withTransaction, type Database } from '#lib/server/store/database.ts';
import { append } from '#lib/server/store/ledger.ts';
import { openRulebook } from '#lib/server/store/rulebook.ts';
import type { Demo, DemoStage, Surroundings } from '../entry/parts.ts';
import { explainInDemo } from './delays.ts';
import { setDemoFindings } from './findings.ts';
import { startLiveFeed, type LiveFeed } from './live.ts';
import { loadDemo } from './load.ts';
import { provinceSeed } from './province/province.ts';
import { setDemoInspections } from './inspections.ts';
import { layOutPapers } from './tasks/papers.ts';
import { setDemoCorrections } from './corrections.ts';
import { setDemoTasks } from './tasks/tasks.ts';
import { urgeInDemo } from './tasks/urged.ts';
import { setDemoThresholds } from './thresholds.ts';
import { pairDemoWalls } from './walls.ts';

/** How the ledger tells what the demo has done: its `at` is the anchor, the demo's first "today". */
const MADE = 'demo:province';
const LOADED = 'demo:history';
const DECIDED = 'demo:thresholds';
const PAIRED = 'demo:walls';
const TASKED = 'demo:tasks';
const INSPECTED = 'demo:inspections';
const FOUND = 'demo:findings';
const FOLLOWED = 'demo:follow-up';
const CORRECTED = 'demo:corrections';
const EXPLAINED = 'demo:delays';

/**
 * The demo province: its agencies and procedures go into an empty database, everything else comes
 * in by the feed door as from any sender, and the simulated feed goes on. A province that somebody
 * else has set up is left alone.
 */
export async function startDemo(
	{ database, clock, settings, log }: Surroundings,
	stage: DemoStage
): Promise<Demo> {
	const anchor = await makeProvince(database, clock.now());
	if (anchor === null) {
		log.warn('the database holds another province: no demo is loaded into it');
		return { loaded: Promise.resolve(), close: async () => Promise.resolve() };
	}
	const rulebook = openRulebook(database.sql);
	const { directory } = await rulebook.current();
	const { feedKey } = await ensureDemoAccounts(database, {
		dataDir: settings.dataDir,
		url: settings.origin,
		directory,
		today: dayOf(clock.now()),
		// Land, and household business: of departments and of communes.
		fields: ['G13-DD01', 'G05-HKD1']
	});
	if ((await markedAt(database, DECIDED)) === null) {
		await setDemoThresholds(database, rulebook, clock.now());
		await mark(database, DECIDED, clock.now());
	}
	if ((await markedAt(database, PAIRED)) === null) {
		await pairDemoWalls(database, directory, dayOf(clock.now()));
		await mark(database, PAIRED, clock.now());
	}
	const history = await declaredHistoryKey(database);
	const stopping = new AbortController();
	let feed: LiveFeed | undefined;

	async function giveTasks(): Promise<void> {
		if ((await markedAt(database, TASKED)) !== null) return;
		try {
			await setDemoTasks(database, await rulebook.current(), clock.now());
			await mark(database, TASKED, clock.now());
		} catch (failure) {
			log.error({ err: failure }, 'the tasks of the demo could not all be made');
		}
	}

	/** What leader, office, heads and inspectors make of it: after the dossiers, which it is about. */
	async function followUp(): Promise<void> {
		if ((await markedAt(database, FOLLOWED)) !== null) return;
		try {
			rulebook.refresh();
			const rules = await rulebook.current();
			const place = { database, rulebook, rules, now: clock.now() };
			await urgeInDemo(place);
			await layOutPapers(place, settings.dataDir);
		} catch (failure) {
			log.error({ err: failure }, 'what people of the demo have done could not all be made');
		}
		await mark(database, FOLLOWED, clock.now());
	}

	/** Why dossiers are late, letters of apology, opinions asked. */
	async function explainDelays(): Promise<void> {
		if ((await markedAt(database, EXPLAINED)) !== null) return;
		try {
			const rules = await rulebook.current();
			await explainInDemo({ database, rulebook, rules, now: clock.now() });
		} catch (failure) {
			log.error({ err: failure }, 'what the demo says about late dossiers could not all be made');
		}
		await mark(database, EXPLAINED, clock.now());
	}

	async function load(from: Instant): Promise<void> {
		// Beside the history: neither waits for the other.
		await Promise.all([giveTasks(), loadHistory(from)]);
		if (stopping.signal.aborted) return;
		await followUp();
		await askCorrections();
		await inspect();
		await find();
		await explainDelays();
		startFeed(from);
	}

	async function inspect(): Promise<void> {
		if ((await markedAt(database, INSPECTED)) !== null) return;
		try {
			await setDemoInspections(database, await rulebook.current(), clock.now());
		} catch (failure) {
			log.error({ err: failure }, 'the inspections of the demo could not all be made');
		}
		await mark(database, INSPECTED, clock.now());
	}

	/** After the history: some are about dossiers of it. */
	async function find(): Promise<void> {
		if ((await markedAt(database, FOUND)) !== null) return;
		try {
			await setDemoFindings(database, await rulebook.current(), clock.now());
		} catch (failure) {
			log.error({ err: failure }, 'the findings of the demo could not all be made');
		}
		await mark(database, FOUND, clock.now());
	}

	/** After the history: it is about dossiers of it. */
	async function askCorrections(): Promise<void> {
		if ((await markedAt(database, CORRECTED)) !== null) return;
		try {
			const door = { origin: stage.address, key: history.key };
			await setDemoCorrections(
				database,
				await rulebook.current(),
				door,
				clock.now(),
				settings.dataDir
			);
		} catch (failure) {
			log.error({ err: failure }, 'the requests of the demo could not all be made');
		}
		await mark(database, CORRECTED, clock.now());
	}

	async function loadHistory(from: Instant): Promise<void> {
		if ((await markedAt(database, LOADED)) === null) {
			const loaded = await loadDemo({
				origin: stage.address,
				backfillKey: history.key,
				anchor: from,
				onProgress: (done, total) => {
					stage.share(total === 0 ? 0 : done / total);
				},
				signal: stopping.signal
			});
			log.info({ ...loaded }, 'demo history loaded');
			await database.sql`vacuum (analyze) dossiers, dossier_spans, messages, due_dates`;
			await makeMornings(database, clock.now());
			await mark(database, LOADED, from);
		}
	}

	function startFeed(from: Instant): void {
		feed = startLiveFeed({
			origin: stage.address,
			key: feedKey,
			backfillKey: history.key,
			clock,
			rate: settings.demoRate,
			anchor: from,
			stateFile: join(settings.dataDir, 'simulator.json'),
			onRefused: (failure) => {
				log.error({ err: failure }, 'the simulated feed was refused and has stopped');
			}
		});
	}

	return {
		loaded: load(anchor),
		async close() {
			stopping.abort();
			await feed?.stop();
			await closeKey(database, history.id, PROGRAM);
		}
	};
}

/** Pages of the last mornings, so that there is something to leaf through. */
const MORNINGS = 4;

/** As the sweep would have made them, but knowing what the history told afterwards. */
async function makeMornings(database: Database, now: Instant): Promise<void> {
	const rulebook = openRulebook(database.sql);
	const rules = await rulebook.current();
	const today = dayOf(now);
	for (let back = MORNINGS - 1; back >= 0; back -= 1) {
		// From the last working day on, today's own included.
		const day = addWorkingDays(rules.calendar, addDays(today, 1), -1 - back);
		const asOf = morningOf(rules, day);
		if (asOf > now) continue;
		await makeMorningPage({ database, rulebook, demo: true }, { day, asOf }, 'now', now);
	}
}

/** The anchor of the demo, made now when the database is empty; null when it is somebody else's. */
async function makeProvince(database: Database, now: Instant): Promise<Instant | null> {
	const made = await markedAt(database, MADE);
	if (made !== null) return made;
	const [held] = await database.sql`select 1 from agencies limit 1`;
	if (held) return null;
	return withTransaction(database, async (tx) => {
		await saveProvince(tx, provinceSeed(), now, 'demo');
		await append(tx.sql, { at: now, kind: 'agencies', agencies: [], ids: [MADE] });
		return now;
	});
}

async function markedAt(database: Database, id: string): Promise<Instant | null> {
	const [entry] = await database.sql<{ at: Instant }[]>`
		select at from ledger where kind = 'agencies' and ids = array[${id}]::text[]
		order by seq limit 1`;
	return entry?.at ?? null;
}

async function mark(database: Database, id: string, at: Instant): Promise<void> {
	await withTransaction(database, async ({ sql }) =>
		append(sql, { at, kind: 'agencies', agencies: [], ids: [id] })
	);
}

const HISTORY_KEY = 'demo: lịch sử mô phỏng';

/** A key for declared history that lives as long as this process; one left by a crash is closed. */
async function declaredHistoryKey(database: Database): Promise<{ id: number; key: string }> {
	const left = await database.sql<{ id: number }[]>`
		select id from api_keys where name = ${HISTORY_KEY} and revoked_at is null`;
	for (const { id } of left) await closeKey(database, id, PROGRAM);
	const made = await createKey(
		database,
		{
			name: HISTORY_KEY,
			scope: 'feed',
			agencyCode: null,
			email: null,
			backfill: true
		},
		PROGRAM
	);
	if (!made.accepted) throw new Error(made.refusal.code);
	return made.value;
}
