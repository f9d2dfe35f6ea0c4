import type { RequestEvent } from '@sveltejs/kit';
import type { z } from 'zod';
import type { Instant } from '#lib/domain/calendar/time.ts';
import { refused, type Decision } from '#lib/domain/refusal.ts';
import type { Action } from '#lib/domain/accounts/permissions.ts';
import type { ScreenKeeper } from '../commands/screens.ts';
import type { Database } from '../store/database.ts';
import { command } from './commands.ts';
import { screenIdOf } from './screen-answers.ts';

type Run<Body> = (
	database: Database,
	given: Body & { id: number },
	by: ScreenKeeper,
	now: Instant
) => Promise<Decision<object>>;

/**
 * A command under `/api/v1/screens/{id}`.
 * @param may who pairs and revokes walls, unless it is what those do too who only direct them
 */
export function screenCommand<Schema extends z.ZodType<object>>(
	body: Schema,
	run: Run<z.output<Schema>>,
	may: Action = 'manageScreens'
): (event: RequestEvent<{ id: string }>) => Promise<Response> {
	return command<RequestEvent<{ id: string }>, Schema>(
		{ may, body },
		async ({ event, reader, body: given }) => {
			const id = screenIdOf(event.params.id);
			if (id === null) return refused('screens.screen_unknown');
			const by = { reader, address: event.getClientAddress() };
			return run(event.locals.desk.db, { ...given, id }, by, Date.now());
		}
	);
}
