import { expect, it } from 'vitest';
import { serverTime } from './server-time.ts';

const NINE = '2026-11-20T09:00:00.000+07:00';
const nine = Date.parse(NINE);
const iso = (ms: number) => new Date(nine + ms).toISOString();

it('nobody knows what time it is before the server has said so', () => {
	expect(serverTime().at(1000)).toBe(null);
});

it('goes on from what the server said, whatever the machine’s own clock shows', () => {
	const time = serverTime();
	time.heard(NINE, 5000);
	expect(time.at(5000)).toBe(nine);
	expect(time.at(65_000)).toBe(nine + 60_000);
	time.heard(iso(60_040), 65_000);
	expect(time.at(66_000)).toBe(nine + 61_040);
});

it('learns how fast a training clock runs', () => {
	const time = serverTime();
	time.heard(NINE, 0);
	time.heard(iso(600_000), 10_000);
	expect(time.at(11_000)).toBe(nine + 660_000);
});

it('a message that was overtaken on its way does not turn it back, a clock set back does', () => {
	const time = serverTime();
	time.heard(iso(1000), 0);
	time.heard(NINE, 10);
	expect(time.at(10)).toBe(nine + 1010);
	time.heard(iso(-3_600_000), 5000);
	expect(time.at(5000)).toBe(nine - 3_600_000);
});
