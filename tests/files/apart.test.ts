import { expect, test } from 'vitest';
import { apart, type ApartFault } from '#lib/server/apart/apart.ts';
import type { ApartJob } from './does-apart.ts';

const does = async (job: ApartJob, milliseconds = 50_000): Promise<unknown> =>
	apart('tests/files/does-apart.ts', job, { megabytes: 64, milliseconds });

test('what strangers’ files are read by knows no secret of ours', async () => {
	expect(await does('answer')).toEqual({ secrets: [], bytes: new Uint8Array([1, 2, 3]) });
});

test.each<[string, ApartJob, ApartFault, number?]>([
	['an error in a library', 'throw', 'ended'],
	['a file that wants too much memory', 'grow', 'too large'],
	['a file that is never done', 'never', 'too slow', 500]
])('%s ends the reading alone', async (_, job, fault, milliseconds) => {
	await expect(does(job, milliseconds)).rejects.toMatchObject({ fault });
});

test('a library that crashes takes nobody along', async () => {
	await expect(does('crash')).rejects.toMatchObject({ name: 'Error' });
	expect(await does('answer')).toMatchObject({ bytes: new Uint8Array([1, 2, 3]) });
});
