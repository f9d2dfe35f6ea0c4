import { describe, expect, it } from 'vitest';
import { clockOf, readSettings, SettingsError } from './settings.ts';

const SECRET = 'a-secret-of-at-least-thirty-two-characters';

function refusedSetting(env: Record<string, string>): string {
	try {
		readSettings(env);
	} catch (error) {
		if (error instanceof SettingsError) return error.setting;
		throw error;
	}
	return 'accepted';
}

describe('the settings an operator gives', () => {
	it('nothing set: the demo on the embedded database, on loopback port 3000', () => {
		const settings = readSettings({});
		expect(settings).toMatchObject({
			host: '127.0.0.1',
			port: 3000,
			origin: 'http://localhost:3000',
			databaseUrl: null,
			demo: true,
			demoRate: 2,
			auditHeads: null,
			training: null
		});
		expect(settings.origins).toContain('http://127.0.0.1:3000');
		expect(settings.origins).toContain('http://localhost:3000');
	});

	it('an own database switches the demo off unless it is asked for', () => {
		const own = { DATABASE_URL: 'postgres://owner@db/don_doc', AUTH_SECRET: SECRET };
		expect(readSettings(own).demo).toBe(false);
		expect(readSettings({ ...own, DEMO: 'on' }).demo).toBe(true);
	});

	it('an own database without AUTH_SECRET is refused', () => {
		expect(refusedSetting({ DATABASE_URL: 'postgres://owner@db/don_doc' })).toBe('AUTH_SECRET');
	});

	it('a public address must be https; loopback may be http', () => {
		expect(refusedSetting({ ORIGIN: 'http://dondoc.gialai.gov.vn' })).toBe('ORIGIN');
		expect(refusedSetting({ ORIGIN: 'https://dondoc.gialai.gov.vn/desk' })).toBe('ORIGIN');
		expect(readSettings({ ORIGIN: 'https://dondoc.gialai.gov.vn/' }).origins).toEqual([
			'https://dondoc.gialai.gov.vn'
		]);
		expect(refusedSetting({ ORIGIN: 'http://127.0.0.1:8080' })).toBe('accepted');
	});

	it('the training clock exists only with the demo, and not before August 2026', () => {
		const late = '2026-11-20T23:59:00+07:00';
		expect(refusedSetting({ CLOCK_START: late, DEMO: 'off' })).toBe('CLOCK_START');
		expect(refusedSetting({ CLOCK_START: '2026-07-31T23:59:59+07:00' })).toBe('CLOCK_START');
		expect(refusedSetting({ CLOCK_START: '2026-11-20T23:59:00' })).toBe('CLOCK_START');
		expect(readSettings({ CLOCK_START: late }).training?.start).toBe(Date.parse(late));
	});

	it('every copy of the code that reads the same settings tells the same training time', () => {
		const env = {
			CLOCK_START: '2026-11-20T23:59:00+07:00',
			CLOCK_SPEED: '60',
			CLOCK_REAL_START: '1000000000000'
		};
		expect(readSettings(env).training).toEqual(readSettings(env).training);
		expect(clockOf(readSettings(env)).now()).toBeGreaterThan(Date.parse(env.CLOCK_START));
	});

	it('a refusal names the variable and never its value', () => {
		expect(() => readSettings({ DATABASE_URL: 'mysql://root:hunter2@db/x' })).toThrow(
			/^DATABASE_URL: (?!.*hunter2)/
		);
	});
});
