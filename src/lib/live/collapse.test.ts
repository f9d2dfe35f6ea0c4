import { describe, expect, it } from 'vitest';
import { collapse, type Stale } from './collapse.ts';

/** Runs that a test can wait for and end. */
function recorder() {
	const runs: Stale[] = [];
	let told: (() => void) | undefined;
	let end: (() => void) | undefined;
	return {
		runs,
		run: async (stale: Stale) => {
			runs.push(stale);
			told?.();
			await new Promise<void>((ended) => (end = ended));
		},
		until: async (count: number) => {
			while (runs.length < count) await new Promise<void>((heard) => (told = heard));
		},
		end: () => end?.()
	};
}

describe('hints', () => {
	it('that come in a burst are one reading, with every id named', async () => {
		const { runs, run, until } = recorder();
		const { add } = collapse({ run, wait: 0, jitter: 0 });
		add({ room: 'dossiers', ids: ['A'] });
		add({ room: 'dossiers', ids: ['B', 'A'] });
		add({ room: 'quarantine', ids: [] });
		await until(1);
		expect(runs).toEqual([
			new Map<string, unknown>([
				['dossiers', new Set(['A', 'B'])],
				['quarantine', 'all']
			])
		]);
	});

	it('without ids mean everything of the room, whatever comes with them', async () => {
		const { runs, run, until } = recorder();
		const { add } = collapse({ run, wait: 0, jitter: 0 });
		add({ room: 'dossiers', ids: ['A'] });
		add({ room: 'dossiers', ids: [] });
		add({ room: 'dossiers', ids: ['B'] });
		await until(1);
		expect(runs[0]?.get('dossiers')).toBe('all');
	});

	it('that come while a page reads wait for it, and none is left out', async () => {
		const { runs, run, until, end } = recorder();
		const { add } = collapse({ run, wait: 0, jitter: 0 });
		add({ room: 'dossiers', ids: ['A'] });
		await until(1);
		add({ room: 'dossiers', ids: ['B'] });
		add({ room: 'dossiers', ids: ['C'] });
		expect(runs.length).toBe(1);
		end();
		await until(2);
		expect(runs[1]?.get('dossiers')).toEqual(new Set(['B', 'C']));
	});

	it('are kept while nobody looks, and read when somebody does', async () => {
		const { runs, run, until } = recorder();
		let looked = false;
		const { add, wake } = collapse({ run, wait: 0, jitter: 0, looked: () => looked });
		add({ room: 'dossiers', ids: ['A'] });
		looked = true;
		expect(runs).toEqual([]);
		wake();
		await until(1);
		expect(runs[0]?.get('dossiers')).toEqual(new Set(['A']));
	});

	it('T24 stay to be read when reading failed', async () => {
		const seen: Stale[] = [];
		await new Promise<void>((done) => {
			const { add } = collapse({
				run: async (stale) => {
					seen.push(stale);
					if (seen.length === 1) throw new Error('the network is away');
					done();
				},
				wait: 0,
				jitter: 0
			});
			add({ room: 'dossiers', ids: ['A'] });
		});
		expect(seen[1]).toEqual(seen[0]);
	});
});
