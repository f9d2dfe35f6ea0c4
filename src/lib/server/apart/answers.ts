/**
 * Makes this process the one that does a job for `apart.ts`: it takes one, answers it and ends. An
 * error that the work does not answer for itself ends it without an answer.
 */
export function answers<Job, Answer>(work: (job: Job) => Answer | Promise<Answer>): void {
	process.once('disconnect', () => {
		process.exit();
	});
	process.once('message', (job) => {
		void (async () => {
			process.send?.(await work(job as Job));
		})();
	});
}
