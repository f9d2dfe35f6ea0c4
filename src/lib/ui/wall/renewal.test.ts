import { expect, it } from 'vitest';
import { namedParts } from './renewal.ts';

it('a wall knows by the new page’s HTML what it needs, each part once', () => {
	const html = `<link href="../_app/immutable/assets/0.css" rel="stylesheet">
		<link rel="modulepreload" href="../_app/immutable/entry/start.js">
		<script>Promise.all([import("../_app/immutable/entry/start.js"), import('../_app/immutable/entry/app.js')])</script>
		<a href="/sign-in">x</a>`;
	expect(namedParts(html)).toEqual([
		...['../_app/immutable/assets/0.css', '../_app/immutable/entry/start.js'],
		'../_app/immutable/entry/app.js'
	]);
});
