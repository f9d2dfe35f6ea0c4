import { customType } from 'drizzle-orm/pg-core';
import type { Day, Instant } from '#lib/domain/calendar/time.ts';
import { writeInstant } from './database.ts';

/**
 * A `timestamptz` that goes in and out as an {@link Instant} (epoch milliseconds; `Infinity` is
 * PostgreSQL's infinity). The connection itself reads it so: see `database.ts`.
 */
export const instant = customType<{ data: Instant; driverData: string | number }>({
	dataType: () => 'timestamptz(3)',
	toDriver: writeInstant,
	fromDriver: (value) => (typeof value === 'number' ? value : Date.parse(value))
});

/** A `date` that goes in and out as a {@link Day} of Asia/Ho_Chi_Minh. */
export const day = customType<{ data: Day; driverData: string }>({
	dataType: () => 'date',
	fromDriver: (value) => value
});

/** A `bytea` that goes in and out as bytes. */
export const bytes = customType<{ data: Buffer; driverData: Buffer }>({
	dataType: () => 'bytea'
});
