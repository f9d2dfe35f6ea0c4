import type { AgencyDirectory } from '../agencies/agency.ts';
import type { Day } from '../calendar/time.ts';
import { postsOn, type Account, type Post, type Role } from './account.ts';
import { AGENCY_ROLES, GRANTS, NEVER_ONES_OWN, type Action } from './permissions.ts';

export type KeyScope = 'feed' | 'read' | 'act';

/** An API key as far as it decides what its bearer may do. */
export interface ApiKey {
	id: number;
	name: string;
	scope: KeyScope;
	/** Narrows it to an agency and all below it. */
	agencyId: number | null;
	/** Messages sent with it are declared history. */
	backfill: boolean;
}

/** Agencies by id; `all` includes dossiers of no known agency. */
export type Reach = 'all' | number[];

/** What a reader is shown; agencies are ids, the whole subtree as of the day asked for. */
export interface Sight {
	aggregates: boolean;
	dossiers: 'all' | 'none' | number[];
	operations: boolean;
}

/** Who asks: somebody signed in, a key, a paired wall, or the program itself. */
export interface Reader {
	kind: 'account' | 'key' | 'screen' | 'system';
	account: Account | null;
	keyId: number | null;
	keyScope: KeyScope | null;
	/** Of a paired wall. */
	screenId: number | null;
	/** Held on the day, the one that somebody is greeted as first. */
	posts: Post[];
	/** Of the posts, each once, in their order. */
	roles: Role[];
	sees: Sight;
	/** What may be done, and to whose; an action that is missing may not be done. */
	grants: Readonly<Partial<Record<Action, Reach>>>;
	/** The agencies whose work is the reader's own: those of their posts and all below. */
	own: number[];
	/** The day of which all this is; what begins and ends by days rests on it. */
	on?: Day;
	/** Only of a feed key: for which receiving units it sends (all, or these agencies). */
	sends: { agencies: Reach; backfill: boolean } | null;
}

const NOBODY: Reader = {
	kind: 'account',
	account: null,
	keyId: null,
	keyScope: null,
	screenId: null,
	posts: [],
	roles: [],
	sees: { aggregates: false, dossiers: 'none', operations: false },
	grants: {},
	own: [],
	sends: null
};

/** The program itself: jobs, recounts, figures computed once for everybody. */
export const SYSTEM: Reader = {
	...NOBODY,
	kind: 'system',
	sees: { aggregates: true, dossiers: 'all', operations: true }
};

/** What somebody signed in sees on the day. A head or officer without an agency sees no dossier. */
export function readerFor(account: Account, directory: AgencyDirectory, on: Day): Reader {
	const posts = postsOn(account, on);
	const grants = grantsOf(posts, directory, on);
	const own = posts.flatMap(({ role, agencyId }) =>
		agencyId !== null && AGENCY_ROLES.includes(role) ? directory.descendants(agencyId, on) : []
	);
	const roles = [...new Set(posts.map(({ role }) => role))];
	return {
		...NOBODY,
		kind: roles.length > 0 && roles.every((role) => role === 'screen') ? 'screen' : 'account',
		account,
		posts,
		roles,
		sees: sightOf(grants),
		grants,
		own: [...new Set(own)],
		on
	};
}

/** A paired wall: the figures of the province, and nothing behind them. */
export function readerForScreen(screenId: number): Reader {
	const grants = { seeAggregates: 'all' as const };
	return { ...NOBODY, kind: 'screen', screenId, roles: ['screen'], sees: sightOf(grants), grants };
}

/**
 * What the bearer of a key sees on the day. A feed key reads nothing. A read or act key of an account
 * sees what the account sees; a read key without one, the whole province. An agency on the key narrows
 * the dossiers further, never the aggregates. An act key without an account sees nothing.
 */
export function readerForKey(
	key: ApiKey,
	account: Account | null,
	directory: AgencyDirectory,
	on: Day
): Reader {
	const agencies = key.agencyId === null ? 'all' : directory.descendants(key.agencyId, on);
	const person = account && readerFor(account, directory, on);
	const grants = narrowed(grantsWith(key, person), agencies);
	return {
		...NOBODY,
		kind: person?.kind === 'screen' ? 'screen' : 'key',
		account,
		keyId: key.id,
		keyScope: key.scope,
		posts: person?.posts ?? [],
		roles: person?.roles ?? [],
		sees: sightOf(grants),
		grants,
		own: person?.own ?? [],
		on,
		sends: key.scope === 'feed' ? { agencies, backfill: key.backfill } : null
	};
}

