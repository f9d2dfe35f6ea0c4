import { MIRROR_COLUMNS } from '#lib/domain/tasks/mirror-row.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { COMMAND_REFUSALS } from '#lib/server/web/commands.ts';
import { importForm } from '#lib/server/web/import-form.ts';
import { mirrorFields } from '#lib/server/web/mirror-shapes.ts';
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
	default: async (event) =>
		importForm(event, { may: 'mirrorTasks', fields: mirrorFields }, async (sent, reader) => {
			const told = await takeMirrorFile(event.locals.desk, taskActorOf(event, reader), sent);
			if (!told.accepted) {
				const { code, facts } = told.refusal;
				const words = COMMAND_REFUSALS[code] ?? code;
				const { columns } = facts;
				return {
					outcome: undefined,
					problem: {
						words: typeof columns === 'string' ? `${words} (${columns})` : words,
						status: statusOf(told.refusal)
					}
				};
			}
			const { errors, taken, ...counts } = told.value;
			const lines = errors.slice(0, SHOWN).map(({ line, field, reason }) => ({
				...{ line, column: field, what: faultText({ field, reason }) }
			}));
			return { outcome: { taken, counts, errors: lines, wrong: errors.length } };
		})
};
