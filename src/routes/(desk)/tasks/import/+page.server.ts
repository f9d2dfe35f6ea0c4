import { fail } from '@sveltejs/kit';
import { MIRROR_COLUMNS } from '#lib/domain/tasks/mirror-row.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { COMMAND_REFUSALS } from '#lib/server/web/commands.ts';
import { readFileForm } from '#lib/server/web/file-door.ts';
import { mirrorFields } from '#lib/server/web/mirror-shapes.ts';
import { ProblemError } from '#lib/server/web/problem.ts';
import { statusOf } from '#lib/server/web/refused.ts';
import { faultText, takeMirrorFile } from '#lib/server/web/task-mirror.ts';
import { taskActorOf } from '#lib/server/web/tasks.ts';
import type { Actions, PageServerLoad } from './$types';

const SHOWN = 200;

export const load: PageServerLoad = (event) => {
	requirePageReader(event, 'mirrorTasks');
	return { columns: Object.values(MIRROR_COLUMNS).map(([first]) => first ?? '') };
};

export const actions: Actions = {
	default: async (event) => {
		const reader = requirePageReader(event, 'mirrorTasks');
		try {
			const sent = await readFileForm(event.request, mirrorFields);
			const told = await takeMirrorFile(event.locals.desk, taskActorOf(event, reader), sent);
			if (!told.accepted) {
				const { refusal } = told;
				const { columns } = refusal.facts;
				const words = COMMAND_REFUSALS[refusal.code] ?? refusal.code;
				return fail(statusOf(refusal), {
					problem: typeof columns === 'string' ? `${words} (${columns})` : words
				});
			}
			const { errors, ...rest } = told.value;
			const worded = errors.slice(0, SHOWN).map((error) => ({ ...error, text: faultText(error) }));
			return { outcome: { ...rest, errors: worded, wrong: errors.length } };
		} catch (error) {
			if (!(error instanceof ProblemError)) throw error;
			const { status, title, detail } = error.problem;
			return fail(status, { problem: detail === undefined ? title : `${title} (${detail})` });
		}
	}
};
