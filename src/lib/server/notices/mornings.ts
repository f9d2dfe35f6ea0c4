import type { Account } from '#lib/domain/accounts/account.ts';
import { DEFAULT_OFFICE_HOURS } from '#lib/domain/calendar/office-hours.ts';
import { dayOf, type Day, type Instant } from '#lib/domain/calendar/time.ts';
import { parameterOn } from '#lib/domain/deadlines/parameters.ts';
import { hoursOf } from '#lib/domain/dossiers/rules.ts';
import { figuresOf } from '#lib/domain/tasks/tally.ts';
import { isWorkingTime } from '#lib/domain/urging/ladder.ts';
import type { NoticeFacts } from '#lib/domain/urging/notice.ts';
import { recipients } from '#lib/domain/urging/recipients.ts';
import type { DueOfUnit } from '../store/morning-lists.ts';
import type { NewNotice, OpenTask } from '../store/notices.ts';
import type { LoadedRules } from '../store/rulebook.ts';

/** More units than this are not named one by one: the list itself is one step away. */
const UNITS_AT_MOST = 12;

/** The event of the lists of a day. */
export function morningOf(day: Day): string {
	return `morning/${day}`;
}

/** Whose list of the day is to be made now: it is their agency's working time and nobody has made it. */
export function awaitingLists(
	accounts: readonly Account[],
	rules: LoadedRules,
	now: Instant,
	made: (accountId: number) => boolean
): { heads: { accountId: number; agencyId: number }[]; watchers: number[] } {
	const day = dayOf(now);
	const people = recipients(accounts, rules.directory, day);
	const { calendar } = rules;
	const open = (hours: Parameters<typeof isWorkingTime>[0]['hours']) =>
		isWorkingTime({ calendar, hours }, now);
	return {
		heads: people
			.heads()
			.filter(({ accountId, agencyId }) => !made(accountId) && open(hoursOf(rules, agencyId, day))),
		watchers: open(DEFAULT_OFFICE_HOURS) ? people.watchers().filter((id) => !made(id)) : []
	};
}

/**
 * One list for each head, of their agency and all below it, and one for everybody who watches the
 * province: however many dossiers fall overdue at once, nobody is told more than this (T18). Who has
 * nothing due is told nothing.
 */
export function morningLists(
	awaiting: ReturnType<typeof awaitingLists>,
	due: readonly DueOfUnit[],
	tasks: readonly OpenTask[],
	rules: LoadedRules,
	now: Instant
): NewNotice[] {
	const day = dayOf(now);
	const event = morningOf(day);
	const { heads, watchers } = awaiting;
	const lists = heads.map(({ accountId, agencyId }): NewNotice => {
		const below = new Set(rules.directory.descendants(agencyId, day));
		const facts = factsOf(
			due.filter((row) => below.has(row.agencyId)),
			tasks.filter(({ task }) => below.has(task.leadId)),
			rules,
			now
		);
		const code = rules.codeOf(agencyId);
		const own = { ...facts, agency: code };
		return { accountId, event, level: 'morning', subject: `agency:${code}`, facts: own };
	});
	const whole = factsOf(due, tasks, rules, now);
	const { units: _, ...facts } = whole;
	const watched = watchers.map((accountId): NewNotice => ({
		...{ accountId, event, level: 'morning_province', subject: 'province' },
		facts
	}));
	return [...lists, ...watched].filter(({ facts }) => (facts.count ?? 0) > 0);
}

function factsOf(
	due: readonly DueOfUnit[],
	tasks: readonly OpenTask[],
	rules: LoadedRules,
	now: Instant
): NoticeFacts {
	const soon = parameterOn(rules.parameters.taskDueSoonWorkingDays, dayOf(now));
	const figures = tasks.flatMap(({ task }) => figuresOf(task, now, rules.calendar, soon));
	const counted = {
		dossiersDue: due.reduce((n, row) => n + row.due, 0),
		dossiersOverdue: due.reduce((n, row) => n + row.overdue, 0),
		tasksDue: figures.filter((one) => one === 'open.dueSoon').length,
		tasksOverdue: figures.filter((one) => one === 'open.overdue').length
	};
	const units = due
		.filter((row) => row.due > 0)
		.map((row) => ({ code: rules.codeOf(row.agencyId), unit: row.unit, count: row.due }))
		.sort((a, b) => b.count - a.count)
		.slice(0, UNITS_AT_MOST);
	const count = Object.values(counted).reduce((sum, n) => sum + n, 0);
	return { ...counted, count, units };
}
