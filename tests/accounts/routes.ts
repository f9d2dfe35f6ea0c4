import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { ROOT } from '../setup/app.ts';

export interface Route {
	/** As SvelteKit names it, `/api/v1/dossiers/[code]`. */
	id: string;
	/** An address that leads there. */
	path: string;
	/** Answers programs, not people. */
	api: boolean;
	page: boolean;
	methods: string[];
}

/** Every route there is, read off the folder, so that a new one cannot be forgotten. */
export function everyRoute(): Route[] {
	const root = join(ROOT, 'src/routes');
	const byId = new Map<string, Route>();
	for (const file of globSync('**/+{page.svelte,page.server.ts,server.ts}', { cwd: root })) {
		const folder = relative('.', dirname(file)).replace(/^\.$/, '');
		const id = `/${folder
			.split('/')
			.filter((part) => part !== '' && !/^\(.*\)$/.test(part))
			.join('/')}`;
		const path = id.replace(/\[\[?[^\]]+\]\]?/g, 'x');
		const route = byId.get(id) ?? {
			...{ id, path, page: false, methods: [] },
			api: id.startsWith('/api/') || id === '/metrics'
		};
		const source = readFileSync(join(root, file), 'utf8');
		if (file.endsWith('+page.svelte')) {
			route.page = true;
			route.methods.push('GET');
		} else if (file.endsWith('+page.server.ts')) {
			if (/export const actions\b/.test(source)) route.methods.push('POST');
		} else {
			for (const [, method = ''] of source.matchAll(
				/export (?:const|async function|function) ([A-Z]+)\b/g
			)) {
				route.methods.push(method);
			}
		}
		byId.set(id, route);
	}
	return [...byId.values()].map((route) => ({ ...route, methods: [...new Set(route.methods)] }));
}
