import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { PROGRESS_POLICY, type Progress } from './progress.ts';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** The one HTTP server of the process: bound first, given its pages when they are ready. */
export interface Front {
	server: Server;
	port: number;
	/** From now on the API (also while the demo loads) is answered by the application. */
	serveApi(handler: Handler): void;
	/** From now on everything is. */
	serveAll(): void;
	/** No new connections; waits for running answers, `patience` ms at most, then cuts them. */
	close(patience: number): Promise<void>;
}

/** A feed of 10 MiB passes; a little above, the route itself says 413; far above, nobody reads it. */
const FEED_LIMIT = 12 * 1024 * 1024;

/** Evidence of a task comes as up to three files of 20 MiB with the words of a report. */
export const BODY_LIMIT = 62 * 1024 * 1024;
const EVIDENCE = /^(\/api\/v1)?\/tasks\/[^/]+(\/evidence)?$/;

/**
 * Binds and answers at once: `/healthz`, `/readyz`, and the progress page for everything else.
 * @throws the system's error, EADDRINUSE or EACCES, when the address cannot be had
 */
export async function openFront(
	address: { host: string; port: number },
	progress: Progress,
	ready: () => Promise<{ ready: boolean; checks: Record<string, string> }>
): Promise<Front> {
	let application: Handler | undefined;
	let whole = false;
	const sockets = new Set<Socket>();
	const server = createServer((request, response) => {
		response.setHeader('x-content-type-options', 'nosniff');
		const path = (request.url ?? '/').split('?')[0] ?? '/';
		if (path === '/healthz') {
			json(response, 200, { status: 'up' });
		} else if (path === '/readyz') {
			ready().then(
				(state) => {
					json(response, state.ready ? 200 : 503, state);
				},
				() => {
					json(response, 503, { ready: false, checks: {} });
				}
			);
		} else if (Number(request.headers['content-length'] ?? 0) > limitOf(path)) {
			tooLarge(request, response);
		} else if (application !== undefined && (whole || path.startsWith('/api/'))) {
			application(request, response);
		} else {
			notYet(path, response, progress);
		}
	});
	server.on('connection', (socket) => {
		sockets.add(socket);
		socket.once('close', () => sockets.delete(socket));
	});
	await new Promise<void>((bound, failed) => {
		server.once('error', failed);
		server.listen(address.port, address.host, () => {
			server.off('error', failed);
			bound();
		});
	});
	const at = server.address();
	return {
		server,
		port: typeof at === 'object' && at !== null ? at.port : address.port,
		serveApi: (handler) => {
			application = handler;
		},
		serveAll: () => {
			whole = true;
		},
		close: async (patience) =>
			new Promise((closed) => {
				const cut = setTimeout(() => {
					for (const socket of sockets) socket.destroy();
				}, patience);
				server.close(() => {
					clearTimeout(cut);
					closed();
				});
				server.closeIdleConnections();
			})
	};
}

function json(response: ServerResponse, status: number, body: unknown): void {
	const headers: Record<string, string> = {
		'content-type': status >= 400 ? 'application/problem+json' : 'application/json',
		'cache-control': 'no-store'
	};
	if (status === 503) headers['retry-after'] = '2';
	response.writeHead(status, headers).end(JSON.stringify(body));
}

/** Bytes of a body at most, by where it is sent. */
function limitOf(path: string): number {
	return EVIDENCE.test(path) ? BODY_LIMIT : FEED_LIMIT;
}

function tooLarge(request: IncomingMessage, response: ServerResponse): void {
	// Read and thrown away, for a while: a sender whose connection is cut in the middle of its body
	// sees a broken pipe and not the answer.
	const patience = setTimeout(() => request.destroy(), 10_000);
	response.setHeader('connection', 'close');
	request.resume();
	request.once('close', () => {
		clearTimeout(patience);
	});
	request.once('end', () => {
		json(response, 413, {
			type: 'about:blank',
			title: 'Nội dung gửi quá lớn: tối đa 10 MiB một lần.',
			status: 413,
			code: 'feed.too_large'
		});
	});
}

function notYet(path: string, response: ServerResponse, progress: Progress): void {
	if (path.startsWith('/api/')) {
		json(response, 503, {
			type: 'about:blank',
			title: 'Hệ thống đang khởi động; chưa có gì được ghi nhận, hãy gửi lại.',
			status: 503,
			code: 'web.starting'
		});
		return;
	}
	response
		.writeHead(503, {
			'content-type': 'text/html; charset=utf-8',
			'cache-control': 'no-store',
			'retry-after': '1',
			'content-security-policy': PROGRESS_POLICY,
			'x-frame-options': 'DENY'
		})
		.end(progress.page());
}
