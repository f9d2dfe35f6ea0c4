import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vitest/config';

export default defineConfig({
	// Rules and server tests need no plugin, and Kit's watchers would keep the test run from ending.
	plugins: process.env.VITEST
		? []
		: [
				tailwindcss(),
				paraglideVitePlugin({
					project: './project.inlang',
					outdir: './src/lib/paraglide',
					strategy: ['cookie', 'baseLocale']
				}),
				sveltekit()
			],
	build: { chunkSizeWarningLimit: 700 },
	test: {
		// Each has a database of its own; left to itself one of two cores would wait for the other.
		maxWorkers: 2,
		// Two hundred processes that each load the product again take a minute and a half. No test changes a module.
		isolate: false,
		projects: [
			{
				test: {
					name: 'domain',
					environment: 'node',
					include: ['src/**/*.test.ts'],
					// A machine that does other things too is no fault of a rule.
					testTimeout: 30_000
				}
			},
			{
				test: {
					name: 'server',
					environment: 'node',
					include: ['tests/**/*.test.ts'],
					globalSetup: ['tests/setup/postgres-server.ts'],
					testTimeout: 60_000,
					hookTimeout: 120_000
				}
			}
		]
	}
});
