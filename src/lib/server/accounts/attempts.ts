import { createHash } from 'node:crypto';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** Wrong passwords within a quarter of an hour after which an account, or an address, must wait. */
const WINDOW_SECONDS = 900;
export const WRONG_PER_ACCOUNT = 10;
export const WRONG_PER_ADDRESS = 100;

/** Counts sign-ins that failed, in this process. */
export interface Attempts {
	/**
	 * Runs one attempt. Attempts on one account run one after the other, so that many at once do not
	 * all start before the first has been counted.
	 *
	 * @param work tells whether the password was right
	 * @returns the outcome, or in how many seconds to try again
	 */
	run<T>(
		who: { email: string; address: string },
		work: () => Promise<T | null>
	): Promise<{ outcome: T | null } | { waitSeconds: number }>;
}

export function countAttempts(): Attempts {
	const accounts = new RateLimiterMemory({
		keyPrefix: 'account',
		points: WRONG_PER_ACCOUNT,
		duration: WINDOW_SECONDS
	});
	const addresses = new RateLimiterMemory({
		keyPrefix: 'address',
		points: WRONG_PER_ADDRESS,
		duration: WINDOW_SECONDS
	});
	const running = new Map<string, Promise<unknown>>();

	async function attempt<T>(name: string, address: string, work: () => Promise<T | null>) {
		const wait = Math.max(await waitOf(accounts, name), await waitOf(addresses, address));
		if (wait > 0) return { waitSeconds: wait };
		const outcome = await work();
		if (outcome === null) {
			await accounts.penalty(name);
			await addresses.penalty(address);
		} else {
			await accounts.delete(name);
		}
		return { outcome };
	}

	return {
		async run({ email, address }, work) {
			const name = createHash('sha256').update(email).digest('base64');
			const before = running.get(name) ?? Promise.resolve();
			const mine = before.then(
				async () => attempt(name, address, work),
				async () => attempt(name, address, work)
			);
			running.set(name, mine);
			try {
				return await mine;
			} finally {
				if (running.get(name) === mine) running.delete(name);
			}
		}
	};
}

async function waitOf(limiter: RateLimiterMemory, name: string): Promise<number> {
	const known = await limiter.get(name);
	if (!(known instanceof RateLimiterRes) || known.consumedPoints < limiter.points) return 0;
	return Math.max(1, Math.ceil(known.msBeforeNext / 1000));
}
