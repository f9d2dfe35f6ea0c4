/** The thread in which the history is made and sent; see load.ts. */
import { parentPort, workerData } from 'node:worker_threads';
import { loadAll } from './load-all.ts';
import type { Job, Report } from './load.ts';

const job = workerData as Job;
const stopping = new AbortController();
parentPort?.once('message', () => {
	stopping.abort();
});

function tell(report: Report): void {
	parentPort?.postMessage(report);
}

try {
	const loaded = await loadAll(
		job.door,
		job,
		(done, total) => {
			tell({ done, total });
		},
		stopping.signal
	);
	tell({ loaded });
} catch (failure) {
	tell({ failed: failure instanceof Error ? failure.message : String(failure) });
}
parentPort?.close();
