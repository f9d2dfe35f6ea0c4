import adapter from '@sveltejs/adapter-node';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/** @type {import('@sveltejs/kit').Config} */
export default {
	preprocess: vitePreprocess(),
	kit: {
		adapter: adapter(),
		// One guard of ours (hooks.server.ts) checks Origin for cookie writes: Kit's own check also
		// refuses multipart posts that carry a Bearer key and no Origin.
		csrf: { trustedOrigins: ['*'] },
		csp: {
			mode: 'nonce',
			directives: {
				'default-src': ['none'],
				'script-src': ['self'],
				// And the ground colour in app.html, by its hash.
				'style-src': ['self', 'sha256-Z28qlSO0nyA7HxMlejp2bzDHzX1vD79gizFAzRn2roE='],
				// The one style attribute of Kit's own: its route announcer, by its hash.
				'style-src-attr': ['unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='],
				'img-src': ['self', 'data:'],
				'font-src': ['self'],
				'connect-src': ['self'],
				'manifest-src': ['self'],
				// Small pictures of the wall; no other page of ours lets itself be framed (web/headers.ts).
				'frame-src': ['self'],
				'frame-ancestors': ['none'],
				'base-uri': ['none'],
				'form-action': ['self'],
				'require-trusted-types-for': ['script'],
				'trusted-types': ['svelte-trusted-html']
			}
		}
	}
};
