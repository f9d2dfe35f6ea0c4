import type { TodaySentence } from '#lib/domain/wall/sentence.ts';
import { m } from '#lib/paraglide/messages.js';
import { formatTime } from '../../words/dates.ts';
import { formatCount } from '../../words/numbers.ts';

/**
 * The sentence of *Hôm nay* in words.
 *
 * @param overdue how many are overdue: said where the office has set no threshold to be over
 */
export function sentenceWords(said: TodaySentence, overdue: number): string {
	const { over, due, silent } = said;
	const parts = [
		over === null
			? overdue === 0
				? m.wall_say_no_overdue()
				: m.wall_say_overdue({ count: formatCount(overdue) })
			: over === 0
				? m.wall_say_none_over()
				: m.wall_say_over({ count: formatCount(over) }),
		...dueWords(due),
		...(silent === 0 ? [] : [m.wall_quiet_count({ count: formatCount(silent) })])
	];
	const text = parts.join('; ');
	return `${text.charAt(0).toLocaleUpperCase('vi')}${text.slice(1)}.`;
}

function dueWords(due: TodaySentence['due']): string[] {
	if (due === null) return [];
	const count = formatCount(due.count);
	if (due.hours === 'open') {
		const time = formatTime(due.until);
		return [due.count === 0 ? m.wall_say_none_due({ time }) : m.wall_say_due({ count, time })];
	}
	if (due.count === 0) return due.hours === 'rest' ? [m.wall_say_rest()] : [m.wall_say_none_left()];
	return [m.wall_say_left({ count })];
}
