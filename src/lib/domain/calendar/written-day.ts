import { isDay, type Day } from './time.ts';

/** `31/5/2019` or `2019-05-31` as a day; null when it is none. */
export function writtenDay(text: string): Day | null {
	const written = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
	if (!written) return isDay(text) ? text : null;
	const [, d = '', m = '', y = ''] = written;
	const day = `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`;
	return isDay(day) ? day : null;
}
