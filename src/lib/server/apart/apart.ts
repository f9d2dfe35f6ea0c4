import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What work apart may take: megabytes of JavaScript's own memory, and milliseconds on the clock. */
export interface Allowance {
	megabytes: number;
	milliseconds: number;
}

/** Why work apart has no answer: its time or its memory was over, or its process ended. */
export type ApartFault = 'too slow' | 'too large' | 'ended';

export class ApartFailed extends Error {
	readonly fault: ApartFault;
	constructor(fault: ApartFault) {
		super(`work in a process of its own has no answer: ${fault}`);
		this.fault = fault;
	}
}

/** V8 aborts when its memory is over. */
const ABORTED = 134;

/**
 * What a source file answers to one job (`answers.ts`), in a process of its own that ends with it.
 * Strangers' files are read so, and what takes long: neither time, nor memory, nor a crash of a library
 * reaches those who are served meanwhile. A thread is not enough: one that is stopped at the wrong
 * moment takes its process along. It gets no environment, hence no secret; what it prints is nobody's
 * to read, for it could hold words of the file.
 *
 * @param path of the source file from the project's root
 * @throws ApartFailed
 */
export async function apart<Job, Answer>(
	path: string,
	job: Job,
	{ megabytes, milliseconds }: Allowance
): Promise<Answer> {
	const child = fork(source(path), {
		execArgv: [`--max-old-space-size=${megabytes}`],
		env: {},
		serialization: 'advanced',
		stdio: ['ignore', 'ignore', 'ignore', 'ipc']
	});
	let cap: NodeJS.Timeout | undefined;
	try {
		return await new Promise<Answer>((answered, failed) => {
			cap = setTimeout(() => {
				failed(new ApartFailed('too slow'));
			}, milliseconds);
			child.once('message', (answer) => {
				answered(answer as Answer);
			});
			child.once('error', () => {
				failed(new ApartFailed('ended'));
			});
			child.once('exit', (code, signal) => {
				failed(new ApartFailed(signal === 'SIGABRT' || code === ABORTED ? 'too large' : 'ended'));
			});
			child.send(job as object, (error) => {
				if (error !== null) failed(new ApartFailed('ended'));
			});
		});
	} finally {
		clearTimeout(cap);
		child.kill('SIGKILL');
	}
}

/** A source file of the product, also when this module was built into another folder. */
function source(path: string): string {
	for (let at = import.meta.dirname; dirname(at) !== at; at = dirname(at)) {
		if (existsSync(join(at, path))) return join(at, path);
	}
	throw new Error(`the sources of the product are not here: ${path}`);
}
