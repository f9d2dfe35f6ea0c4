/**
 * What a file of agencies, or one decided change, would do before it is done. Nothing here writes: a
 * plan with an error changes nothing. A version that was is never rewritten by a later one: it ends on
 * the day before, and what happened in its days stays its own.
 */
import { DEFAULT_OFFICE_HOURS, type OfficeHours } from '../calendar/office-hours.ts';
import { addDays, type Day } from '../calendar/time.ts';
import { normaliseAgencyCode } from './agency-code.ts';
import { keyOf, nameWords } from './agency-name.ts';
import type { AgencyColumn, AgencyEntry } from './agency-row.ts';
import type { AgencyKind, AgencyLevel, AgencySuccession } from './agency.ts';

/** An agency from one day to another, named by code. */
export interface AgencyLine {
	code: string;
	name: string;
	shortName: string;
	kind: AgencyKind;
	level: AgencyLevel;
	parentCode: string | null;
	accountable: boolean;
	vertical: boolean;
	hours: OfficeHours;
	validFrom: Day;
	validTo: Day | null;
	document: string;
}

export interface HeadTerm {
	code: string;
	name: string;
	title: string;
	/** Quyền, phụ trách. */
	acting: boolean;
	validFrom: Day;
	validTo: Day | null;
	document: string;
}

/** All that is known of the province's agencies. */
export interface AgencyBook {
	lines: readonly AgencyLine[];
	aliases: readonly { code: string; alias: string; validFrom: Day | null; validTo: Day | null }[];
	successions: readonly { fromCode: string; toCode: string; on: Day }[];
	heads: readonly HeadTerm[];
}

export interface AgencyPlan {
	/** Of agencies that nobody knew. */
	added: AgencyLine[];
	/** `before`: what holds until then; null when it stands beside nothing. */
	changed: { before: AgencyLine | null; after: AgencyLine }[];
	/** Agencies that get a last day. */
	ended: AgencyLine[];
	/** Lines that say what is known. */
	unchanged: number;
	/** Versions that end on the day before the one that follows them. */
	closed: AgencyLine[];
	aliases: { code: string; alias: string }[];
	successions: {
		fromCode: string;
		toCode: string;
		kind: AgencySuccession['kind'];
		on: Day;
		document: string;
	}[];
	heads: HeadTerm[];
	errors: { row: number; field: AgencyColumn; reason: string }[];
}

/** Whether a plan would write anything. */
export function changesAnything(plan: AgencyPlan): boolean {
	const { added, changed, ended, aliases, successions, heads } = plan;
	return [added, changed, ended, aliases, successions, heads].some((list) => list.length > 0);
}

/**
 * @param book what is known
 * @param entries what is said, each with the line on which a person finds it
 */
export function planAgencies(
	book: AgencyBook,
	entries: readonly { row: number; entry: AgencyEntry }[],
	successionKind: AgencySuccession['kind'] = 'merge'
): AgencyPlan {
	const plan: AgencyPlan = {
		added: [],
		changed: [],
		ended: [],
		unchanged: 0,
		closed: [],
		aliases: [],
		successions: [],
		heads: [],
		errors: []
	};
	const known = new Set(book.lines.map(({ code }) => code));
	const lines = new Map<string, AgencyLine[]>();
	for (const line of book.lines) lines.set(line.code, [...(lines.get(line.code) ?? []), line]);
	for (const own of lines.values()) own.sort(byFirstDay);
	const said = new Set<string>();
	const fault = (row: number, field: AgencyColumn, reason: string) => {
		plan.errors.push({ row, field, reason });
	};

	const inOrder = entries.toSorted((a, b) =>
		a.entry.validFrom < b.entry.validFrom ? -1 : a.entry.validFrom > b.entry.validFrom ? 1 : 0
	);
	for (const { row, entry } of inOrder) {
		const key = `${entry.code} ${entry.validFrom}`;
		if (said.has(key)) {
			fault(row, 'code', 'twice');
			continue;
		}
		said.add(key);
		const own = lines.get(entry.code) ?? [];
		lines.set(entry.code, own);
		place(plan, own, entry, known.has(entry.code));
		for (const [earlier, later] of pairs(own)) {
			if (earlier.validTo === null || earlier.validTo >= later.validFrom) {
				fault(row, 'validFrom', 'overlaps');
			}
		}
	}
	for (const { row, entry } of entries) {
		for (const [field, reason] of placeFaults(lines, entry)) fault(row, field, reason);
		for (const successor of entry.successors) {
			if (successor === entry.code || !lines.has(successor)) {
				fault(row, 'successors', 'agency_unknown');
			}
		}
		collectAliases(plan, book, lines, entry, (field, reason) => {
			fault(row, field, reason);
		});
		collectSuccessions(plan, book, entry, successionKind);
		collectHead(plan, book, entry);
	}
	plan.errors.sort((a, b) => a.row - b.row);
	return plan;
}

