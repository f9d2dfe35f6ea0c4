import type { LiveSocket } from './handshake.ts';

/** Beyond what one message weighs, so much may wait for a client that does not read. */
const WAITING_AT_MOST = 1024 * 1024;

/**
 * Whether a client reads so slowly that what waits for it grows: bytes queued in the WebSocket and in
 * front of it.
 */
export function isSlow(socket: LiveSocket, largestMessage: number): boolean {
	return waiting(socket) > WAITING_AT_MOST + largestMessage;
}

/**
 * Cuts it off without a farewell that it would not read: closing politely keeps everything that waits
 * in memory for half a minute. It comes back and gets all figures anew.
 */
export function cutOff({ conn }: LiveSocket): void {
	const webSocket: unknown = Reflect.get(conn.transport, 'socket');
	if (typeof webSocket === 'object' && webSocket !== null) {
		const terminate: unknown = Reflect.get(webSocket, 'terminate');
		if (typeof terminate === 'function') Reflect.apply(terminate, webSocket, []);
	}
	conn.close(true);
}

/** Neither has a public name: read by reflection, and 0 when a new version calls them otherwise. */
function waiting({ conn }: LiveSocket): number {
	const webSocket: unknown = Reflect.get(conn.transport, 'socket');
	const sent: unknown =
		typeof webSocket === 'object' && webSocket !== null
			? Reflect.get(webSocket, 'bufferedAmount')
			: 0;
	const queue: unknown = Reflect.get(conn, 'writeBuffer');
	let bytes = typeof sent === 'number' ? sent : 0;
	for (const packet of Array.isArray(queue) ? (queue as { data?: unknown }[]) : []) {
		if (typeof packet.data === 'string') bytes += packet.data.length;
	}
	return bytes;
}
