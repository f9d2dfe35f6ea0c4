import { setTimeout as wait } from 'node:timers/promises';
import type { Browser, Page } from '@playwright/test';

interface TraceEvent {
	name: string;
	ph: string;
	pid: number;
	tid: number;
	dur?: number;
	args: { name?: string };
}

/**
 * How long each task of the page's main thread took, milliseconds, over some time: every one, not only
 * those that a page is told of (50 ms and more).
 */
export async function taskTimes(browser: Browser, page: Page, ms: number): Promise<number[]> {
	await browser.startTracing(page, {
		categories: ['-*', 'disabled-by-default-devtools.timeline', '__metadata']
	});
	await wait(ms);
	const trace = JSON.parse((await browser.stopTracing()).toString()) as {
		traceEvents: TraceEvent[];
	};
	const events = trace.traceEvents;
	const main = new Set(
		events
			.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
			.map(({ pid, tid }) => `${pid}/${tid}`)
	);
	return events
		.filter(
			({ name, ph, pid, tid }) => name === 'RunTask' && ph === 'X' && main.has(`${pid}/${tid}`)
		)
		.map(({ dur = 0 }) => dur / 1000);
}
