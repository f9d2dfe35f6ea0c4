import type { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { fold } from '#lib/domain/words/fold.ts';
import { FAVOURITES } from './favourites.ts';

/** A password that is found among fewer guesses than this is on somebody's list. */
const GUESSES_LOG10 = 9;
const RUN_TOGETHER_LOG10 = 5.5;
/** More letters than this only add to it; the estimate takes longer with each. */
const LOOKED_AT = 64;

let factory: Promise<ZxcvbnFactory> | undefined;

/**
 * Some 50,000 passwords and words, read when the first password is chosen: a process that serves
 * figures need not hold them.
 */
async function open(): Promise<ZxcvbnFactory> {
	const { ZxcvbnFactory: Factory } = await import('@zxcvbn-ts/core');
	const { adjacencyGraphs, dictionary } = await import('@zxcvbn-ts/language-common');
	return new Factory({
		dictionary: { ...dictionary, vi: [...FAVOURITES] },
		graphs: adjacencyGraphs
	});
}

/**
 * Whether a password is soon guessed: on the list of common and breached ones, made of what everybody
 * knows about its owner, of a row of keys, a date or a repetition. Nothing leaves this machine.
 *
 * @param about names and addresses of its owner
 */
export async function isSoonGuessed(password: string, about: readonly string[]): Promise<boolean> {
	factory ??= open();
	const inputs = about.flatMap(partsOf);
	factory ??= open();
	const zxcvbn = await factory;
	const guesses = (spelling: string) =>
		zxcvbn.check(spelling.slice(0, LOOKED_AT), inputs).guessesLog10;
	// "Mật khẩu" is typed with and without its marks; those who guess try both.
	const plain = fold(password);
	if (Math.min(guesses(password), guesses(plain)) < GUESSES_LOG10) return true;
	// A blank between the words of what everybody writes as one makes it little better.
	return guesses(plain.replace(/\s/g, '')) < RUN_TOGETHER_LOG10;
}

/** A name or address as it is put into passwords: its words, and its words run together. */
function partsOf(text: string): string[] {
	const words = fold(text)
		.toLowerCase()
		.split(/[^a-z0-9]+/)
		.filter((word) => word !== '');
	const [last = '', ...before] = words.toReversed();
	return [...words, words.join(''), `${last}${before.toReversed().join('')}`].filter(
		(part) => part.length > 1
	);
}