/** Puts what an entry says where it belongs among the versions of its agency. */
function place(plan: AgencyPlan, own: AgencyLine[], entry: AgencyEntry, known: boolean): void {
	const same = own.find(({ validFrom }) => validFrom === entry.validFrom) ?? null;
	const base = same ?? own.find((line) => holds(line, entry.validFrom)) ?? null;
	const after: AgencyLine = {
		code: entry.code,
		name: entry.name,
		shortName: entry.shortName,
		kind: entry.kind,
		level: entry.level,
		parentCode: entry.parentCode,
		accountable: entry.accountable,
		vertical: entry.vertical,
		hours: entry.hours ?? base?.hours ?? own.at(-1)?.hours ?? DEFAULT_OFFICE_HOURS,
		validFrom: entry.validFrom,
		// An empty cell says nothing of an end that is already decided.
		validTo: entry.validTo ?? base?.validTo ?? null,
		document: entry.document
	};
	const put = (line: AgencyLine, instead: AgencyLine | null) => {
		const at = instead === null ? -1 : own.indexOf(instead);
		if (at === -1) own.push(line);
		else own[at] = line;
		own.sort(byFirstDay);
	};
	const ends = base !== null && base.validTo !== after.validTo && own.at(-1) === base;
	if (base !== null && sameContent(base, after)) {
		if (!ends) {
			plan.unchanged += 1;
			return;
		}
		const ended = { ...base, validTo: after.validTo, document: entry.document };
		put(ended, base);
		plan.ended.push(ended);
	} else if (same !== null) {
		put(after, same);
		plan.changed.push({ before: same, after });
	} else {
		if (base !== null) {
			const closed = { ...base, validTo: addDays(entry.validFrom, -1) };
			put(closed, base);
			plan.closed.push(closed);
		}
		put(after, null);
		if (known) plan.changed.push({ before: base, after });
		else plan.added.push(after);
	}
}

function placeFaults(
	lines: ReadonlyMap<string, readonly AgencyLine[]>,
	{ code, parentCode, validFrom, validTo }: AgencyEntry
): [AgencyColumn, string][] {
	const faults: [AgencyColumn, string][] = [];
	if (parentCode !== null) {
		const parent = lines.get(parentCode);
		if (!parent) faults.push(['parentCode', 'agency_unknown']);
		else if (!parent.some((line) => holds(line, validFrom))) {
			faults.push(['parentCode', 'agency_not_then']);
		} else if (isAbove(lines, code, parentCode, validFrom)) {
			faults.push(['parentCode', 'in_a_circle']);
		}
	}
	if (validTo !== null && lines.get(code)?.at(-1)?.validTo === validTo) {
		const next = addDays(validTo, 1);
		const remains = [...lines.values()].some((own) =>
			own.some((line) => line.parentCode === code && holds(line, next))
		);
		if (remains) faults.push(['validTo', 'others_below']);
	}
	return faults;
}

/** Whether `code` stands above `from`, or is it, on the day. */
function isAbove(
	lines: ReadonlyMap<string, readonly AgencyLine[]>,
	code: string,
	from: string,
	on: Day
): boolean {
	const seen = new Set<string>();
	for (let at: string | null = from; at !== null && !seen.has(at);) {
		if (at === code) return true;
		seen.add(at);
		at = lines.get(at)?.find((line) => holds(line, on))?.parentCode ?? null;
	}
	return false;
}

