import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { PLAIN_RULES, aSnapshot, aStep, at, told } from '../../../../tests/makers/story.ts';
import { addDays, dayOf, DAY, endOfDay, type Instant } from '../calendar/time.ts';
import { figuresOf, type Counts } from '../reports/tally.ts';
import { FOREVER, type Dossier } from './dossier.ts';
import { fold } from './fold.ts';
import type { Recorded, Snapshot, Step, Supplement } from './message.ts';
import { STATUSES } from './status.ts';

// Thousands of stories may take a while on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const HOUR = 3_600_000;
const START = at('2026-10-25');
/** Fees of this field do not stop the clock; the catalogue knows this procedure as same-day. */
const RULES = {
	...PLAIN_RULES,
	feesPause: (field: string) => field !== 'H21-TP',
	sameDayDue: (procedure: string, receivedAt: Instant) =>
		procedure === '1.000001' ? endOfDay(dayOf(receivedAt)) : null
};

/** Few instants, so that ties are common: every six hours of forty days, the last ones not yet come. */
const instant = fc.integer({ min: 0, max: 160 }).map((n) => START + n * 6 * HOUR);
const arrival = fc.integer({ min: 20, max: 120 }).map((n) => START + n * 6 * HOUR);
const maybe = fc.option(instant, { freq: 2, nil: null });
const status = fc.constantFrom(...STATUSES);

const supplement: fc.Arbitrary<Supplement> = fc.record({
	requestedAt: maybe,
	receivedAt: maybe,
	dueBefore: maybe,
	dueAfter: maybe
});

const wildSnapshot: fc.Arbitrary<Snapshot> = fc
	.record({
		status,
		submittedAt: maybe,
		receivedAt: maybe,
		dueAt: maybe,
		finishedAt: maybe,
		returnedAt: maybe,
		refusedAt: maybe,
		field: fc.constantFrom('H21-DD', 'H21-TP'),
		procedure: fc.constantFrom('1.004227', '1.000001'),
		results: fc.constantFrom(0, 1),
		supplements: fc.array(supplement, { maxLength: 3 })
	})
	.map((rest) => aSnapshot(rest));

/** As a one-stop system sends it: a reception, and only the dates that the status has. */
const plausibleSnapshot: fc.Arbitrary<Snapshot> = fc
	.record({
		status,
		received: fc.integer({ min: 0, max: 12 }),
		due: fc.integer({ min: 20, max: 30 }),
		end: fc.integer({ min: 13, max: 60 }),
		asked: fc.integer({ min: 1, max: 10 }),
		answered: fc.boolean()
	})
	.map(({ status: held, received, due, end, asked, answered }) => {
		const when = (n: number) => START + n * 12 * HOUR;
		const ended = held >= 7 ? when(end) : null;
		return aSnapshot({
			status: held,
			submittedAt: when(0),
			receivedAt: held === 1 || held === 3 ? null : when(received),
			dueAt: when(due),
			finishedAt: ended,
			returnedAt: held === 10 ? when(end + 1) : null,
			refusedAt: held === 3 ? when(end) : null,
			supplements:
				held === 5 || answered
					? [
							{
								requestedAt: when(asked),
								receivedAt: answered ? when(asked + 2) : null,
								dueBefore: when(due),
								dueAfter: answered ? when(due + 4) : null
							}
						]
					: []
		});
	});

const step: fc.Arbitrary<Step> = fc
	.record({ when: instant, status, unit: fc.constantFrom('Phòng Một', 'Phòng Hai') })
	.map(({ when, status: held, unit }) => ({ ...aStep('2026-11-02', held), at: when, unit }));

const message: fc.Arbitrary<Recorded> = fc
	.record({
		content: fc.oneof(wildSnapshot, plausibleSnapshot, step),
		arrivedAt: arrival,
		agencyId: fc.constantFrom(1, 2)
	})
	.map(({ content, arrivedAt, agencyId }) => told(arrivedAt, content, { agencyId }));

