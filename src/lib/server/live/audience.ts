/**
 * Who may hear what: pure, and the one place that decides it. A socket joins the rooms that
 * {@link roomsOf} names for its reader; a ledger entry becomes {@link openHint} and {@link subtreeHints}.
 */
import { createHash } from 'node:crypto';
import { may, type Reader } from '#lib/domain/accounts/reader.ts';
import type { LiveRoom } from '#lib/live/contract.ts';
import type { LedgerEntry } from '../store/ledger.ts';

/** Everybody who sees the aggregates of the whole province: hears the tallies. */
export const AGGREGATES = 'aggregates';
/** Everybody who reads all dossiers. */
export const PROVINCE = 'province';
/** Everybody who sees operations. */
export const OPERATIONS = 'operations';
/** Everybody who sees the messages that wait to be matched. */
export const QUARANTINE = 'quarantine';
/** Everybody who manages accounts and keys. */
export const ACCOUNTS = 'accounts';
/** Everybody who directs wall displays. */
export const SCREENS = 'screens';

/** Everybody who sees the tasks of all agencies. */
export const TASKS = 'tasks';

/** Everybody who sees the letters of all agencies. */
const LETTERS = 'letters';
/** Everybody who sees the findings of all agencies. */
export const FINDINGS = 'findings';

/** Everybody who sees the measures against officials of all agencies. */
const MEASURES = 'measures';

/** Everybody who is told things. */
const NOTICES = 'notices';

/** Everybody who reads the inspections of all agencies. */
const INSPECTIONS = 'inspections';

/** More public ids than this are not named: the page reads its lists again (T18). */
const IDS_AT_MOST = 200;

/**
 * A room of all who read the dossiers of exactly these agencies. It is named by the set itself and
 * not by its topmost agency, so that two readers whose subtrees were taken on different days, before
 * and after a reorganisation, never share what only one of them may hear.
 */
export interface SubtreeRoom {
	name: string;
	agencies: ReadonlySet<number>;
}

export interface Rooms {
	names: string[];
	/** Null unless the reader is bound to a subtree. */
	subtree: SubtreeRoom | null;
}

/** The rooms that a reader's sockets join. Nobody asks for a room. */
export function roomsOf(reader: Reader): Rooms {
	const names: string[] = [];
	if (reader.sees.aggregates) names.push(AGGREGATES);
	if (reader.sees.operations) names.push(OPERATIONS);
	if (may(reader, 'seeQuarantine')) names.push(QUARANTINE);
	if (may(reader, 'manageAccounts')) names.push(ACCOUNTS);
	if (may(reader, 'directScreens')) names.push(SCREENS);
	if (reader.screenId !== null) names.push(wallRoom(reader.screenId));
	if (reader.account !== null && may(reader, 'readNotices')) {
		names.push(NOTICES, noticesRoom(`account:${reader.account.id}`));
	}
	const tasks = reader.grants.seeTasks ?? [];
	names.push(...(tasks === 'all' ? [TASKS] : tasks.map(tasksRoom)));
	const letters = reader.grants.seeLetters ?? [];
	names.push(...(letters === 'all' ? [LETTERS] : letters.map(lettersRoom)));
	const findings = reader.grants.seeFindings ?? [];
	names.push(...(findings === 'all' ? [FINDINGS] : findings.map(findingsRoom)));
	const measures = reader.grants.seeMeasures ?? [];
	names.push(...(measures === 'all' ? [MEASURES] : measures.map(measuresRoom)));
	names.push(...inspectionRoomsOf(reader));
	const { dossiers } = reader.sees;
	if (dossiers === 'all') names.push(PROVINCE);
	if (dossiers === 'all' || dossiers === 'none' || dossiers.length === 0) {
		return { names, subtree: null };
	}
	const sorted = [...new Set(dossiers)].sort((a, b) => a - b);
	const digest = createHash('sha256').update(sorted.join()).digest('base64url').slice(0, 22);
	const subtree = { name: `subtree:${digest}`, agencies: new Set(sorted) };
	return { names: [...names, subtree.name], subtree };
}

/** The sockets of one paired wall, which hears when the office has told it something. */
function wallRoom(screenId: number | string): string {
	return `screen:${screenId}`;
}

/** What one person is told, by `account:12`. */
function noticesRoom(account: string): string {
	return `${NOTICES}:${account}`;
}

/** Who sees the tasks of an agency. */
function tasksRoom(agencyId: number): string {
	return `tasks:${agencyId}`;
}

/** Who sees the letters of an agency. */
function lettersRoom(agencyId: number): string {
	return `${LETTERS}:${agencyId}`;
}

/** Who sees the measures against officials of an agency. */
function measuresRoom(agencyId: number): string {
	return `${MEASURES}:${agencyId}`;
}

/** Who sees the findings of an agency. */
function findingsRoom(agencyId: number): string {
	return `findings:${agencyId}`;
}

/**
 * Whoever reads all inspections hears of all of them, unless they have an agency: one of its inspections
 * may not exist for them yet, so they hear as that agency does. A member hears by account.
 */
function inspectionRoomsOf({ account, grants, own }: Reader): string[] {
	const reach = grants.seeInspections;
	if (reach === undefined) return [];
	const agencies = [...new Set([...(reach === 'all' ? [] : reach), ...own])];
	return [
		...(reach === 'all' && own.length === 0 ? [INSPECTIONS] : []),
		...agencies.map((id) => `${INSPECTIONS}:${id}`),
		...(account === null ? [] : [`${INSPECTIONS}:account:${account.id}`])
	];
}

