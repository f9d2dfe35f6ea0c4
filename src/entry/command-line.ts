import { parseArgs } from 'node:util';
import { isoOf } from '#lib/domain/calendar/time.ts';
import type { Refusal } from '#lib/domain/refusal.ts';
import { complain } from './terminal.ts';

/** What was typed cannot be understood; the usage is shown with it. */
export class UsageError extends Error {
	override readonly name = 'UsageError';
}

/** What was typed after the verb. */
export interface Given {
	text(option: string): string | null;
	/** @throws UsageError when it is not there */
	needed(option: string): string;
	flag(option: string): boolean;
	/** The word without an option's name. @throws UsageError when there is none */
	word(): string;
}

const OPTIONS = {
	email: { type: 'string' },
	role: { type: 'string' },
	agency: { type: 'string' },
	name: { type: 'string' },
	scope: { type: 'string' },
	account: { type: 'string' },
	id: { type: 'string' },
	until: { type: 'string' },
	backfill: { type: 'boolean' },
	'password-stdin': { type: 'boolean' }
} as const;

/**
 * Runs a command-line tool: its verb and options, an exit code, and errors in words.
 * Exits with 2 for what was typed wrongly, 1 for what was refused or failed.
 */
export async function tool(
	usage: string,
	work: (verb: string, given: Given) => Promise<void>
): Promise<void> {
	try {
		const { values, positionals } = parseArgs({ options: OPTIONS, allowPositionals: true });
		const [verb, word] = positionals;
		if (verb === undefined) throw new UsageError('what is to be done?');
		const typed: Record<string, string | boolean | undefined> = values;
		const text = (option: string) => {
			const value = typed[option];
			return typeof value === 'string' ? value : null;
		};
		await work(verb, {
			text,
			needed: (option) => text(option) ?? missing(`--${option}`),
			flag: (option) => typed[option] === true,
			word: () => word ?? missing('a name')
		});
	} catch (error) {
		const mistyped =
			error instanceof UsageError ||
			(error instanceof Error && String(Reflect.get(error, 'code')).startsWith('ERR_PARSE_ARGS'));
		if (mistyped) process.stderr.write(`${error.message}\n\n${usage}\n`);
		else complain(error, undefined);
		process.exitCode = mistyped ? 2 : 1;
	}
}

function missing(what: string): never {
	throw new UsageError(`${what} is missing`);
}

/** Says why nothing was done; the tool ends with 1. */
export function endWith(line: string): void {
	process.stderr.write(`${line}\n`);
	process.exitCode = 1;
}

const WORDS: Readonly<Record<string, string>> = {
	'accounts.email_malformed': 'this is no e-mail address',
	'accounts.email_taken': 'an account with this address exists',
	'accounts.role_unknown': 'no such role',
	'accounts.password_weak': 'choose a password of 10 to 200 characters that is not soon guessed',
	'factor.none_set': 'this account has set no second factor',
	'accounts.agency_needed': 'this role belongs to an agency: --agency CODE',
	'accounts.agency_not_wanted': 'this role is the whole province’s: leave --agency out',
	'accounts.agency_unknown': 'no agency has this code',
	'accounts.account_unknown': 'no account has this address',
	'keys.scope_unknown': 'no such scope',
	'keys.name_needed': 'a key needs a name: --name',
	'keys.account_needed': 'an act key acts for an account: --account EMAIL',
	'keys.account_not_wanted': 'a feed key sends for no account: leave --account out',
	'keys.backfill_not_wanted': 'only a feed key can be declared backfill',
	'keys.agency_unknown': 'no agency has this code',
	'keys.account_unknown': 'no account has this address',
	'keys.key_unknown': 'no such key, or it is revoked already',
	'keys.already_replaced': 'another key has taken its place already',
	'keys.end_out_of_range': 'choose a day from today on, not further ahead than'
};

export function refusalLine({ code, facts }: Refusal): string {
	const more = Object.values(facts).join(', ');
	return `${WORDS[code] ?? code}${more === '' ? '' : ` (${more})`}`;
}

/** Rows under their heads, as wide as they need; numbers above 10^12 are instants. */
export function table(heads: string[], rows: (string | number | null)[][]): string {
	const cells = [heads, ...rows.map((row) => row.map(cell))];
	const widths = heads.map((_, i) => Math.max(...cells.map((row) => [...(row[i] ?? '')].length)));
	return cells
		.map((row) =>
			row
				.map((text, i) => text.padEnd(widths[i] ?? 0))
				.join('  ')
				.trimEnd()
		)
		.join('\n');
}

function cell(value: string | number | null): string {
	if (value === null) return '';
	return typeof value === 'number' && value > 1e12 ? isoOf(value).slice(0, 16) : String(value);
}