function collectAliases(
	plan: AgencyPlan,
	book: AgencyBook,
	lines: ReadonlyMap<string, readonly AgencyLine[]>,
	entry: AgencyEntry,
	fault: (field: AgencyColumn, reason: string) => void
): void {
	for (const alias of entry.aliases) {
		if (alias.length > 500) {
			fault('aliases', 'too_long');
			continue;
		}
		const mine = book.aliases.some((one) => one.code === entry.code && one.alias === alias);
		const named = alias === entry.name || alias === entry.shortName;
		if (mine || named) continue;
		if (aliasTaken(plan, book, lines, entry.code, alias)) fault('aliases', 'alias_taken');
		else plan.aliases.push({ code: entry.code, alias });
	}
}

/** Whether the text means another agency already that exists beside this one. */
function aliasTaken(
	{ aliases }: AgencyPlan,
	book: AgencyBook,
	lines: ReadonlyMap<string, readonly AgencyLine[]>,
	code: string,
	alias: string
): boolean {
	const own = lines.get(code) ?? [];
	const beside = (other: string) =>
		other !== code && (lines.get(other) ?? []).some((a) => own.some((b) => overlap(a, b)));
	const asCode = normaliseAgencyCode(alias);
	if (asCode !== null && lines.has(asCode) && asCode !== code) return true;
	const meant = nameKey(alias);
	const held = [...book.aliases, ...aliases];
	if (held.some((one) => nameKey(one.alias) === meant && beside(one.code))) return true;
	for (const [other, versions] of lines) {
		const named = versions.some(
			({ name, shortName }) => nameKey(name) === meant || nameKey(shortName) === meant
		);
		if (named && beside(other)) return true;
	}
	return false;
}

const keys = new Map<string, string>();
const KEYS_KEPT = 20_000;

/** A file compares every alias with every name: each text is read once. */
function nameKey(text: string): string {
	const kept = keys.get(text);
	if (kept !== undefined) return kept;
	if (keys.size >= KEYS_KEPT) keys.clear();
	const key = keyOf(nameWords(text), 'toned');
	keys.set(text, key);
	return key;
}

function collectSuccessions(
	plan: AgencyPlan,
	book: AgencyBook,
	{ code, successors, validTo, document }: AgencyEntry,
	kind: AgencySuccession['kind']
): void {
	if (validTo === null) return;
	const on = addDays(validTo, 1);
	for (const toCode of successors) {
		const told = book.successions.some(
			(one) => one.fromCode === code && one.toCode === toCode && one.on === on
		);
		if (!told) plan.successions.push({ fromCode: code, toCode, kind, on, document });
	}
}

/** A head named in a file begins with the line's first day, unless that person heads it already. */
function collectHead(plan: AgencyPlan, book: AgencyBook, entry: AgencyEntry): void {
	const { code, head, validFrom, document } = entry;
	if (head === null) return;
	const now = book.heads.filter((term) => term.code === code && term.validTo === null);
	if (now.some((term) => term.name === head.name && term.title === head.title)) return;
	plan.heads.push({
		code,
		...head,
		acting: /^(quyền|q\.|phụ trách)|phụ trách/iu.test(head.title),
		validFrom,
		validTo: null,
		document
	});
}

function holds({ validFrom, validTo }: AgencyLine, on: Day): boolean {
	return validFrom <= on && (validTo === null || on <= validTo);
}

function overlap(a: AgencyLine, b: AgencyLine): boolean {
	return (
		(a.validTo === null || b.validFrom <= a.validTo) &&
		(b.validTo === null || a.validFrom <= b.validTo)
	);
}

function byFirstDay(a: AgencyLine, b: AgencyLine): number {
	return a.validFrom < b.validFrom ? -1 : a.validFrom > b.validFrom ? 1 : 0;
}

function sameContent(a: AgencyLine, b: AgencyLine): boolean {
	return JSON.stringify(content(a)) === JSON.stringify(content(b));
}

function content(line: AgencyLine): unknown[] {
	const { name, shortName, kind, level, parentCode, accountable, vertical, hours } = line;
	const week = hours.week.map((day) => day.map(({ from, to }) => [from, to]));
	return [name, shortName, kind, level, parentCode, accountable, vertical, week];
}

function pairs<T>(list: readonly T[]): [T, T][] {
	return list.slice(1).flatMap((later, n): [T, T][] => {
		const earlier = list[n];
		return earlier === undefined ? [] : [[earlier, later]];
	});
}
