import { createHash } from 'node:crypto';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** So many wrong attempts within so many seconds, and then a wait until those seconds are over. */
interface Limit {
	wrong: number;
	seconds: number;
}

/**
 * What is counted. Somebody who guesses from everywhere fills `account` and must wait; the account's
 * own browsers do not wait with him, since they are counted by themselves.
 */
export interface Limits {
	/** From one browser that this account has signed in from before. */
	browser: Limit;
	/** For one account from one address. */
	place: Limit;
	/** From one address, whatever the account. */
	address: Limit;
	/** For one account, from all browsers that it never signed in from. */
	account: Limit;
}

const QUARTER = 900;
export const PASSWORD_LIMITS: Limits = {
	browser: { wrong: 10, seconds: QUARTER },
	place: { wrong: 10, seconds: QUARTER },
	address: { wrong: 100, seconds: QUARTER },
	account: { wrong: 50, seconds: 3600 }
};
/** Of a million codes three are good at any time: 20 guesses a day find one in some 45 years. */
export const CODE_LIMITS: Limits = {
	browser: { wrong: 10, seconds: QUARTER },
	place: { wrong: 5, seconds: QUARTER },
	address: { wrong: 50, seconds: QUARTER },
	account: { wrong: 20, seconds: 86_400 }
};

/** Who tries. */
export interface Trying {
	/** What is guessed at: the address that was typed, or the account's id. */
	account: string;
	address: string;
	/** What tells a browser that the account has signed in from; null for any other. */
	browser: string | null;
}

/** `first`: the attempt with which the wait begins, or of another kind; the others are not told. */
export interface Wait {
	waitSeconds: number;
	first: boolean;
}

/** Counts attempts that fail, in this process. */
export interface Attempts {
	/**
	 * Runs one attempt, if one may be made now. It counts from its beginning, so that many at once are
	 * not more than one after the other, and is taken back when it was good or could not be decided.
	 *
	 * @param work null when the attempt was wrong
	 */
	run<T>(who: Trying, work: () => Promise<T | null>): Promise<{ outcome: T | null } | Wait>;
}

type Taken = [limiter: RateLimiterMemory, key: string][];

export function countAttempts(limits: Limits): Attempts {
	const limiter = (keyPrefix: keyof Limits) =>
		new RateLimiterMemory({
			keyPrefix,
			points: limits[keyPrefix].wrong,
			duration: limits[keyPrefix].seconds
		});
	const browsers = limiter('browser');
	const places = limiter('place');
	const addresses = limiter('address');
	const accounts = limiter('account');

	async function take({ account, address, browser }: Trying): Promise<Taken | Wait> {
		const name = hashed(account);
		if (browser !== null) {
			const own: Taken = [[browsers, hashed(`${name} ${browser}`)]];
			const wait = await takeAll(own);
			// A browser that guesses itself is like any other for a while.
			if (wait === null) return own;
		}
		const taken: Taken = [
			[addresses, address],
			[places, `${name} ${address}`],
			[accounts, name]
		];
		return (await takeAll(taken)) ?? taken;
	}

	return {
		async run(who, work) {
			const taken = await take(who);
			if (!Array.isArray(taken)) return taken;
			try {
				const outcome = await work();
				if (outcome !== null) await giveBack(taken);
				return { outcome };
			} catch (error) {
				await giveBack(taken);
				throw error;
			}
		}
	};
}

/** One point of each, or of none: who waits at one of them fills none of the others. */
async function takeAll(wanted: Taken): Promise<Wait | null> {
	const taken: Taken = [];
	for (const [limiter, key] of wanted) {
		try {
			await limiter.consume(key);
			taken.push([limiter, key]);
		} catch (refusal) {
			if (!(refusal instanceof RateLimiterRes)) throw refusal;
			await giveBack(taken);
			return {
				waitSeconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)),
				first: refusal.consumedPoints === limiter.points + 1
			};
		}
	}
	return null;
}

async function giveBack(taken: Taken): Promise<void> {
	for (const [limiter, key] of taken) await limiter.reward(key);
}

function hashed(text: string): string {
	return createHash('sha256').update(text).digest('base64');
}
