import type { NoticeFacts, NoticeLevel } from '#lib/domain/urging/notice.ts';
import { m } from '#lib/paraglide/messages.js';
import { LEVEL_WORDS } from '../words/notices.ts';
import { formatDay } from '../words/dates.ts';
import { formatCount } from '../words/numbers.ts';

/** What a notice is told with: an urging by its number, everything else by its level. */
export function noticeTitle(level: NoticeLevel, { n, letter }: NoticeFacts): string {
	const word = LEVEL_WORDS[level]();
	if (n === undefined) return word;
	if (letter !== undefined) {
		return `${m.urgings_nth_letter({ n: formatCount(n) })} · ${m.letters_kind_urging()} ${letter}`;
	}
	return `${m.urgings_nth({ n: formatCount(n) })} · ${word}`;
}

/** The line below it: counts, codes and days. */
export function noticeLine(
	level: NoticeLevel,
	subject: string,
	facts: NoticeFacts,
	standing: number
): string {
	if (level === 'morning' || level === 'morning_province') {
		return m.notices_morning_counts({
			due: formatCount(facts.dossiersDue ?? 0),
			overdue: formatCount(facts.dossiersOverdue ?? 0),
			tasksDue: formatCount(facts.tasksDue ?? 0),
			tasksOverdue: formatCount(facts.tasksOverdue ?? 0)
		});
	}
	if (level === 'digest') return m.notices_standing({ count: formatCount(standing) });
	const [, code = ''] = subject.split(':');
	const due = facts.due == null ? [] : [m.notices_due({ day: formatDay(facts.due) })];
	const from =
		facts.from === undefined ? [] : [m.notices_inspection_from({ day: formatDay(facts.from) })];
	return [code, ...due, ...from].join(' · ');
}

/** The page of what a notice is about; null: it has none of its own. */
export function noticeAddress(id: number, level: NoticeLevel, subject: string): string | null {
	const [kind = '', code = ''] = subject.split(':');
	if (level === 'overdue_report' || level === 'acknowledge_report') {
		return `/letters/new?kind=report&of=tasks&q=${encodeURIComponent(code)}`;
	}
	if (kind === 'task') return `/tasks/${encodeURIComponent(code)}`;
	if (kind === 'finding') return `/findings/${encodeURIComponent(code)}`;
	if (kind === 'inspection') return `/inspections/${encodeURIComponent(code)}`;
	if (kind === 'correction') return `/corrections/${encodeURIComponent(code)}`;
	if (kind === 'urging') return `/urgings/${encodeURIComponent(code)}`;
	return level === 'digest' ? `/notices?of=${id}` : null;
}

/** The lists behind the numbers of a morning, each with exactly as many rows. */
export function morningLinks(
	day: string,
	{ agency, dossiersDue, dossiersOverdue, tasksDue, tasksOverdue }: NoticeFacts
): { href: string; word: string; count: number }[] {
	const of = agency === undefined ? '' : `&agency=${encodeURIComponent(agency)}`;
	const links = [
		{ href: `/dossiers?due=${day}${of}`, word: m.notices_list_due(), count: dossiersDue },
		{
			href: `/dossiers?figure=open.overdue${of}`,
			word: m.notices_list_overdue(),
			count: dossiersOverdue
		},
		{ href: `/tasks?figure=open.dueSoon${of}`, word: m.notices_list_tasks_due(), count: tasksDue },
		{
			href: `/tasks?figure=open.overdue${of}`,
			word: m.notices_list_tasks_overdue(),
			count: tasksOverdue
		}
	];
	return links.flatMap(({ count = 0, ...rest }) => (count > 0 ? [{ ...rest, count }] : []));
}
