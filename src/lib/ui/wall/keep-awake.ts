/**
 * Keeps the screen on where the browser can (Wake Lock). The lock goes with every loss of sight, so it
 * is asked for again; a browser that has none, or refuses it, changes nothing else.
 * @returns how to stop
 */
export function keepAwake(): () => void {
	let lock: WakeLockSentinel | null = null;
	let over = false;
	const ask = async () => {
		if (over || document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
		if (lock !== null && !lock.released) return;
		const got = await navigator.wakeLock.request('screen');
		if (over) await got.release();
		else lock = got;
	};
	const askAgain = () => {
		ask().catch(() => undefined);
	};
	askAgain();
	document.addEventListener('visibilitychange', askAgain);
	// A lock that the system took (a low battery) comes back when it may.
	const timer = setInterval(askAgain, 60_000);
	return () => {
		over = true;
		clearInterval(timer);
		document.removeEventListener('visibilitychange', askAgain);
		lock?.release().catch(() => undefined);
	};
}
