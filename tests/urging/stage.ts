import { OPERATOR } from '#lib/domain/audit/entry.ts';
import type { Role } from '#lib/domain/accounts/account.ts';
import { readerFor, type Reader } from '#lib/domain/accounts/reader.ts';
import { dayOf, formatFeedInstant, type Day, type Instant } from '#lib/domain/calendar/time.ts';
import type { TaskAct } from '#lib/domain/tasks/acts.ts';
import type { Task } from '#lib/domain/tasks/task.ts';
import { createAccount } from '#lib/server/accounts/manage.ts';
import { actOnTask } from '#lib/server/commands/tasks/act.ts';
import { issueDirective } from '#lib/server/commands/tasks/issue.ts';
import { silentLog } from '#lib/server/log.ts';
import { startTelling, type Telling } from '#lib/server/notices/telling.ts';
import { accountByEmail } from '#lib/server/store/accounts.ts';
import { aProvince, LAND_OFFICE } from '../makers/province.ts';
import { aScene, type Scene } from '../live/province.ts';
import { aRecord } from '../makers/feed.ts';

/** Somebody of the stage, by a short name. */
const PEOPLE = {
	office: ['office', null],
	centre: ['centre', null],
	leader: ['leader', null],
	land: ['head', 'H21.01'],
	deputy: ['deputy', 'H21.01'],
	landOffice: ['head', 'H21.01.01'],
	officer: ['officer', 'H21.01.01'],
	justice: ['head', 'H21.02'],
	commune: ['head', 'H21.C1']
} as const satisfies Record<string, readonly [Role, string | null]>;
export type Person = keyof typeof PEOPLE;

export interface Stage extends Scene {
	telling: Telling;
	reader(person: Person): Promise<Reader>;
	/** Issues a document with tasks for these agencies; their codes. */
	tasks(
		count: number,
		rest?: { lead?: string; due?: Day | null; urgency?: Task['urgency'] }
	): Promise<string[]>;
	act(code: string, person: Person, act: TaskAct): Promise<void>;
	/** Open dossiers of the land office that fall due on the day. */
	dossiers(count: number, due: Day, prefix?: string): Promise<void>;
	/** Everything that has been said, as `who level subject`, the cleared ones in brackets. */
	said(): Promise<string[]>;
}

const instant = (text: string): Instant => Date.parse(`${text}:00+07:00`);
export { instant };

export async function aStage(
	start: string,
	channels: readonly ('mail' | 'webhook')[] = []
): Promise<Stage> {
	const scene = await aScene(instant(start), aProvince(), { max: 8 });
	const { database, rulebook, clock } = scene;
	for (const [name, [role, agencyCode]] of Object.entries(PEOPLE)) {
		const made = await createAccount(
			database,
			{ email: `${name}@test.example`, name, role, agencyCode, password: 'mat khau thu nghiem' },
			OPERATOR
		);
		if (!made.accepted) throw new Error(made.refusal.code);
	}
	const telling = startTelling({
		...{ database, rulebook, clock, log: silentLog(), channels },
		every: 3_600_000
	});
	async function reader(person: Person): Promise<Reader> {
		const account = await accountByEmail(database.sql, `${person}@test.example`);
		if (account === null) throw new Error(person);
		return readerFor(account, (await rulebook.current()).directory, dayOf(clock.now()));
	}
	async function by(person: Person) {
		const now = clock.now();
		return { reader: await reader(person), address: '10.0.0.1', now, realNow: Date.now() };
	}
	let numbers = 0;
	return {
		...scene,
		...{ telling, reader },
		async tasks(count, { lead = 'H21.01', due = null, urgency = null } = {}) {
			const { directory } = await rulebook.current();
			const [leadId, trackerId] = [directory.byCode(lead), directory.byCode('H21.02')];
			if (leadId === null || trackerId === null) throw new Error(lead);
			numbers += 1;
			const decision = await issueDirective(
				database.web,
				{
					directive: {
						...{ type: 'công văn', number: `${numbers}/UBND-TH`, issuedOn: null },
						...{ issuer: 'UBND tỉnh', subject: 'x', urgency }
					},
					tasks: Array.from({ length: count }, (_, n) => ({
						...{ path: String(n + 1), text: `Việc ${n + 1}`, product: null },
						...{ source: 'chairman' as const, leadId, trackerId, coordinatingIds: [] },
						...{ due, dueFrom: due === null ? null : ('document' as const) },
						...{ condition: null, units: [] }
					})),
					again: false
				},
				await by('office')
			);
			if (!decision.accepted) throw new Error(decision.refusal.code);
			return decision.value.tasks;
		},
		async act(code, person, act) {
			const decision = await actOnTask(database.web, { code, act }, await by(person));
			if (!decision.accepted) throw new Error(decision.refusal.code);
		},
		async dossiers(count, due, prefix = 'H21.01') {
			const records = Array.from({ length: count }, (_, n) =>
				aRecord(`${prefix}-${due}-${n}`, {
					DonViXuLy: LAND_OFFICE,
					NgayTiepNhan: formatFeedInstant(clock.now() - 86_400_000 * 3),
					NgayHenTra: `${due.replaceAll('-', '')}160000`
				})
			);
			for (let n = 0; n < records.length; n += 1000) {
				await scene.send(...records.slice(n, n + 1000));
			}
		},
		async said() {
			const rows = await database.sql<{ line: string; cleared: boolean }[]>`
				select a.name || ' ' || n.level || ' ' || n.subject as line,
					n.cleared_at is not null as cleared
				from notices n join accounts a on a.id = n.account_id
				where n.digest_id is null order by n.id`;
			return rows.map(({ line, cleared }) => (cleared ? `(${line})` : line));
		},
		async end() {
			await telling.close();
			await scene.end();
		}
	};
}
