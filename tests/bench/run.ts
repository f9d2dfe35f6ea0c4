import type { Bench } from './result.ts';

/*
 * npm run bench [-- NAME…] [--quick]
 *
 * One JSON object a line. Load goes to loopback only, bounded in count and time; every bench starts
 * what it needs in a temporary folder and ends it. --quick makes the same runs with less data.
 */

const BENCHES: Record<string, () => Promise<Bench>> = {
	B1: async () => (await import('./ingest.ts')).ingest,
	B2: async () => (await import('./commit-to-screen.ts')).commitToScreen,
	B3: async () => (await import('./fan-out.ts')).fanOutToMany,
	B4: async () => (await import('./read.ts')).read,
	B6: async () => (await import('./midnight.ts')).midnight,
	B7: async () => (await import('./start.ts')).start,
	B8: async () => (await import('./tasks.ts')).tasks
};

const quick = process.argv.includes('--quick');
const asked = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const unknown = asked.filter((name) => !(name in BENCHES));
if (unknown.length > 0) {
	process.stderr.write(
		`unknown: ${unknown.join(', ')}; there are ${Object.keys(BENCHES).join(', ')}\n`
	);
	process.exit(2);
}

for (const [name, load] of Object.entries(BENCHES)) {
	if (asked.length > 0 && !asked.includes(name)) continue;
	try {
		const bench = await load();
		for await (const result of bench({ quick })) {
			process.stdout.write(`${JSON.stringify(result)}\n`);
		}
	} catch (error) {
		// What a void run measured is not printed.
		process.stderr.write(`${name}: ${error instanceof Error ? error.stack : String(error)}\n`);
		process.exitCode = 1;
	}
}
