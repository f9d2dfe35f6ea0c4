import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { KeptVerification, Vitals } from '#lib/server/store/operations.ts';

/** Of this process, since it was last asked. */
const delay = monitorEventLoopDelay({ resolution: 10 });
delay.enable();

interface Metric {
	name: string;
	kind: 'gauge' | 'counter';
	help: string;
	values: { labels?: Record<string, string>; value: number | null }[];
}

/**
 * The figures of the operator in Prometheus' text form. A value that is not known is left out.
 *
 * @param stale agencies whose figures are old
 * @param realNow the machine's clock
 */
export function metricsText(vitals: Vitals, stale: number, realNow: number): string {
	const memory = process.memoryUsage();
	const { whole, slice, differing } = vitals.verifications;
	const one = (name: string, kind: Metric['kind'], help: string, value: number | null): Metric => ({
		name,
		kind,
		help,
		values: [{ value }]
	});
	const recounts = (of: (kept: KeptVerification) => number | null): Metric['values'] =>
		[whole, slice].flatMap((kept) =>
			kept === null ? [] : [{ labels: { kind: kept.kind }, value: of(kept) }]
		);
	const metrics: Metric[] = [
		one(
			'feed_records_total',
			'counter',
			'Messages recorded, by the estimate of the database',
			vitals.messagesRecorded
		),
		one('dossiers', 'gauge', 'Dossiers, by the estimate of the database', vitals.dossiers),
		one('quarantine_waiting', 'gauge', 'Messages that wait to be matched', vitals.pending),
		one('orphan_steps', 'gauge', 'Dossiers of which only steps have come', vitals.orphans),
		one('ledger_seq', 'counter', 'Sequence number of the ledger', vitals.seq),
		one(
			'ledger_last_entry_timestamp_seconds',
			'gauge',
			'When the last entry of the ledger was made, by the clock of the domain',
			vitals.lastEntryAt === null ? null : vitals.lastEntryAt / 1000
		),
		one('agencies_stale', 'gauge', 'Agencies from which nothing has come for too long', stale),
		{
			name: 'recount_differences',
			kind: 'gauge',
			help: 'Differences that the last recount found; absent when it failed',
			values: recounts(({ differences }) => differences)
		},
		{
			name: 'recount_failed',
			kind: 'gauge',
			help: 'Whether the last recount failed before its end',
			values: recounts(({ differences }) => (differences === null ? 1 : 0))
		},
		{
			name: 'recount_age_seconds',
			kind: 'gauge',
			help: 'How long ago the last recount ended',
			values: recounts(({ endedAt }) => (realNow - endedAt) / 1000)
		},
		one(
			'recount_last_difference_timestamp_seconds',
			'gauge',
			'When a recount last found a difference',
			differing === null ? null : differing.endedAt / 1000
		),
		one('database_bytes', 'gauge', 'Size of the database', vitals.databaseBytes),
		one('database_connections', 'gauge', 'Connections to the database', vitals.connections),
		one('process_resident_memory_bytes', 'gauge', 'Memory of this process', memory.rss),
		one('process_heap_bytes', 'gauge', 'Heap in use of this process', memory.heapUsed),
		one('process_uptime_seconds', 'gauge', 'Age of this process', process.uptime()),
		{
			name: 'event_loop_delay_seconds',
			kind: 'gauge',
			help: 'Delay of the event loop since it was last asked',
			values: [
				{ labels: { quantile: '0.5' }, value: seconds(delay.percentile(50)) },
				{ labels: { quantile: '0.99' }, value: seconds(delay.percentile(99)) },
				{ labels: { quantile: '1' }, value: seconds(delay.max) }
			]
		}
	];
	delay.reset();
	return metrics.map(lines).join('');
}

function lines({ name, kind, help, values }: Metric): string {
	const known = values.flatMap(({ labels = {}, value }) => {
		if (value === null || !Number.isFinite(value)) return [];
		const told = Object.entries(labels).map(([label, text]) => `${label}="${text}"`);
		return [`don_doc_${name}${told.length > 0 ? `{${told.join(',')}}` : ''} ${value}\n`];
	});
	if (known.length === 0) return '';
	return `# HELP don_doc_${name} ${help}\n# TYPE don_doc_${name} ${kind}\n${known.join('')}`;
}

function seconds(nanoseconds: number): number | null {
	return Number.isFinite(nanoseconds) ? nanoseconds / 1e9 : null;
}
