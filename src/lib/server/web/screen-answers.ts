import type { z } from 'zod';
import { isoOf, type Instant } from '#lib/domain/calendar/time.ts';
import { orderState } from '#lib/domain/wall/order.ts';
import { DEFAULT_PLAN } from '#lib/domain/wall/scene.ts';
import type { ListedScreen } from '../store/screens.ts';
import type { screenItem } from './screen-operations.ts';

/** A wall as the API and its page tell it. */
export function shownScreenItem(screen: ListedScreen, now: Instant): z.output<typeof screenItem> {
	const { agency, lastSeenAt, pairedAt, endsAt, revokedAt, plan, telemetry, order, ...rest } =
		screen;
	return {
		...rest,
		scope: agency ?? 'province',
		lastSeenAt: lastSeenAt === null ? null : isoOf(lastSeenAt),
		pairedAt: isoOf(pairedAt),
		endsAt: isoOf(endsAt),
		revokedAt: revokedAt === null ? null : isoOf(revokedAt),
		plan: plan ?? DEFAULT_PLAN,
		telemetry: telemetry && { ...telemetry, reconnectedAt: telemetry.reconnectedAt.map(isoOf) },
		order: order && {
			...order,
			givenAt: isoOf(order.givenAt),
			takenAt: order.takenAt === null ? null : isoOf(order.takenAt),
			state: orderState(order, now)
		}
	};
}

/** The number in a path; null for what is none. */
export function screenIdOf(text: string | undefined): number | null {
	return text !== undefined && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null;
}
