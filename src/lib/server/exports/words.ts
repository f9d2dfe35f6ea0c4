import type { Standing } from '#lib/domain/deadlines/standing.ts';
import { dayOf, type Instant } from '#lib/domain/calendar/time.ts';
import { TASK_COLUMNS, type TaskColumn } from '#lib/domain/indicators/task-indicators.ts';
import type { ListQuery, OverviewQuery } from '#lib/domain/reports/overview.ts';
import { FIGURES, type Figure } from '#lib/domain/reports/tally.ts';
import { m } from '#lib/paraglide/messages.js';
import { indicatorName } from '#lib/words/indicators.ts';
import { dayText, instantText } from './csv-sheet.ts';
import type { DossierWords } from './dossier-sheet.ts';
import type { OverviewWords } from './overview-sheet.ts';
import type { Sheet } from './sheet.ts';

/** Read once, before streaming begins: the reader's language is known only while they ask. */
export function dossierWords(): DossierWords {
	return {
		columns: {
			code: m.dossiers_code(),
			standing: m.dossiers_standing(),
			daysOverdue: m.export_days_overdue(),
			daysLate: m.export_days_late(),
			marks: m.dossier_marks(),
			agency: m.dossier_agency(),
			agencyCode: m.export_agency_code(),
			procedure: m.export_procedure(),
			procedureCode: m.export_procedure_code(),
			field: m.dossier_field(),
			receivedBy: m.dossier_received_by(),
			channel: m.dossier_channel(),
			unit: m.dossier_unit(),
			submitted: m.dossier_submitted(),
			received: m.dossier_received(),
			firstDue: m.export_first_due(),
			due: m.dossier_due(),
			finished: m.dossier_finished(),
			returned: m.dossier_returned(),
			flags: m.flag_title()
		},
		standings: standingWords(),
		marks: {
			notHandedOver: m.mark_not_handed_over(),
			endedAfterDue: m.mark_ended_after_due(),
			movedDue: m.mark_moved_due(),
			lateByPromise: m.mark_late_by_promise()
		},
		channels: {
			'1': m.filter_channel_1(),
			'2': m.filter_channel_2(),
			'3': m.filter_channel_3()
		}
	};
}

function standingWords(): Record<Standing, string> {
	return {
		awaiting: m.standing_awaiting(),
		awaiting_overdue: m.standing_awaiting_overdue(),
		in_time: m.standing_in_time(),
		due_soon: m.standing_due_soon(),
		overdue: m.standing_overdue(),
		no_due: m.standing_no_due(),
		paused: m.standing_paused(),
		resolved_early: m.standing_resolved_early(),
		resolved_on_time: m.standing_resolved_on_time(),
		resolved_late: m.standing_resolved_late(),
		resolved_no_due: m.standing_resolved_no_due(),
		refused: m.standing_refused(),
		withdrawn: m.standing_withdrawn(),
		stopped: m.standing_stopped()
	};
}

export function overviewWords(): OverviewWords {
	return {
		agency: m.column_agency(),
		code: m.export_agency_code(),
		accountable: m.export_accountable(),
		province: m.table_province(),
		ended: m.table_ended(),
		lastArrival: m.column_age(),
		figures: namesOf(FIGURES),
		rates: {
			onTimeOrEarly: indicatorName('rates.onTimeOrEarly'),
			late: indicatorName('rates.late'),
			lateByPromise: indicatorName('rates.lateByPromise')
		},
		tasks: Object.fromEntries(TASK_COLUMNS.map((id) => [id, indicatorName(id)])) as Record<
			TaskColumn,
			string
		>
	};
}

function namesOf(figures: readonly Figure[]): Record<Figure, string> {
	return Object.fromEntries(figures.map((figure) => [figure, indicatorName(figure)])) as Record<
		Figure,
		string
	>;
}

/** What a file says about itself above its table. */
export interface HeadFacts {
	demo: boolean;
	query: OverviewQuery;
	/** Names of agencies in the query's place of ids and codes. */
	agency: string | null;
	receivedBy: string | null;
	field: string | null;
	list: Pick<ListQuery, 'figure' | 'standing' | 'flag' | 'age' | 'due' | 'search'> | null;
	/** The instant at which tasks are counted, where the file has them. */
	tasksAt?: Instant | null;
	/** How many dossiers, or agencies, the file holds. */
	rows: number;
	exportedAt: Instant;
}

/** The head block: what it is, simulated or not, period, as of, filters, and the number of rows. */
export function headOf(title: string, facts: HeadFacts): Sheet['head'] {
	const { query, list } = facts;
	const lines: (Sheet['head'][number] | null)[] = [
		[title, ''],
		facts.demo ? [m.app_demo(), m.app_demo_explained()] : null,
		[m.filter_period(), `${dayText(query.from)} – ${dayText(query.to)}`],
		[m.export_as_of(), instantText(query.at)],
		facts.tasksAt == null ? null : [m.export_tasks_as_of(), instantText(facts.tasksAt)],
		query.knownAt === null ? null : [m.export_known_at(), instantText(query.knownAt)],
		facts.agency === null
			? null
			: [m.filter_agency(), query.own ? m.table_own({ name: facts.agency }) : facts.agency],
		facts.receivedBy === null ? null : [m.filter_receiver(), facts.receivedBy],
		facts.field === null ? null : [m.filter_field(), facts.field],
		query.channel === null
			? null
			: [m.filter_channel(), dossierWords().channels[query.channel] ?? query.channel],
		...(list === null ? [] : listLines(list)),
		[list === null ? m.export_agencies() : m.export_dossiers(), { number: facts.rows }],
		[m.export_made_at(), instantText(facts.exportedAt)]
	];
	return lines.filter((line) => line !== null);
}

function listLines(list: NonNullable<HeadFacts['list']>): (Sheet['head'][number] | null)[] {
	const { figure, standing, flag, age, due, search } = list;
	return [
		figure === null ? null : [m.export_figure(), indicatorName(figure)],
		standing === null ? null : [m.dossiers_standing(), standingWords()[standing]],
		flag === null ? null : [m.flag_title(), flag],
		age === null ? null : [m.export_age(), `${age.min} – ${age.max ?? '…'}`],
		due === null ? null : [m.dossiers_standing(), m.dossiers_due_on({ day: dayText(due) })],
		search === null ? null : [m.filter_search_in(), search]
	];
}

export type ExportName = 'ho-so' | 'tong-quan' | 'nhat-ky';

/** `ho-so-2026-11-20.xlsx`; plain letters, so that every system keeps it. */
export function fileName(what: ExportName, at: Instant, format: string): string {
	return `${what}-${dayOf(at)}.${format}`;
}
