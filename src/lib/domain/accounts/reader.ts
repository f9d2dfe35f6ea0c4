import type { AgencyDirectory } from '../agencies/agency.ts';
import type { Day } from '../calendar/time.ts';
import type { Account } from './account.ts';
import { GRANTS, type Action } from './permissions.ts';

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
	sees: Sight;
	/** Only of a feed key: for which receiving units it sends (all, or these agencies). */
	sends: { agencies: 'all' | number[]; backfill: boolean } | null;
}

/** The program itself: jobs, recounts, figures computed once for everybody. */
export const SYSTEM: Reader = {
	kind: 'system',
	account: null,
	keyId: null,
	keyScope: null,
	sees: { aggregates: true, dossiers: 'all', operations: true },
	sends: null
};

/** What somebody signed in sees on the day. A head or officer without an agency sees no dossier. */
export function readerFor(account: Account, directory: AgencyDirectory, on: Day): Reader {
	return {
		kind: account.role === 'screen' ? 'screen' : 'account',
		account,
		keyId: null,
		keyScope: null,
		sees: sightOf(account, directory, on),
		sends: null
	};
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
	return {
		kind: account?.role === 'screen' ? 'screen' : 'key',
		account,
		keyId: key.id,
		keyScope: key.scope,
		sees: narrowed(keySight(key, account, directory, on), agencies),
		sends: key.scope === 'feed' ? { agencies, backfill: key.backfill } : null
	};
}

/** Whether the reader may do it; the one question that pages, API and sockets ask. */
export function may(reader: Reader, action: Action): boolean {
	if (reader.kind === 'system') return true;
	if (reader.keyScope === 'feed') return action === 'importFiles';
	if (action === 'seeAggregates') return reader.sees.aggregates;
	if (action === 'seeDossiers') return reader.sees.dossiers !== 'none';
	if (action === 'seeOperations') return reader.sees.operations;
	if (reader.account === null) return false;
	if (reader.keyScope === 'read' && action !== 'seeQuarantine') return false;
	return GRANTS[reader.account.role].may.includes(action);
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

function sightOf(account: Account, directory: AgencyDirectory, on: Day): Sight {
	const { dossiers, may: granted } = GRANTS[account.role];
	const own = account.agencyId === null ? [] : directory.descendants(account.agencyId, on);
	return {
		aggregates: granted.includes('seeAggregates'),
		dossiers: dossiers === 'province' ? 'all' : dossiers === 'subtree' ? own : 'none',
		operations: granted.includes('seeOperations')
	};
}

function keySight(
	key: ApiKey,
	account: Account | null,
	directory: AgencyDirectory,
	on: Day
): Sight {
	if (key.scope === 'feed') return { aggregates: false, dossiers: 'none', operations: false };
	if (account !== null) return sightOf(account, directory, on);
	const reads = key.scope === 'read';
	return { aggregates: reads, dossiers: reads ? 'all' : 'none', operations: false };
}

function narrowed(sight: Sight, agencies: 'all' | number[]): Sight {
	const { dossiers } = sight;
	if (agencies === 'all' || dossiers === 'none') return sight;
	return {
		...sight,
		dossiers: dossiers === 'all' ? agencies : dossiers.filter((id) => agencies.includes(id))
	};
}
