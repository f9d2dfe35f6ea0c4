import type { Handle, HandleServerError, RequestEvent } from '@sveltejs/kit';
import { sequence } from '@sveltejs/kit/hooks';
import { randomUUID } from 'node:crypto';
import { openDesk, type Desk } from '#lib/server/desk.ts';
import { isDatabaseAway } from '#lib/server/store/database.ts';
import { guard } from '#lib/server/web/guard.ts';
import { withSecurityHeaders } from '#lib/server/web/headers.ts';
import { isForeignWrite } from '#lib/server/web/origin.ts';
import { databaseAway, problem } from '#lib/server/web/problem.ts';
import { withWords } from '#lib/server/web/words.ts';

let opened: Desk | undefined;

/** Opened at the first request: `npm start` loads this bundle while the database still starts. */
function desk(): Desk {
	if (opened === undefined) {
		const made = openDesk(process.env);
		opened = made;
		process.once('sveltekit:shutdown', () => {
			void made.close();
		});
	}
	return opened;
}

/** The one page that stands in a frame, on the page of screens: it has no script and no form. */
const FRAMED_ROUTE = '/(wall)/wall/preview';

const outermost: Handle = async ({ event, resolve }) => {
	event.locals.desk = desk();
	event.locals.requestId = randomUUID();
	const { settings, log } = event.locals.desk;
	const began = performance.now();
	const answer = isForeignWrite(event.request, settings.origins)
		? foreignWrite(event)
		: whileDatabaseAway(event, await resolve(event));
	const { requestId } = event.locals;
	log.debug({
		requestId,
		method: event.request.method,
		route: event.route.id,
		status: answer.status,
		ms: Math.round(performance.now() - began)
	});
	return withSecurityHeaders(answer, {
		requestId,
		https: settings.origin.startsWith('https:'),
		framed: event.route.id === FRAMED_ROUTE
	});
};

/** In the order in which a request meets them: language and theme, then who asks. */
export const handle: Handle = sequence(outermost, withWords, guard);

/** An unexpected error gets a number that the operator finds in the log, and says nothing else. */
export const handleError: HandleServerError = ({ error, event, status }) => {
	// An error before the desk was opened for the request must not be met by another one here.
	const locals: Partial<App.Locals> = event.locals;
	const { log } = locals.desk ?? desk();
	const id = locals.requestId ?? randomUUID();
	if (isDatabaseAway(error)) {
		event.locals.databaseAway = true;
		log.warn({ requestId: id, route: event.route.id, err: error }, 'database away');
		return { message: 'Cơ sở dữ liệu tạm thời không truy cập được', id };
	}
	if (status >= 500) {
		log.error({ requestId: id, route: event.route.id, err: error }, 'request failed');
		return { message: 'Có lỗi khi xử lý yêu cầu', id };
	}
	return { message: status === 404 ? 'Không tìm thấy' : 'Yêu cầu không hợp lệ', id };
};

function foreignWrite(event: RequestEvent): Response {
	event.locals.desk.log.warn(
		{ requestId: event.locals.requestId, route: event.route.id },
		'write from another origin refused'
	);
	return problem({
		status: 403,
		title: 'Yêu cầu ghi không xuất phát từ trang này (Origin).',
		code: 'web.foreign_origin'
	});
}

/** Kit answers every unexpected error with 500; a sender must see 503 to know that it may try again. */
function whileDatabaseAway(event: RequestEvent, response: Response): Response {
	if (event.locals.databaseAway !== true) return response;
	if (event.url.pathname.startsWith('/api/')) return databaseAway();
	const headers = new Headers(response.headers);
	headers.set('retry-after', '5');
	return new Response(response.body, { status: 503, headers });
}
