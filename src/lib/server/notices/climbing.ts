import type { Account } from '#lib/domain/accounts/account.ts';
import { dayOf, type Instant } from '#lib/domain/calendar/time.ts';
import { parameterOn } from '#lib/domain/deadlines/parameters.ts';
import { hoursOf } from '#lib/domain/dossiers/rules.ts';
import { acknowledgeBy } from '#lib/domain/tasks/acknowledgement.ts';
import {
	dueNow,
	holds,
	ladderOf,
	ladderSteps,
	type LadderRules
} from '#lib/domain/urging/ladder.ts';
import { recipients } from '#lib/domain/urging/recipients.ts';
import type { NewNotice, OpenTask } from '../store/notices.ts';
import type { LoadedRules } from '../store/rulebook.ts';

/** What the ladders of all tasks come to at an instant. */
export interface Climbed {
	/** To be said, unless it has been said before. */
	due: NewNotice[];
	/** `event level` of every rung that is still so: what was said of any other is settled. */
	standing: Set<string>;
}

/** The ladders of all unfinished tasks, each by the hours of the agency that answers for it. */
export function climb(
	tasks: readonly OpenTask[],
	accounts: readonly Account[],
	rules: LoadedRules,
	now: Instant
): Climbed {
	const people = recipients(accounts, rules.directory, dayOf(now));
	const due: NewNotice[] = [];
	const standing = new Set<string>();
	for (const { code, task, unit, officer } of tasks) {
		const own = ladderRules(rules, task);
		const rungs = ladderOf(code, task, own);
		for (const rung of rungs) if (holds(rung, now)) standing.add(keyOf(rung));
		for (const { level, to, event } of dueNow(rungs, task, own, now)) {
			const facts = { due: task.due, agency: rules.codeOf(task.leadId) };
			for (const accountId of people.of(to, { ...task, unit, officer })) {
				due.push({ accountId, event, level, subject: `task:${code}`, facts });
			}
		}
	}
	return { due, standing };
}

export function keyOf({ event, level }: { event: string; level: string }): string {
	return `${event} ${level}`;
}

function ladderRules(rules: LoadedRules, task: OpenTask['task']): LadderRules {
	const { parameters, calendar } = rules;
	const on = dayOf(task.assignedAt);
	const hours = hoursOf(rules, task.leadId, on);
	return {
		...{ calendar, hours, steps: ladderSteps(parameters, task.due ?? on) },
		acknowledgeBy: acknowledgeBy(task, calendar, hours, {
			workingDays: parameterOn(parameters.taskAcknowledgeWorkingDays, on),
			workingDaysOfMany: parameterOn(parameters.taskAcknowledgeManyWorkingDays, on),
			urgentHours: parameterOn(parameters.taskAcknowledgeUrgentHours, on)
		})
	};
}
