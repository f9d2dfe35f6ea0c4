/** What a page keeps while it is soaked; of fixed size, so that it measures no growth of its own. */
export interface Kept {
	turns: number;
	/** The longest time without the end of a turn, real milliseconds. */
	longestTurn: number;
	turnedAt: number;
	/** Tasks of 50 ms and more, as the browser tells them. */
	longTasks: number;
	longestTask: number;
	scenes: Record<string, number>;
	/** The scene that is to stay for a measurement: time goes on as outside, so that no turn ends. */
	holding: string | null;
}

/**
 * Runs in the page before anything of it: its timers and clocks run `speed` times as fast, so that all
 * that a wall does by time (turns, beats, steps against burn-in, patience with the network) happens as
 * often as in the replayed time. Frames and the engine itself keep real time.
 */
export function hurry(speed: number): void {
	const real = performance.now.bind(performance);
	const date = Date.now.bind(Date);
	const began = date();
	let pace = speed;
	let [from, at] = [0, 0];
	const hurried = () => from + (real() - at) * pace;
	performance.now = hurried;
	Date.now = () => began + hurried();
	const setPace = (next: number) => {
		[from, at] = [hurried(), real()];
		pace = next;
	};
	for (const name of ['setTimeout', 'setInterval'] as const) {
		const timer = window[name].bind(window) as (run: TimerHandler, ms?: number) => number;
		Object.assign(window, {
			[name]: (run: TimerHandler, ms = 0) => timer(run, ms / speed)
		});
	}
	const kept: Kept = {
		...{ turns: 0, longestTurn: 0, turnedAt: 0, longTasks: 0, longestTask: 0 },
		scenes: {},
		holding: null
	};
	Object.assign(window, {
		kept,
		realNow: real,
		hold: (scene: string) => (kept.holding = scene),
		goOn: () => {
			setPace(speed);
			// What was held is no stop of the rotation.
			kept.turnedAt = real();
		}
	});
	new MutationObserver((changes) => {
		for (const { target, attributeName } of changes) {
			if (!(target instanceof HTMLElement)) continue;
			const scene = target.dataset['scene'] ?? '';
			if (attributeName === 'data-scene') kept.scenes[scene] = (kept.scenes[scene] ?? 0) + 1;
			// In the frame in which it comes: nothing else is made ready behind it any more.
			if (attributeName === 'data-scene' && scene === kept.holding) {
				kept.holding = null;
				setPace(1);
			}
			if (attributeName !== 'data-turn') continue;
			const now = real();
			if (kept.turnedAt > 0) kept.longestTurn = Math.max(kept.longestTurn, now - kept.turnedAt);
			kept.turnedAt = now;
			kept.turns += 1;
		}
	}).observe(document, {
		subtree: true,
		attributeFilter: ['data-turn', 'data-scene']
	});
	new PerformanceObserver((list) => {
		for (const { duration } of list.getEntries()) {
			kept.longTasks += 1;
			kept.longestTask = Math.max(kept.longestTask, duration);
		}
	}).observe({ type: 'longtask' });
}
