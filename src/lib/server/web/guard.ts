import { redirect, type Handle, type RequestEvent } from '@sveltejs/kit';
import type { Pass } from '../accounts/readers.ts';
import { isDatabaseAway } from '../store/database.ts';
import { authenticate } from './authenticate.ts';
import { databaseAway, forbidden, problem, unauthenticated } from './problem.ts';

/**
 * The only routes for everybody; whatever is added to the program later is closed until it is named
 * here. `/preferences` keeps the language of whoever reads the sign-in page in a cookie, nothing else.
 */
const OPEN_ROUTES: ReadonlySet<string> = new Set([
	'/healthz',
	'/readyz',
	'/sign-in',
	'/sign-in/callback/oidc',
	'/sign-in/link',
	'/sign-in/oidc',
	'/sign-in/password',
	'/sign-in/second-factor',
	'/preferences',
	'/(wall)/wall/pairing'
]);

/** All that a paired wall opens: itself, and the figures of the province. */
const WALL_ROUTES: ReadonlySet<string> = new Set([
	'/(wall)/wall',
	'/(wall)/wall/beat',
	'/(wall)/wall/board',
	'/api/v1/overview'
]);

/** Lets nobody past who has not been let in, and tells the routes who it is (`locals.reader`). */
export const guard: Handle = async ({ event, resolve }) => {
	event.locals.reader = null;
	event.locals.session = null;
	if (isWallFromElsewhere(event)) return onceMore();
	if (OPEN_ROUTES.has(event.route.id ?? '')) return resolve(event);
	let pass: Pass | null;
	try {
		pass = await authenticate(event.request, event.locals.desk.readers);
	} catch (error) {
		if (!isDatabaseAway(error)) throw error;
		event.locals.desk.log.warn({ requestId: event.locals.requestId, err: error }, 'database away');
		return isForMachines(event) ? databaseAway() : waitingPage();
	}
	if (pass === null) return isForMachines(event) ? unauthenticated() : toDoor(event);
	const { id } = event.route;
	if (pass.reader.screenId !== null && id !== null && !WALL_ROUTES.has(id)) {
		return isForMachines(event) ? forbidden() : toDoor(event);
	}
	event.locals.reader = pass.reader;
	event.locals.session = pass.session;
	const response = await resolve(event);
	return isForMachines(event) ? asProblem(event, response) : response;
};

function isForMachines({ request, url }: RequestEvent): boolean {
	return (
		url.pathname.startsWith('/api/') ||
		url.pathname === '/metrics' ||
		request.headers.has('authorization')
	);
}

/** To the page on which somebody signs in; the wall, where nobody is, to the one that pairs it. */
function toDoor(event: RequestEvent): Response {
	const { url, request, isDataRequest } = event;
	const asked = request.method === 'GET' ? url.pathname + url.search : '/';
	const signIn = asked === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(asked)}`;
	const location = event.route.id?.startsWith('/(wall)/') === true ? '/wall/pairing' : signIn;
	// Kit's own navigation and forms read a redirect from the body; only Kit writes it that way.
	if (isDataRequest || request.headers.has('x-sveltekit-action')) redirect(303, location);
	return new Response(null, { status: 303, headers: { location } });
}

/**
 * A wall that was opened by a link on another site comes without its cookies, which are kept from other
 * sites (SameSite=Strict): it would be given a new device's and lose its own.
 */
function isWallFromElsewhere({ route, request, isDataRequest }: RequestEvent): boolean {
	return (
		route.id?.startsWith('/(wall)/') === true &&
		request.method === 'GET' &&
		!isDataRequest &&
		request.headers.get('sec-fetch-site') === 'cross-site'
	);
}

/** Opens the wall again, this time from a page of ours. */
function onceMore(): Response {
	return aside(
		200,
		`<meta http-equiv="refresh" content="0;url=/wall">
<title>Đôn Đốc</title></head><body><p><a href="/wall">Đôn Đốc</a></p></body></html>`
	);
}

/** Kit answers what no handler answered (no such route or method, a failure) in its own forms. */
function asProblem(event: RequestEvent, response: Response): Response {
	const type = response.headers.get('content-type') ?? '';
	if (response.status < 400 || type.startsWith('application/problem+json')) return response;
	if (event.locals.databaseAway === true) return databaseAway();
	const allow = response.headers.get('allow');
	return problem({
		status: response.status,
		title: TITLES[response.status] ?? 'Có lỗi khi xử lý yêu cầu.',
		facts: { id: event.locals.requestId },
		...(allow === null ? {} : { headers: { allow } })
	});
}

const TITLES: Readonly<Record<number, string>> = {
	400: 'Yêu cầu không hợp lệ.',
	403: 'Không có quyền.',
	404: 'Không tìm thấy.',
	405: 'Phương thức này không dùng được ở đây.',
	413: 'Nội dung quá lớn.',
	415: 'Kiểu nội dung này không được nhận.'
};

/** While nobody can be recognised, a page says so and comes back by itself. */
function waitingPage(): Response {
	return aside(
		503,
		`<meta http-equiv="refresh" content="5">
<title>Đôn Đốc</title></head><body><h1>Cơ sở dữ liệu tạm thời không truy cập được</h1>
<p>Chưa có gì bị mất. Trang này tự thử lại sau 5 giây.</p></body></html>`,
		{ 'retry-after': '5' }
	);
}

/** A page without Kit. @param rest from within its head on */
function aside(status: number, rest: string, headers: Record<string, string> = {}): Response {
	const page = `<!doctype html><html lang="vi"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width">${rest}`;
	return new Response(page, {
		status,
		headers: {
			'content-type': 'text/html; charset=utf-8',
			'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
			...headers
		}
	});
}
