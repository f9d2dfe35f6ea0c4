import { m } from '#lib/paraglide/messages.js';
import { formatCount } from '../../words/numbers.ts';

/** "còn 2 giờ 10 phút làm việc". */
export function workingTimeLeft(minutes: number): string {
	const hours = Math.floor(minutes / 60);
	const rest = Math.floor(minutes % 60);
	if (minutes < 1) return m.wall_left_none();
	if (hours === 0) return m.wall_left_minutes({ minutes: rest });
	if (rest === 0) return m.wall_left_hours({ hours });
	return m.wall_left({ hours, minutes: rest });
}

/** "Đất đai 4, Hộ tịch 2 và 3 lĩnh vực khác": as many fields as two lines hold. */
export function fieldsLine(fields: readonly { name: string; count: number }[]): string {
	const AT_MOST = 72;
	const words = fields.map(({ name, count }) =>
		m.wall_field_count({ name: name || m.dossier_not_told(), count: formatCount(count) })
	);
	const shown: string[] = [];
	for (const word of words) {
		if (shown.length > 0 && [...shown, word].join(', ').length > AT_MOST) break;
		shown.push(word);
	}
	const more = words.length - shown.length;
	return shown.join(', ') + (more === 0 ? '' : ` ${m.wall_more_fields({ count: more })}`);
}
