import type { Account } from '#lib/domain/accounts/account.ts';
import { readerFor, type Reader } from '#lib/domain/accounts/reader.ts';
import { dayOf, MINUTE, startOfDay, type Day, type Instant } from '#lib/domain/calendar/time.ts';
import { addWorkingDays } from '#lib/domain/calendar/work-calendar.ts';
import { mendingText } from '#lib/domain/findings/category-names.ts';
import { actOnFinding, type AskedAct } from '#lib/server/commands/findings/act.ts';
import { logFinding, type SaidFinding } from '#lib/server/commands/findings/log.ts';
import { issueFindingTasks } from '#lib/server/commands/findings/task.ts';
import type { FindingActor } from '#lib/server/commands/findings/turn.ts';
import { accountByEmail } from '#lib/server/store/accounts.ts';
import type { Database } from '#lib/server/store/database.ts';
import type { LoadedRules } from '#lib/server/store/rulebook.ts';
import { demoOffices, headOf } from './tasks/office.ts';
import { HEADS, INSPECTOR, OFFICE } from './tasks/people.ts';

/** Văn phòng UBND tỉnh follows what is to be mended. */
const TRACKER = 'H21.01';

/** A finding of the demo, with what can become of it next. */
export interface DemoFinding {
	code: string;
	/** By the Office, in the afternoon of the day on which it was logged. */
	confirm(): Promise<void>;
	explain(text: string, when: Instant): Promise<void>;
	give(due: Day, when: Instant): Promise<void>;
	mend(text: string, when: Instant): Promise<void>;
	/** The Office looks again, the inspector closes it, and it is watched. */
	close(when: Instant): Promise<void>;
}

/** What the demo's findings are made with, by the same commands as any. */
export interface FindingScene {
	/** The agency of the demo's head. */
	ownId: number;
	/** Of all the demo's heads: what is made up elsewhere stands at none of them. */
	headIds: readonly number[];
	/** So many working days before today, at an hour of the day; never after now. */
	at(back: number, hour: number): Instant;
	/** So many working days from today. */
	day(n: number): Day;
	/** Codes of dossiers of an agency. */
	dossiers(agencyId: number, howMany: number): Promise<string[]>;
	log(
		agencyId: number,
		category: SaidFinding['category'],
		text: string,
		when: Instant,
		rest?: Partial<SaidFinding>
	): Promise<DemoFinding>;
}

/** @returns null when the demo's people have no accounts any more */
export async function openFindingScene(
	database: Database,
	rules: LoadedRules,
	now: Instant
): Promise<FindingScene | null> {
	const { directory, calendar } = rules;
	const office = await accountByEmail(database.sql, OFFICE);
	const inspector = await accountByEmail(database.sql, INSPECTOR);
	const heads = await Promise.all(HEADS.map(async (one) => accountByEmail(database.sql, one)));
	const [head = null] = heads;
	const headIds = heads.flatMap((one) => one?.posts[0]?.agencyId ?? []);
	const own = head?.posts[0]?.agencyId ?? null;
	const trackerId = directory.byCode(TRACKER);
	if (office === null || inspector === null || head === null) return null;
	const people = await demoOffices(database, directory, now);
	if (own === null || trackerId === null || people === null) return null;
	const [ownId, tracker, offices] = [own, trackerId, people] as const;
	const day = (n: number): Day => addWorkingDays(calendar, dayOf(now), n);
	const at = (back: number, hour: number): Instant =>
		Math.min(startOfDay(day(-back)) + hour * 60 * MINUTE, now);
	const actor = (reader: Reader, when: Instant): FindingActor => ({
		...{ reader, address: '127.0.0.1', now: Math.min(when, now), realNow: Date.now() }
	});
	const by = (account: Account, when: Instant) =>
		actor(readerFor(account, directory, dayOf(when)), when);
	/** The demo's own head by name, of another agency somebody without an account. */
	const headAt = (agencyId: number, when: Instant) =>
		agencyId === ownId ? by(head, when) : actor(headOf(agencyId, directory, when), when);

	async function act(code: string, what: AskedAct, who: FindingActor): Promise<void> {
		const done = await actOnFinding(database, rules, { code, act: what }, who);
		if (!done.accepted) throw new Error(`demo finding ${what.kind}: ${done.refusal.code}`);
	}
	return {
		...{ ownId, headIds, at, day },
		async dossiers(agencyId, howMany) {
			const rows = await database.sql<{ code: string }[]>`
				select code from dossiers where agency_id = ${agencyId} order by code limit ${howMany}`;
			return rows.map(({ code }) => code);
		},
		async log(agencyId, category, text, when, rest = {}) {
			const dossiers = rest.dossiers ?? [];
			const made = await logFinding(
				database,
				{
					...{ category, severity: null, agencyId, unit: null, person: null, clause: null },
					...{ dossiers, cause: null, text: `${text} (mô phỏng)`, evidence: [] },
					...{ happenedAt: null, inspection: null, figure: null, sentAs: null },
					origin: { kind: dossiers.length > 0 ? 'dossier' : 'none', id: dossiers[0] ?? null },
					...rest
				},
				by(inspector, when)
			);
			if (!made.accepted) throw new Error(`demo finding: ${made.refusal.code}`);
			const { code } = made.value;
			const evidence = ['Ảnh chụp sau khắc phục (mô phỏng)'];
			return {
				code,
				confirm: async () => act(code, { kind: 'confirmed' }, by(office, when + 300 * MINUTE)),
				explain: async (said, then) =>
					act(code, { kind: 'explained', text: said, evidence: [] }, headAt(agencyId, then)),
				async give(due, then) {
					const items = [{ code, text: null }];
					const given = { items, directive: null, again: false, due, trackerId: tracker };
					const asked = { ...given, words: mendingText };
					const issued = await issueFindingTasks(database, rules, asked, by(office, then));
					if (!issued.accepted) throw new Error(`demo finding's task: ${issued.refusal.code}`);
					const task = issued.value.tasks[0]?.task ?? '';
					const taken = Math.min(then + 60 * MINUTE, now);
					if (!(await offices.act(task, { kind: 'acknowledged' }, { head: agencyId }, taken))) {
						throw new Error(`demo finding's task: ${task} was not taken up`);
					}
				},
				mend: async (said, then) =>
					act(
						code,
						{ kind: 'mended', text: `${said} (mô phỏng)`, evidence },
						headAt(agencyId, then)
					),
				async close(then) {
					const look = { kind: 'reinspected' as const, passed: true, text: '', evidence: [] };
					await act(code, look, by(office, then));
					await act(code, { kind: 'closed', now: null }, by(inspector, then + 30 * MINUTE));
				}
			};
		}
	};
}
