/** Orders by the time at which they are sent (binary heap). */
import type { Instant } from '#lib/domain/calendar/time.ts';
import type { Order } from './orders.ts';

export interface Queue {
	readonly size: number;
	add(order: Order): void;
	/** Takes those due at the instant, earliest first, at most so many. */
	take(now: Instant, most: number): Order[];
}

export function queue(): Queue {
	const heap: Order[] = [];
	const key = (at: number) => heap[at]?.sendAt ?? Infinity;
	function swap(a: number, b: number): void {
		const [one, other] = [heap[a], heap[b]];
		if (!one || !other) return;
		heap[a] = other;
		heap[b] = one;
	}
	function pop(): Order | undefined {
		const top = heap[0];
		const last = heap.pop();
		if (!top || !last || heap.length === 0) return top;
		heap[0] = last;
		for (let at = 0; ;) {
			const child = key(2 * at + 1) <= key(2 * at + 2) ? 2 * at + 1 : 2 * at + 2;
			if (key(child) >= key(at)) return top;
			swap(at, child);
			at = child;
		}
	}
	return {
		get size() {
			return heap.length;
		},
		add(order) {
			heap.push(order);
			for (let at = heap.length - 1; at > 0;) {
				const parent = (at - 1) >> 1;
				if (key(parent) <= key(at)) return;
				swap(at, parent);
				at = parent;
			}
		},
		take(now, most) {
			const taken: Order[] = [];
			while (taken.length < most && key(0) <= now) {
				const order = pop();
				if (order) taken.push(order);
			}
			return taken;
		}
	};
}
