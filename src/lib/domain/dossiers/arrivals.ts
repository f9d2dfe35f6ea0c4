import type { Instant } from '../calendar/time.ts';
import { happenings, latestHappening, type KeptContent, type Recorded } from './message.ts';

export function compareText(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}

/** Each distinct content once, with its first arrival, in an order that depends on nothing else. */
export function firstArrivals(messages: readonly Recorded[]): Recorded[] {
	if (messages.length === 1) return [...messages];
	const byHash = new Map<string, Recorded>();
	for (const message of messages) {
		const held = byHash.get(message.hash);
		if (!held || isBefore(message, held)) byHash.set(message.hash, message);
	}
	return [...byHash.values()].sort((a, b) => compareText(a.hash, b.hash));
}

function isBefore(a: Recorded, b: Recorded): boolean {
	if (a.arrivedAt !== b.arrivedAt) return a.arrivedAt < b.arrivedAt;
	// Told live and as history at the same instant: it was told in time.
	return b.backfill && !a.backfill;
}

/**
 * The messages with every date from the future set back to its first report: nothing can have
 * happened after it was told, however often and however late it is told again.
 */
export function asReported(messages: readonly Recorded[]): Recorded[] {
	const inTime = ({ content, arrivedAt }: Recorded) => latestHappening(content) <= arrivedAt;
	if (messages.every(inTime)) return [...messages];
	const reported = new Map<Instant, Instant>();
	for (const { content, arrivedAt } of messages) {
		for (const at of happenings(content)) {
			reported.set(at, Math.min(arrivedAt, reported.get(at) ?? arrivedAt));
		}
	}
	const believed = (at: Instant) => Math.min(at, reported.get(at) ?? at);
	return messages.map((message) =>
		happenings(message.content).every((at) => believed(at) === at)
			? message
			: { ...message, content: withDates(message.content, believed) }
	);
}

function withDates(content: KeptContent, read: (at: Instant) => Instant): KeptContent {
	const date = (at: Instant | null) => (at === null ? null : read(at));
	if (content.kind === 'step') return { ...content, at: read(content.at) };
	return {
		...content,
		submittedAt: date(content.submittedAt),
		receivedAt: date(content.receivedAt),
		refusedAt: date(content.refusedAt),
		finishedAt: date(content.finishedAt),
		returnedAt: date(content.returnedAt),
		supplements: content.supplements.map((entry) => ({
			...entry,
			requestedAt: date(entry.requestedAt),
			receivedAt: date(entry.receivedAt)
		}))
	};
}