/** What to tell everybody who is in at least one of some rooms. */
export interface Hint {
	/** Socket.IO rooms. */
	to: string[];
	room: LiveRoom;
	ids: string[];
}

/** What follows from an entry for the rooms that need no dossier looked up. */
export function openHint(entry: LedgerEntry): Hint {
	const { kind } = entry;
	switch (kind) {
		case 'dossiers':
		case 'flags':
		case 'delays':
			return { to: [PROVINCE], room: kind, ids: bounded(entry.ids) };
		case 'agencies':
		case 'procedures':
		case 'settings':
		case 'corrections':
			// Which number is asked to be put right is said beside it to everybody, a wall too.
			// The directory, the catalogue and the calendar are everybody's; what was changed is read again.
			return { to: [AGGREGATES, OPERATIONS], room: kind, ids: [] };
		case 'tasks': {
			// A document gives tasks to several agencies, and none is told the others' codes.
			const ids = entry.ids.length === 1 ? entry.ids : [];
			return { to: [TASKS, ...entry.agencies.map(tasksRoom)], room: kind, ids };
		}
		case 'urgings':
			// Whoever is urged about dossiers sees the tasks of the agency too.
			return { to: [PROVINCE, TASKS, ...entry.agencies.map(tasksRoom)], room: kind, ids: [] };
		case 'letters':
			// The Committee's bear no agency and are heard of by who sees all; an agency's by its own too.
			return { to: [LETTERS, ...entry.agencies.map(lettersRoom)], room: kind, ids: entry.ids };
		case 'findings': {
			// An agency is named only when what is told was released to it.
			const ids = entry.ids.length === 1 ? entry.ids : [];
			return { to: [FINDINGS, ...entry.agencies.map(findingsRoom)], room: kind, ids };
		}
		case 'measures':
			// That there is one is for few to hear, and which one for nobody.
			return { to: [MEASURES, ...entry.agencies.map(measuresRoom)], room: kind, ids: [] };
		case 'inspections': {
			// Members are named beside the inspection, its agency only once it knows.
			const people = entry.ids.filter((id) => id.startsWith('account:'));
			const rooms = [...entry.agencies, ...people].map((one) => `${INSPECTIONS}:${one}`);
			const ids = entry.ids.filter((id) => !id.startsWith('account:'));
			return { to: [INSPECTIONS, ...rooms], room: kind, ids };
		}
		case 'notices':
			// Nobody hears who else was told something; too many to name is everybody.
			return {
				to: entry.ids.length === 0 ? [NOTICES] : entry.ids.map(noticesRoom),
				room: kind,
				ids: []
			};
		case 'shift':
			return { to: [QUARANTINE], room: kind, ids: [] };
		case 'quarantine':
			return { to: [QUARANTINE, OPERATIONS], room: kind, ids: [] };
		case 'accounts':
			if (isOfScreens(entry)) return { to: [SCREENS], room: 'screens', ids: [] };
			return { to: [ACCOUNTS], room: kind, ids: [] };
		case 'screens': {
			// A wall hears of itself alone, so an entry that names several names none.
			const [id] = entry.ids.length === 1 ? entry.ids : [];
			if (id === undefined) return { to: [SCREENS], room: kind, ids: [] };
			return { to: [SCREENS, wallRoom(id)], room: kind, ids: [id] };
		}
	}
}

/** A wall was paired, renamed, renewed or revoked, or has another token: no account is another. */
function isOfScreens({ ids }: LedgerEntry): boolean {
	return ids.length > 0 && ids.every((id) => id.startsWith('screen:'));
}

/** What is heard by who may open the dossiers that it is about. */
function ofDossiers(kind: LedgerEntry['kind']): kind is 'dossiers' | 'flags' | 'delays' {
	return kind === 'dossiers' || kind === 'flags' || kind === 'delays';
}

/** Whether a subtree must hear of an entry at all. */
export function touches(entry: LedgerEntry, agencies: ReadonlySet<number>): boolean {
	return ofDossiers(entry.kind) && entry.agencies.some((id) => agencies.has(id));
}

/**
 * What follows from an entry for subtrees.
 * @param subtrees rooms that somebody is in
 * @param agencyOf the present agency of each dossier that the entry names, as far as it is known
 */
export function subtreeHints(
	entry: LedgerEntry,
	subtrees: Iterable<SubtreeRoom>,
	agencyOf: ReadonlyMap<string, number | null>
): Hint[] {
	const hints: Hint[] = [];
	for (const { name, agencies } of subtrees) {
		if (!touches(entry, agencies)) continue;
		const ids = idsFor(bounded(entry.ids), agencies, agencyOf);
		hints.push({ to: [name], room: ofDossiers(entry.kind) ? entry.kind : 'dossiers', ids });
	}
	return hints;
}

/**
 * The ids that a subtree may be told: all of them when every one lies inside it. Otherwise none, which
 * means "read again": an id that is not inside is not this reader's to know, and one that has just
 * left the subtree must vanish from its lists all the same.
 */
export function idsFor(
	ids: readonly string[],
	agencies: ReadonlySet<number>,
	agencyOf: ReadonlyMap<string, number | null>
): string[] {
	const inside = ids.every((id) => {
		const agency = agencyOf.get(id);
		return agency !== undefined && agency !== null && agencies.has(agency);
	});
	return inside ? [...ids] : [];
}

/** Hints of the same room become one; together too many to name become "read again". */
export function joined(one: readonly string[], other: readonly string[]): string[] {
	if (one.length === 0 || other.length === 0) return [];
	return bounded([...new Set([...one, ...other])]);
}

function bounded(ids: readonly string[]): string[] {
	return ids.length > IDS_AT_MOST ? [] : [...ids];
}
