import { makeDataDir, removeDataDir, startApp } from './app.ts';

/**
 * Before the browser tests: the built product with the whole demo, on a free port. DEMO_RATE is 0, so
 * that nothing moves but what a test sends.
 */
export default async function startForBrowsers(): Promise<() => Promise<void>> {
	const dataDir = makeDataDir();
	const app = await startApp(dataDir, { DEMO_RATE: '0' });
	await app.ready();
	process.env.TEST_APP_URL = app.url;
	process.env.TEST_APP_DATA = dataDir;
	return async () => {
		await app.end();
		await removeDataDir(dataDir);
	};
}
