import { setTimeout as wait } from 'node:timers/promises';
import { parseFeedInstant, type Instant } from '#lib/domain/calendar/time.ts';
import type { Clock } from '#lib/server/clock.ts';
import { openIntake, type IntakeResult } from '#lib/server/commands/intake.ts';
import { translate } from '#lib/server/ingest/dossier-feed/translate.ts';
import { saveProvince } from '#lib/server/store/agencies.ts';
import { openRulebook, type Rulebook } from '#lib/server/store/rulebook.ts';
import { aProvince } from '../makers/province.ts';
import { freshDatabase, type FreshDatabase } from '../setup/database.ts';

/** A moment as the feed writes it. */
export function at(text: string): Instant {
	const instant = parseFeedInstant(text);
	if (instant === null) throw new Error(`not an instant: ${text}`);
	return instant;
}

/** A small province in a database of its own, with a clock that the test sets. */
export interface Scene {
	database: FreshDatabase;
	rulebook: Rulebook;
	clock: Clock & { set(to: Instant): void; pass(ms: number): void };
	/** One batch of full records through the door's command. */
	send(...records: unknown[]): Promise<IntakeResult>;
	end(): Promise<void>;
}

export async function aScene(
	start: Instant,
	input = aProvince(),
	options: { max?: number } = {}
): Promise<Scene> {
	const database = await freshDatabase({ max: options.max ?? 6 });
	await saveProvince(database, input, start, 'test');
	const rulebook = openRulebook(database.sql);
	const intake = openIntake({ database: database.web, rulebook });
	let now = start;
	const clock = {
		now: () => now,
		set: (to: Instant) => {
			now = to;
		},
		pass: (ms: number) => {
			now += ms;
		}
	};
	return {
		database,
		rulebook,
		clock,
		send: async (...records) => {
			const reading = { service: 'DongBoHoSoMC', receivingUnit: '', handlerKey: 'test' } as const;
			const items = records.map((record, index) => ({
				index,
				translated: translate(record, reading),
				arrivedAt: now
			}));
			return intake.take(items, { keyId: 1, agencies: 'all', backfill: false }, now);
		},
		end: async () => database.drop()
	};
}

/** The next value that a subscription brings which fits; fails when none has come in time. */
export async function soon<T>(
	subscribe: (hear: (value: T) => void) => () => void,
	fits: (value: T) => boolean
): Promise<T> {
	const stop = new AbortController();
	let leave: (() => void) | undefined;
	const heard = new Promise<T>((found) => {
		leave = subscribe((value) => {
			if (fits(value)) found(value);
		});
	});
	const late = wait(20_000, undefined, { signal: stop.signal }).then(() => {
		throw new Error('nothing that fits was heard within 20 s');
	});
	try {
		return await Promise.race([heard, late]);
	} finally {
		stop.abort();
		late.catch(() => undefined);
		leave?.();
	}
}
