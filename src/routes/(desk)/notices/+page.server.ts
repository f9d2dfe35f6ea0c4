import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { haveRead, readDigest, readInbox } from '#lib/server/web/notices.ts';
import { askedOfPage } from '#lib/server/web/pages.ts';
import { noticeParams } from '#lib/server/web/urging-shapes.ts';
import type { Actions, PageServerLoad } from './$types';

const params = noticeParams.extend({
	/** Id of a digest whose parts are shown. */
	of: z.coerce.number().int().positive().optional()
});

export const load: PageServerLoad = async (event) => {
	event.depends('live:notices');
	const reader = requirePageReader(event, 'readNotices');
	const { show = 'open', of } = askedOfPage(event, params, (asked) => asked);
	const { desk } = event.locals;
	const inbox = await readInbox(desk, reader, show);
	return {
		show,
		...{ of: of ?? null, unread: inbox.unread },
		items: of === undefined ? inbox.items : await readDigest(desk, reader, of)
	};
};

export const actions: Actions = {
	default: async (event) => {
		const reader = requirePageReader(event, 'readNotices');
		const id = (await event.request.formData()).get('id');
		const one = z.coerce.number().int().positive().safeParse(id);
		await haveRead(event.locals.desk, reader, id !== null && one.success ? [one.data] : null);
		redirect(303, `/notices${event.url.search}`);
	}
};
