import { answers } from '#lib/server/apart/answers.ts';

/** What a process of its own may come to (`apart.test.ts`). */
export type ApartJob = 'answer' | 'throw' | 'crash' | 'never' | 'grow';

answers(async (job: ApartJob) => {
	if (job === 'throw') throw new Error('Nguyễn Văn A');
	if (job === 'crash') process.abort();
	if (job === 'grow') {
		const kept: string[][] = [];
		for (;;) kept.push(Array.from({ length: 10_000 }, (_, n) => `${n}`));
	}
	if (job === 'never') await new Promise(() => setInterval(() => undefined, 1_000));
	return { secrets: Object.keys(process.env), bytes: new Uint8Array([1, 2, 3]) };
});
