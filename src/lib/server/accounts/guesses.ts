import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Reader } from '#lib/domain/accounts/reader.ts';
import { refused, type Decision } from '#lib/domain/refusal.ts';

/** Wrong codes within a quarter of an hour after which an account, or an address, must wait. */
const WINDOW_SECONDS = 900;
export const WRONG_CODES_PER_ACCOUNT = 10;
const WRONG_CODES_PER_ADDRESS = 50;

/** Counts codes of walls that were typed and are none, in this process. */
export interface Guesses {
	/**
	 * Runs one attempt; a refusal counts as a guess. It is counted before it is tried, so that many at
	 * once are no way around it.
	 */
	count<T>(
		by: { reader: Reader; address: string },
		attempt: () => Promise<Decision<T>>
	): Promise<Decision<T>>;
}

export function countGuesses(): Guesses {
	const rule = { duration: WINDOW_SECONDS };
	const accounts = new RateLimiterMemory({ ...rule, points: WRONG_CODES_PER_ACCOUNT });
	const addresses = new RateLimiterMemory({ ...rule, points: WRONG_CODES_PER_ADDRESS });
	return {
		async count({ reader, address }, attempt) {
			const name = String(reader.account?.id ?? reader.keyId ?? '');
			try {
				await Promise.all([accounts.consume(name), addresses.consume(address)]);
			} catch (error) {
				if (!(error instanceof RateLimiterRes)) throw error;
				const seconds = Math.max(1, Math.ceil(error.msBeforeNext / 1000));
				return refused('pairing.too_often', { seconds });
			}
			const decision = await attempt();
			if (decision.accepted) {
				await Promise.all([accounts.reward(name), addresses.reward(address)]);
			}
			return decision;
		}
	};
}
