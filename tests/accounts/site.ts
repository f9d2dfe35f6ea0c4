import type { App } from '../setup/app.ts';
import { trustedCookie } from './factors.ts';
import { PASSWORD } from './province.ts';

/** A browser without scripts, as far as these tests need one: it keeps cookies and sends our Origin. */
export function visitor(app: App, host = 'localhost', { trusted = true } = {}) {
	const base = new URL(app.url);
	base.hostname = host;
	const jar = new Map<string, string>();
	const setCookies: string[] = [];

	async function ask(path: string, init: RequestInit & { origin?: string | null } = {}) {
		const { origin = base.origin, headers: more, ...rest } = init;
		const headers = new Headers({ accept: 'text/html', ...Object.fromEntries(new Headers(more)) });
		if (jar.size > 0) headers.set('cookie', [...jar].map((pair) => pair.join('=')).join('; '));
		if (origin !== null && (rest.method ?? 'GET') !== 'GET') headers.set('origin', origin);
		const answer = await fetch(new URL(path, base), { redirect: 'manual', ...rest, headers });
		for (const line of answer.headers.getSetCookie()) {
			setCookies.push(line);
			const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
			if (value === '' || /max-age=0/i.test(line)) jar.delete(name);
			else jar.set(name, value);
		}
		return answer;
	}

	/** Somebody who has a second factor signs in from a browser that they trust. */
	async function signIn(email: string, password = PASSWORD, next = '') {
		const cookie = trusted ? await trustedCookie(email) : null;
		if (cookie !== null && !jar.has(cookie[0])) jar.set(...cookie);
		return ask(`/sign-in${next === '' ? '' : `?next=${encodeURIComponent(next)}`}`, {
			method: 'POST',
			body: new URLSearchParams({ email, password })
		});
	}

	return { ask, signIn, jar, setCookies, origin: base.origin };
}
