import { error } from '@sveltejs/kit';
import { z } from 'zod';
import { may } from '#lib/domain/accounts/reader.ts';
import { BOARD_VIEWS } from '#lib/domain/tasks/shown.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { askedOfPage } from '#lib/server/web/pages.ts';
import { readBoard, TASKS_A_PAGE } from '#lib/server/web/task-board.ts';
import { taskListParams } from '#lib/server/web/task-shapes.ts';
import type { PageServerLoad } from './$types';

const boardParams = z.object({
	...taskListParams.omit({ limit: true }).shape,
	view: z.enum(BOARD_VIEWS).optional()
});

export const load: PageServerLoad = async (event) => {
	event.depends('live:tasks');
	const reader = requirePageReader(event, 'seeTasks');
	// A form without scripts also sends the filters in which nothing was chosen.
	const url = new URL(event.url);
	for (const [name, value] of event.url.searchParams)
		if (value === '') url.searchParams.delete(name);
	const asked = askedOfPage({ url }, boardParams, (params) => params);
	const { view: asView, ...params } = asked;
	// Somebody who sees all agencies looks for an agency, somebody of one agency for the day.
	const view = asView ?? (reader.grants.seeTasks === 'all' ? 'agency' : 'week');
	const { state, timeliness } = params;
	const figure =
		params.figure ?? (state === undefined && timeliness === undefined ? 'open.total' : undefined);
	const board = await readBoard(
		event.locals.desk,
		reader,
		{ ...params, ...(figure === undefined ? {} : { figure }) },
		view
	);
	if (board === null) error(404, 'Không có cơ quan này');
	return {
		board,
		view,
		figure: figure ?? null,
		state: state ?? null,
		timeliness: timeliness ?? null,
		waits: params.waits ?? null,
		agency: params.agency ?? null,
		own: params.own === 'true',
		directive: params.directive ?? null,
		week: params.week ?? null,
		search: params.q ?? null,
		pageSize: TASKS_A_PAGE,
		draftsLetters: may(reader, 'draftLetters'),
		imports: may(reader, 'mirrorTasks')
	};
};
