import { readFile } from 'node:fs/promises';
import { dayOf, MINUTE, startOfDay, type Day, type Instant } from '#lib/domain/calendar/time.ts';
import { addWorkingDays } from '#lib/domain/calendar/work-calendar.ts';
import { draftOf } from '#lib/domain/directives/propose-draft.ts';
import { proposalFrom } from '#lib/domain/directives/read-document.ts';
import { readPasted } from '#lib/server/ingest/documents/document-text.ts';
import type { ConfirmedTask } from '#lib/server/commands/tasks/issue.ts';
import type { Database } from '#lib/server/store/database.ts';
import type { LoadedRules } from '#lib/server/store/rulebook.ts';
import { dice, type Dice } from '../simulator/dice.ts';
import { DEMO_SEED } from '../simulator/history.ts';
import { courseOf, type CourseGiven } from './course.ts';
import { DOCUMENTS, LETTER_OF_2019, type DemoTask } from './documents.ts';
import { demoOffices, type DemoOffices, type DocumentWords } from './office.ts';

/**
 * Issues the documents of the demo and lets their agencies take them up, by the same commands as any
 * office: letter 3035/UBND-TH in 2019, followed up to the end of that year, and a set for today.
 *
 * @param now the demo's today; nothing happens after it
 */
export async function setDemoTasks(
	database: Database,
	rules: LoadedRules,
	now: Instant
): Promise<void> {
	const offices = await demoOffices(database, rules.directory, now);
	if (offices === null) return;
	await issueLetterOf2019(offices, rules);
	await issueDocumentsOfToday(offices, rules, now);
}

/** The office of the Committee, the department of home affairs. */
const OTHER_TRACKERS = ['H21.01', 'H21.02'];

type Planned = ConfirmedTask & Pick<CourseGiven, 'settled'>;

async function issueDocumentsOfToday(
	offices: DemoOffices,
	rules: LoadedRules,
	now: Instant
): Promise<void> {
	const today = dayOf(now);
	const active = rules.directory.active(today).filter((one) => one.accountable && !one.vertical);
	const departments = active.filter(({ kind }) => kind === 'so').map((one) => one.agencyId);
	const communes = active.filter(({ kind }) => kind === 'ubnd_xa').map((one) => one.agencyId);
	const names = new Map(active.map(({ agencyId, name }) => [agencyId, name]));
	for (const [n, document] of DOCUMENTS.entries()) {
		const d = dice(DEMO_SEED, 6, n);
		const issuedOn = addWorkingDays(rules.calendar, today, -document.issued);
		const tasks = document.tasks.flatMap((task): Planned[] => {
			const { to } = task;
			const leads =
				'departments' in to
					? some(d, departments, to.departments)
					: 'communes' in to
						? some(d, communes, to.communes)
						: to.flatMap((code) => rules.directory.byCode(code) ?? []);
			const counted = communes.slice(0, task.communesCounted ?? 0);
			return leads.map((leadId) => ({
				...termsOf(task, rules, issuedOn, leadId),
				...{ leadId, source: document.source },
				units: counted.map((id) => names.get(id) ?? '')
			}));
		});
		const { type, number, subject, urgency = null } = document;
		await carryOut(
			offices,
			{ type, number, issuedOn, issuer: 'UBND tỉnh (mô phỏng)', subject, urgency },
			tasks,
			{ rules, now, d }
		);
	}
}

async function issueLetterOf2019(offices: DemoOffices, rules: LoadedRules): Promise<void> {
	const { issuedOn, type, number, subject, trackingDue, items } = LETTER_OF_2019;
	const code = (of: string) => rules.directory.byCode(of);
	const office = code(LETTER_OF_2019.office);
	const centre = code(LETTER_OF_2019.centre);
	const homeAffairs = code(LETTER_OF_2019.homeAffairs);
	if (office === null || centre === null || homeAffairs === null) return;
	const task = (path: string, text: string, leadId: number, trackerId: number): Planned => ({
		...{ path, text, product: null, source: 'chairman', leadId, coordinatingIds: [], trackerId },
		...{ due: trackingDue, dueFrom: 'tracking', condition: null, units: [], settled: true }
	});
	const departments = rules.directory
		.active(issuedOn)
		.filter(
			({ accountable, level, code: of }) => accountable && level === 'tinh' && of.startsWith('H08')
		)
		.map(({ agencyId }) => agencyId)
		.filter((id) => id !== office);
	const tasks = [
		...departments.map((id) => task('1', items.departments, id, centre)),
		task('2', items.office, office, homeAffairs),
		task('3', items.homeAffairs, homeAffairs, centre)
	];
	await carryOut(
		offices,
		{ type, number, issuedOn, issuer: 'UBND tỉnh Bình Định', subject, urgency: null },
		tasks,
		{
			...{ rules, now: startOfDay('2019-12-31'), d: dice(DEMO_SEED, 3035) },
			words: await wordsOf2019(rules, tasks)
		}
	);
}

