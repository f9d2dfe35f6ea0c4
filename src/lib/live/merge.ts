import type { AgencyTallies, Tallies } from './contract.ts';

/** Where a value stands in the order of all values of one epoch. */
export interface Stamp {
	epoch: string;
	seq: number;
	/** ISO 8601. */
	asOf: string;
}

/** Whether `one` was true later than `other`, both of the same epoch: by sequence number, then time. */
export function isNewer(one: Stamp, other: Stamp): boolean {
	if (one.seq !== other.seq) return one.seq > other.seq;
	return Date.parse(one.asOf) > Date.parse(other.asOf);
}

/** Everything that was pushed so far, one over the other. */
export interface LiveFigures extends Stamp {
	pending: number;
	province: Tallies['province'];
	agencies: ReadonlyMap<string, AgencyTallies>;
}

/**
 * Lays a message over what is known. Values are absolute, so one that comes twice or late changes
 * nothing. The first message of another epoch starts anew: it follows a welcome and holds everything.
 */
export function withTallies(known: LiveFigures | null, message: Tallies): LiveFigures {
	const { epoch, seq, asOf, pending, province } = message;
	if (known?.epoch !== epoch) {
		const agencies = new Map(message.agencies.map((row) => [row.code, row]));
		return { epoch, seq, asOf, pending, province, agencies };
	}
	if (!isNewer(message, known)) return known;
	if (message.agencies.length === 0) return { ...known, seq, asOf, pending, province };
	const agencies = new Map(known.agencies);
	for (const row of message.agencies) agencies.set(row.code, row);
	return { epoch, seq, asOf, pending, province, agencies };
}

/** All that is known as one message, for a page that begins to listen later than the connection. */
export function asMessage(figures: LiveFigures): Tallies {
	return { ...figures, agencies: [...figures.agencies.values()] };
}
