import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, isBuilt, ROOT } from './build.ts';
import type { Front, Handler } from './front.ts';
import type { Progress } from './progress.ts';

/** The pages and the API, as something that answers requests. */
export interface Pages {
	handler: Handler;
	close(): Promise<void>;
}

/** The built application; it is built first when `build/` is missing or older than the sources. */
export async function builtPages(progress: Progress, stopped: AbortSignal): Promise<Pages> {
	progress.begin('build');
	if (!isBuilt()) await build(stopped);
	progress.done('build');
	const module: { handler: Handler } = await import(
		pathToFileURL(join(ROOT, 'build/handler.js')).href
	);
	return { handler: module.handler, close: shutDown };
}

/** The same pages through Vite, which reloads them as their sources change. */
export async function developmentPages(front: Front, progress: Progress): Promise<Pages> {
	progress.begin('build');
	const { createServer } = await import('vite');
	const vite = await createServer({
		root: ROOT,
		server: { middlewareMode: true, hmr: { server: front.server } }
	});
	progress.done('build');
	return {
		handler: (request, response) => {
			vite.middlewares(request, response);
		},
		close: async () => {
			await shutDown();
			await vite.close();
		}
	};
}

/** adapter-node's own word for it: the pages' bundle closes its pool (`hooks.server.ts`). */
async function shutDown(): Promise<void> {
	(process as NodeJS.EventEmitter).emit('sveltekit:shutdown');
	return Promise.resolve();
}
