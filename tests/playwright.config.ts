import { defineConfig } from '@playwright/test';
import { findChromium } from './setup/chromium.ts';

const { executablePath, args, env } = await findChromium();

export default defineConfig({
	testDir: './browser',
	outputDir: '../test-results',
	globalSetup: './setup/browser-app.ts',
	fullyParallel: false,
	workers: 2,
	forbidOnly: true,
	timeout: 60_000,
	expect: { timeout: 10_000 },
	reporter: [['list']],
	use: {
		...(process.env.TEST_APP_URL === undefined ? {} : { baseURL: process.env.TEST_APP_URL }),
		locale: 'vi-VN',
		timezoneId: 'Asia/Ho_Chi_Minh',
		viewport: { width: 1366, height: 768 },
		launchOptions: {
			executablePath,
			args,
			env: { ...(process.env as Record<string, string>), ...env }
		},
		// Each act of each test would be recorded for the few that fail: ask for it when one does.
		trace: process.env.TRACE === undefined ? 'off' : 'retain-on-failure'
	}
});
