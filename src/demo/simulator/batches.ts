/** Messages as the requests that carry them: by receiving unit, one service each, 1,000 at most. */
import { mix } from './dice.ts';
import type { Order } from './orders.ts';
import { snapshot, stepOf, type FeedRecord } from './wire.ts';

export type Service = 'DongBoHoSoMC' | 'CapNhatTienDoHoSoMC';

export interface Batch {
	/** The receiving unit's code. */
	unit: string;
	service: Service;
	/** The national envelope, or the province platform's bare array. */
	shape: 'national' | 'platform';
	/** Tells the request apart from every other of its run. */
	session: string;
	records: FeedRecord[];
}

/** What a request may carry (contract section 2). */
const AT_MOST = 1000;

/** A batch whose records are made only when it is sent: a year of them would fill the memory. */
export interface Parcel {
	size: number;
	/** Parcels of a wave are sent together; the next wave when all of them have arrived. */
	wave: number;
	open(): Batch;
}

function records(orders: readonly Order[]): FeedRecord[] {
	return orders.map(({ life, moment, kind }) =>
		kind === 'snapshot' ? snapshot(life, moment) : stepOf(life, moment)
	);
}

function parcel(
	unit: string,
	kind: Order['kind'],
	wave: number,
	orders: Order[],
	n: number
): Parcel {
	const first = orders[0];
	const salt = mix(first?.life.salt ?? 0, first?.moment ?? 0, n);
	return {
		size: orders.length,
		wave,
		open: () => ({
			unit,
			service: kind === 'snapshot' ? 'DongBoHoSoMC' : 'CapNhatTienDoHoSoMC',
			shape: salt % 4 === 0 ? 'platform' : 'national',
			session: `demo-${salt.toString(16).padStart(8, '0')}-${n}`,
			records: records(orders)
		})
	};
}

/** Two in a hundred are sent again, some in the same request, and no request keeps their order. */
function disordered(orders: readonly Order[]): Order[] {
	const sent = orders.flatMap((order) =>
		mix(order.life.salt, order.moment, 109) % 50 === 0 ? [order, order] : [order]
	);
	return sent
		.map((order, n) => ({ order, at: n + (mix(order.life.salt, n, 113) % 40) }))
		.sort((a, b) => a.at - b.at)
		.map(({ order }) => order);
}

/**
 * Orders as parcels. Steps name no receiving unit, so they travel together under the province's own
 * code; records without a date of their own wait for a second wave, after those that they follow.
 */
export function parcels(orders: readonly Order[], province: string): Parcel[] {
	const groups = Map.groupBy(orders, (order) =>
		order.kind === 'step'
			? `0 step ${province}`
			: `${order.undated ? 1 : 0} snapshot ${order.life.unit}`
	);
	const made: Parcel[] = [];
	for (const [key, group] of groups) {
		const [wave = '0', kind = 'snapshot', unit = province] = key.split(' ');
		const all = disordered(group);
		for (let from = 0; from < all.length; from += AT_MOST) {
			const part = all.slice(from, from + AT_MOST);
			made.push(parcel(unit, kind as Order['kind'], Number(wave), part, made.length));
		}
	}
	return made.sort((a, b) => a.wave - b.wave);
}