const messages = fc.uniqueArray(message, {
	minLength: 1,
	maxLength: 7,
	selector: ({ hash }) => hash
});

/** A message as a database gives it back: the keys of its content in another order. */
function stored(message: Recorded): Recorded {
	const sorted = (value: unknown): unknown => {
		if (Array.isArray(value)) return value.map(sorted);
		if (typeof value !== 'object' || value === null) return value;
		const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
		return Object.fromEntries(entries.map(([key, one]) => [key, sorted(one)]));
	};
	return { ...message, content: sorted(message.content) as Recorded['content'] };
}

describe('a dossier is a function of the set of (content, first arrival)', () => {
	test('any order, repetition and batching of its messages gives the same dossier', () => {
		const story = messages.chain((set) =>
			fc.record({
				set: fc.constant(set),
				shuffled: fc.shuffledSubarray(set, { minLength: set.length }),
				repeated: fc.array(
					fc.record({ of: fc.nat(set.length - 1), after: fc.integer({ min: 0, max: 9 * DAY }) })
				)
			})
		);
		fc.assert(
			fc.property(story, ({ set, shuffled, repeated }) => {
				const again = repeated.flatMap(({ of, after }) => {
					const first = set[of];
					return first ? [{ ...stored(first), arrivedAt: first.arrivedAt + after }] : [];
				});
				const half = again.length >> 1;
				const sent = [...again.slice(0, half), ...shuffled, ...again.slice(half)];
				const [one, other] = [fold(sent, RULES), fold(set.map(stored), RULES)];
				if (!isDeepStrictEqual(one, other)) expect(one).toEqual(other);
			}),
			{ numRuns: 2000 }
		);
	});

	test('folding does not touch the messages', () => {
		fc.assert(
			fc.property(messages, (set) => {
				const before = structuredClone(set);
				fold(set, RULES);
				expect(set).toEqual(before);
			}),
			{ numRuns: 300 }
		);
	});

	test('a dossier can be read after every message of any story', () => {
		fc.assert(
			fc.property(messages, (set) => {
				set.forEach((_, i) => expect(() => fold(set.slice(0, i + 1), RULES)).not.toThrow());
			}),
			{ numRuns: 500 }
		);
	});
});