/** Whether the reader may do it at all; the one question that pages, API and sockets ask. */
export function may(reader: Reader, action: Action): boolean {
	if (reader.kind === 'system') return true;
	return reader.grants[action] !== undefined;
}

/**
 * Whether the reader may do it to what belongs to an agency. What judges work is never done to the
 * work of one's own agency, whatever else one is.
 */
export function mayTo(reader: Reader, action: Action, agencyId: number): boolean {
	if (reader.kind === 'system') return true;
	if (NEVER_ONES_OWN.includes(action) && reader.own.includes(agencyId)) return false;
	const reach = reader.grants[action];
	return reach === 'all' || (reach?.includes(agencyId) ?? false);
}

/** Whether it may send messages to the feed door. */
export function maySend(reader: Reader): boolean {
	return reader.sends !== null;
}

/** Whether it may read `/metrics`: a read key of the whole province, or who sees operations. */
export function maySeeMetrics(reader: Reader): boolean {
	return (
		reader.sees.operations ||
		(reader.keyScope === 'read' && reader.kind === 'key' && reader.sees.dossiers === 'all')
	);
}

/** Whether a dossier of the agency exists for the reader; one of no known agency only for those who see all. */
export function seesDossierOf(reader: Reader, agencyId: number | null): boolean {
	const { dossiers } = reader.sees;
	if (dossiers === 'all' || dossiers === 'none') return dossiers === 'all';
	return agencyId !== null && dossiers.includes(agencyId);
}

type Grants = Partial<Record<Action, Reach>>;

function grantsOf(posts: readonly Post[], directory: AgencyDirectory, on: Day): Grants {
	const grants: Grants = {};
	for (const post of posts) {
		const { role, agencyId, answersFor } = post;
		const whole = agencyId === null ? [] : directory.descendants(agencyId, on);
		// A deputy who answers for some of the agency's parts reaches those and what is below them.
		const parts = new Set(answersFor.flatMap((id) => directory.descendants(id, on)));
		const subtree =
			role === 'deputy' && parts.size > 0 ? whole.filter((id) => parts.has(id)) : whole;
		for (const action of actionsOf(role)) {
			const scope = GRANTS[role][action];
			const own = agencyId === null ? [] : [agencyId];
			const reach = scope === 'province' ? 'all' : scope === 'subtree' ? subtree : own;
			grants[action] = together(grants[action], reach);
		}
	}
	return grants;
}

function actionsOf(role: Role): Action[] {
	return Object.keys(GRANTS[role]) as Action[];
}

function together(one: Reach | undefined, other: Reach): Reach {
	if (one === undefined) return other;
	return one === 'all' || other === 'all' ? 'all' : [...new Set([...one, ...other])];
}

function sightOf(grants: Grants): Sight {
	return {
		aggregates: grants.seeAggregates !== undefined,
		dossiers: grants.seeDossiers ?? 'none',
		operations: grants.seeOperations !== undefined
	};
}

/** What an account's read key may do: look. */
const LOOKS: readonly Action[] = [
	'seeAggregates',
	'seeDossiers',
	'seeTasks',
	'seeLetters',
	'seeFlags',
	'seeEvidence',
	'seeFindings',
	'seeInspections',
	'seeQuarantine',
	'seeOperations'
];

function grantsWith({ scope }: ApiKey, person: Reader | null): Grants {
	if (scope === 'feed') return { importFiles: 'all' };
	if (person === null) {
		return scope === 'read'
			? {
					seeAggregates: 'all',
					seeDossiers: 'all',
					seeTasks: 'all',
					seeLetters: 'all',
					seeFlags: 'all'
				}
			: {};
	}
	if (scope === 'act') return { ...person.grants };
	return Object.fromEntries(
		Object.entries(person.grants).filter(([action]) => LOOKS.some((one) => one === action))
	);
}

function narrowed(grants: Grants, agencies: Reach): Grants {
	if (agencies === 'all') return grants;
	const kept = { ...grants };
	for (const action of [
		'seeDossiers',
		'seeTasks',
		'seeLetters',
		'seeFlags',
		'seeFindings',
		'seeInspections',
		'draftLetters'
	] as const) {
		const reach = grants[action];
		if (reach === undefined) continue;
		kept[action] = reach === 'all' ? agencies : reach.filter((id) => agencies.includes(id));
	}
	return kept;
}
