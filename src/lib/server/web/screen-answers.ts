import { isoOf } from '#lib/domain/calendar/time.ts';
import type { z } from 'zod';
import type { ListedScreen } from '../store/screens.ts';
import type { screenItem } from './screen-operations.ts';

/** A wall as the API and its page tell it. */
export function shownScreenItem(screen: ListedScreen): z.output<typeof screenItem> {
	const { agency, lastSeenAt, pairedAt, endsAt, revokedAt, ...rest } = screen;
	return {
		...rest,
		scope: agency ?? 'province',
		lastSeenAt: lastSeenAt === null ? null : isoOf(lastSeenAt),
		pairedAt: isoOf(pairedAt),
		endsAt: isoOf(endsAt),
		revokedAt: revokedAt === null ? null : isoOf(revokedAt)
	};
}

/** The number in a path; null for what is none. */
export function screenIdOf(text: string | undefined): number | null {
	return text !== undefined && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null;
}