/** The letter as it was published, and where in it each of its items stands. */
async function wordsOf2019(
	{ directory, calendar, codeOf }: LoadedRules,
	tasks: readonly Planned[]
): Promise<DocumentWords> {
	const file = new URL('./letter-3035.txt', import.meta.url);
	const { text, written } = await readPasted(await readFile(file, 'utf8'));
	const context = { today: LETTER_OF_2019.issuedOn, directory, codeOf, calendar };
	const proposal = proposalFrom(written, context);
	const draft = draftOf(proposal, LETTER_OF_2019.office);
	const spans = new Map(proposal.tasks.map(({ path, span }) => [path, span]));
	return (codes) => ({
		text,
		spans: tasks.flatMap(({ path }, n) => {
			const span = spans.get(path ?? '');
			const code = codes[n] ?? null;
			return span === undefined || code === null
				? []
				: [{ task: code, from: span[0], to: span[1] }];
		}),
		rules: [],
		...{ signer: draft.head.signer, authority: draft.head.authority },
		assignedBy: draft.head.assignedBy,
		addressees: draft.head.addressees.map(({ name }) => name),
		trackers: draft.head.trackers.map(({ name, role }) => ({ name, role })),
		references: draft.head.references
	});
}

async function carryOut(
	offices: DemoOffices,
	directive: Parameters<DemoOffices['issue']>[0] & { issuedOn: Day },
	tasks: readonly Planned[],
	given: { rules: LoadedRules; now: Instant; d: Dice; words?: DocumentWords }
): Promise<void> {
	const { rules, now, d, words } = given;
	const at = Math.min(startOfDay(directive.issuedOn) + 8 * 60 * MINUTE, now);
	const confirmed = tasks.map(({ settled: _, ...task }) => task);
	const codes = await offices.issue(directive, confirmed, at, words);
	if (codes === null) return;
	for (const [i, { due, leadId, trackerId, units, condition, settled }] of tasks.entries()) {
		const code = codes[i];
		if (code === undefined) continue;
		const course = courseOf(d, {
			...{ issuedOn: directive.issuedOn, due, now, calendar: rules.calendar, units },
			waits: condition !== null,
			...(settled === undefined ? {} : { settled })
		});
		for (const turn of course) {
			const side =
				turn.side === 'office' ? turn.side : { head: turn.side === 'lead' ? leadId : trackerId };
			if (!(await offices.act(code, turn.act, side, turn.at))) break;
		}
	}
}

function termsOf(
	task: DemoTask,
	{ directory, calendar }: LoadedRules,
	issuedOn: Day,
	leadId: number
) {
	const due = task.due === null ? null : addWorkingDays(calendar, issuedOn, task.due);
	// Nobody follows their own work.
	const trackers = [task.tracker, ...OTHER_TRACKERS].flatMap(
		(code) => directory.byCode(code) ?? []
	);
	const trackerId = trackers.find((id) => id !== leadId) ?? leadId;
	const from = task.tracking === true ? ('tracking' as const) : ('document' as const);
	return {
		...{ path: task.path, text: task.text, product: task.product ?? null },
		trackerId,
		coordinatingIds: (task.coordinating ?? []).flatMap((code) => directory.byCode(code) ?? []),
		...{ due, dueFrom: due === null ? null : from, condition: task.condition ?? null },
		...(task.recurrence === undefined ? {} : { recurrence: task.recurrence })
	};
}

/** So many of them, each once. */
function some(d: Dice, all: readonly number[], count: number): number[] {
	const left = [...all];
	return Array.from({ length: Math.min(count, left.length) }, () =>
		left.splice(d.below(left.length), 1)
	).flat();
}
