import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus, loadavg } from 'node:os';
import type { Sql } from '#lib/server/store/database.ts';

/** One line of `npm run bench` (contract section 1). */
export interface Result {
	bench: string;
	ours: number;
	/** The same work done the plain way, in the same run on the same machine, alternating with ours. */
	reference: number;
	ratio: number;
	unit: string;
	goal: string;
	meets: boolean;
	conditions: Record<string, unknown>;
}

/** A bench: yields its lines as they are known. Throws {@link VoidRun} when a recount differs. */
export type Bench = (options: { quick: boolean }) => AsyncGenerator<Result>;

/** An invariant did not hold afterwards: what was measured is worth nothing. */
export class VoidRun extends Error {
	override readonly name = 'VoidRun';
}

/** @throws VoidRun when a count is not what it must be */
export function mustBe(what: string, found: number, expected: number): void {
	if (found !== expected) throw new VoidRun(`${what}: ${found} instead of ${expected}`);
}

/** What every figure depends on: the machine. */
export function machine(): Record<string, unknown> {
	return {
		cores: availableParallelism(),
		cpu: cpus()[0]?.model.trim() ?? '',
		load: Math.round((loadavg()[0] ?? 0) * 10) / 10,
		node: process.version,
		commit: commit()
	};
}

/** The machine, and how durable PostgreSQL is told to be. */
export async function conditionsOf(sql: Sql): Promise<Record<string, unknown>> {
	const [row] = await sql<{ version: string; fsync: string; commit: string; buffers: string }[]>`
		select current_setting('server_version') as version, current_setting('fsync') as fsync,
			current_setting('synchronous_commit') as commit,
			current_setting('shared_buffers') as buffers`;
	return {
		...machine(),
		postgresql: row?.version,
		fsync: row?.fsync,
		synchronous_commit: row?.commit,
		shared_buffers: row?.buffers
	};
}

function commit(): string {
	try {
		return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
	} catch {
		return '';
	}
}

export function median(values: readonly number[]): number {
	return quantile(values, 0.5);
}

/** The nearest-rank quantile of raw samples; NaN of none. */
export function quantile(values: readonly number[], q: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(q * sorted.length) - 1))] ?? NaN;
}

/** To `digits` significant ones. */
export function rounded(value: number, digits = 4): number {
	return Number(value.toPrecision(digits));
}

/**
 * Runs two ways of doing the same work in turns, ours first and then theirs first, so that what the
 * machine does besides falls on both.
 *
 * @param rounds at least 5
 * @returns what each round of each gave
 */
export async function alternate(
	rounds: number,
	ours: (round: number) => Promise<number>,
	reference: (round: number) => Promise<number>
): Promise<{ ours: number[]; reference: number[] }> {
	const found = { ours: [] as number[], reference: [] as number[] };
	for (let round = 0; round < rounds; round++) {
		if (round % 2 === 0) found.ours.push(await ours(round));
		found.reference.push(await reference(round));
		if (round % 2 === 1) found.ours.push(await ours(round));
	}
	return found;
}

/** The line for two series of rounds: medians, their ratio, and all rounds for who wants to see them. */
export function compared(
	found: { ours: number[]; reference: number[] },
	rest: Omit<Result, 'ours' | 'reference' | 'ratio' | 'meets'> & {
		meets(ours: number, ratio: number): boolean;
	}
): Result {
	const ours = median(found.ours);
	const reference = median(found.reference);
	const ratio = ours / reference;
	return {
		bench: rest.bench,
		ours: rounded(ours),
		reference: rounded(reference),
		ratio: rounded(ratio, 3),
		unit: rest.unit,
		goal: rest.goal,
		meets: rest.meets(ours, ratio),
		conditions: {
			...rest.conditions,
			rounds: {
				ours: found.ours.map((v) => rounded(v)),
				reference: found.reference.map((v) => rounded(v))
			}
		}
	};
}
