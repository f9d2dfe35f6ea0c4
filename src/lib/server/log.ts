import { pino, type DestinationStream, type Logger } from 'pino';

export type Log = Logger;

/**
 * One JSON object a line. Bodies, headers and query values are never given to it; errors go in under
 * `err` and are reduced by {@link errorFacts}, because the messages of PostgreSQL, Drizzle and
 * JSON.parse quote the very values that may be a citizen's name.
 */
export function createLog(
	options: { level?: string; name?: string; destination?: DestinationStream } = {}
): Log {
	const { level = 'info', name = 'don-doc', destination } = options;
	const settings = {
		level,
		name,
		base: { name },
		timestamp: () => `,"time":"${new Date().toISOString()}"`,
		formatters: { level: (label: string) => ({ level: label }) },
		serializers: { err: errorFacts }
	};
	return pino(settings, destination ?? pino.destination({ dest: 2, sync: true }));
}

/** A log that says nothing: for tests and tools. */
export function silentLog(): Log {
	return createLog({ level: 'silent' });
}

const SAFE_FIELDS = [
	'code',
	'severity',
	'routine',
	'schema_name',
	'table_name',
	'column_name',
	'constraint_name',
	'syscall',
	'status'
];

/**
 * What may be written down of an error: its name, code, where it was thrown, and its message without
 * anything quoted and without long runs of digits. Causes are followed, the deepest one last.
 */
export function errorFacts(error: unknown, depth = 0): Record<string, unknown> {
	if (!(error instanceof Error)) return { name: typeof error };
	const facts: Record<string, unknown> = { name: error.name, message: withoutValues(error) };
	for (const field of SAFE_FIELDS) {
		const value: unknown = Reflect.get(error, field);
		if (typeof value === 'string' || typeof value === 'number') facts[field] = value;
	}
	const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
	facts['at'] = frames.slice(0, 12).map((line) => line.trim());
	if (error.cause !== undefined && depth < 3) facts['cause'] = errorFacts(error.cause, depth + 1);
	return facts;
}

function withoutValues(error: Error): string {
	// Drizzle's message is the statement and its parameters; the cause says what was wrong.
	if (error.message.startsWith('Failed query')) return 'Failed query';
	return error.message
		.replace(/"[^"]*"|'[^']*'|`[^`]*`|“[^”]*”/g, '…')
		.replace(/\d{6,}/g, '…')
		.slice(0, 300);
}
