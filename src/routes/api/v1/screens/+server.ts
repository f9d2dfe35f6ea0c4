import { listScreens } from '#lib/server/store/screens.ts';
import { readAs } from '#lib/server/store/reading.ts';
import { agencyOfScope, screenApproval } from '#lib/server/web/screen-shapes.ts';
import { answerJson, endpoint } from '#lib/server/web/api.ts';
import { command } from '#lib/server/web/commands.ts';
import { shownScreenItem } from '#lib/server/web/screen-answers.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = endpoint({ may: 'directScreens' }, async ({ event, reader }) => {
	const { db } = event.locals.desk;
	const now = Date.now();
	const screens = await readAs(db, reader, async (sql) => listScreens(sql, now));
	return answerJson(event, { screens: screens.map((screen) => shownScreenItem(screen, now)) });
});

export const POST: RequestHandler = command(
	{ may: 'manageScreens', body: screenApproval },
	async ({ event, reader, body: { code, name, scope } }) => {
		const by = { reader, address: event.getClientAddress() };
		return event.locals.desk.pairing.approve(
			{ code, name, agencyCode: agencyOfScope(scope) },
			by,
			Date.now()
		);
	}
);