describe('what holds of every dossier', () => {
	function always(claim: (dossier: Dossier, set: Recorded[]) => void, numRuns = 700): void {
		fc.assert(
			fc.property(messages, (set) => claim(fold(set, RULES), set)),
			{ numRuns }
		);
	}

	test('its states follow one another without gap or overlap, from its first event on', () => {
		always(({ spans, changes }, set) => {
			const told = set.some(({ content }) => content.kind === 'snapshot');
			expect(spans.length > 0).toBe(told);
			if (!told) return;
			expect(spans[0]?.from).toBe(changes[0]?.at);
			expect(spans.at(-1)?.to).toBe(FOREVER);
			spans.forEach((span, i) => {
				expect(span.from).toBeLessThan(span.to);
				if (i > 0) expect(span.from).toBe(spans[i - 1]?.to);
			});
		});
	});

	test('its changes are in order, none repeats the one before, none lies after all arrivals', () => {
		always(({ changes, lastArrivalAt }) => {
			expect(changes.length).toBeGreaterThan(0);
			changes.forEach((change, i) => {
				expect(change.at).toBeLessThanOrEqual(lastArrivalAt);
				const before = changes[i - 1];
				if (!before) return;
				expect(change.at).toBeGreaterThanOrEqual(before.at);
				expect(change.status).not.toBe(before.status);
			});
		});
	});

	test('its due-date ledger starts with the first date, ends with D and has no gap', () => {
		always((dossier) => {
			const { dues, state, firstDueAt, promiseAt, dueSource } = dossier;
			expect(dues[0]?.dueAt ?? null).toBe(firstDueAt);
			expect(dues.at(-1)?.promiseAt ?? null).toBe(promiseAt);
			expect(dueSource === null).toBe(dues.length === 0);
			if (state.phase !== 'incomplete') expect(dues.at(-1)?.dueAt ?? null).toBe(state.dueAt);
			dues.forEach((entry, i) => {
				const before = dues[i - 1];
				expect(Number.isFinite(entry.effectiveAt)).toBe(true);
				if (!before) {
					expect(entry.promiseAt).toBe(entry.dueAt);
					return;
				}
				expect(entry.effectiveAt).toBeGreaterThanOrEqual(before.effectiveAt);
				expect(entry.dueAt).not.toBe(before.dueAt);
				if (!entry.grounded) expect(entry.promiseAt).toBe(before.promiseAt);
			});
		});
	});

	test('an appointment once known is never lost', () => {
		always(({ state }, set) => {
			const known = set.some(
				({ content }) => content.kind === 'snapshot' && content.dueAt !== null
			);
			if (known) expect(state.dueAt).not.toBeNull();
		});
	});

	test('without steps its status is what the last snapshot says', () => {
		fc.assert(
			fc.property(messages, (set) => {
				const snapshots = set.filter((m): m is Recorded<Snapshot> => m.content.kind === 'snapshot');
				if (snapshots.length === 0) return;
				const dossier = fold(snapshots, RULES);
				const time = (m: Recorded<Snapshot>) => timeOf(m, snapshots);
				const last = Math.max(...snapshots.map(time));
				const latest = snapshots.filter((m) => time(m) === last);
				const arrived = Math.max(...latest.map((m) => m.arrivedAt));
				const said = latest.filter((m) => m.arrivedAt === arrived).map((m) => m.content.status);
				// "Received" told after an end is a late copy of the beginning.
				const ends = snapshots.map((m) => m.content.status).filter((s) => s === 3 || s >= 7);
				const allowed = said.includes(2) ? [...said, ...ends] : said;
				expect(allowed).toContain(dossier.state.status);
			}),
			{ numRuns: 2000 }
		);
	});

	/** Contract section 2: the latest time inside at which something happened, else the arrival. */
	function timeOf({ content, arrivedAt }: Recorded<Snapshot>, all: Recorded<Snapshot>[]): Instant {
		const inside = (s: Snapshot) =>
			[
				s.submittedAt,
				s.receivedAt,
				s.finishedAt,
				s.returnedAt,
				s.refusedAt,
				...s.supplements.flatMap((entry) => [entry.requestedAt, entry.receivedAt])
			].filter((one) => one !== null);
		const reported = (one: Instant) =>
			Math.min(one, ...all.filter((m) => inside(m.content).includes(one)).map((m) => m.arrivedAt));
		const times = inside(content).map(reported);
		return times.length === 0 ? arrivedAt : Math.max(...times);
	}
});

test('received + carried over = resolved + withdrawn + stopped + open, whenever one looks', () => {
	const looks = fc.record({
		set: messages,
		when: fc.integer({ min: 0, max: 60 * 24 }).map((n) => START - 5 * DAY + n * HOUR),
		days: fc.integer({ min: 0, max: 40 })
	});
	fc.assert(
		fc.property(looks, ({ set, when, days }) => {
			const { spans } = fold(set, RULES);
			const held = spans.find((span) => span.from <= when && when < span.to);
			if (!held) return;
			const to = dayOf(when);
			const horizon = { dueSoonUntil: when + DAY, awaitingSince: when - DAY };
			const figures = figuresOf(held.state, { at: when, from: addDays(to, -days), to, horizon });
			const sum = (...keys: (keyof Counts)[]) => keys.filter((key) => figures.has(key)).length;
			expect(sum('received', 'carriedOver')).toBe(
				sum('resolved.total', 'ended.withdrawn', 'ended.stopped', 'open.total')
			);
			expect(sum('open.total')).toBe(
				sum('open.inTime', 'open.dueSoon', 'open.overdue', 'open.noDue', 'open.paused')
			);
			expect(sum('resolved.total')).toBe(
				sum('resolved.early', 'resolved.onTime', 'resolved.late', 'resolved.noDue')
			);
		}),
		{ numRuns: 2500 }
	);
});
