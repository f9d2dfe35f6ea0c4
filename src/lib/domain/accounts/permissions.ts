import type { Role } from './account.ts';

/** What somebody may do, apart from whose dossiers they see (their scope). */
export const ACTIONS = [
	'seeAggregates',
	'seeDossiers',
	'seeQuarantine',
	'settleQuarantine',
	'importFiles',
	'importCatalogue',
	'seeOperations',
	'manageAccounts'
] as const;
export type Action = (typeof ACTIONS)[number];

/** Whose dossiers a role sees: everybody's, those of its agency and all below it, or none. */
export type DossierScope = 'province' | 'subtree' | 'none';

interface Grant {
	dossiers: DossierScope;
	may: readonly Action[];
}

const READS: readonly Action[] = ['seeAggregates', 'seeDossiers'];
const WATCHES: readonly Action[] = [
	...READS,
	'seeQuarantine',
	'settleQuarantine',
	'importFiles',
	'importCatalogue',
	'seeOperations'
];

/**
 * The one written form of who may do what (contract section 4). Pages, API and sockets ask
 * `may` and `sees` of a reader, which are made from this.
 */
export const GRANTS: Readonly<Record<Role, Grant>> = {
	leader: { dossiers: 'province', may: READS },
	office: { dossiers: 'province', may: WATCHES },
	centre: { dossiers: 'province', may: WATCHES },
	inspector: { dossiers: 'province', may: READS },
	head: { dossiers: 'subtree', may: READS },
	officer: { dossiers: 'subtree', may: READS },
	admin: { dossiers: 'none', may: ['seeOperations', 'manageAccounts'] },
	screen: { dossiers: 'none', may: ['seeAggregates'] }
};

/** Whether an account of the role belongs to an agency, and cannot be without one. */
export function needsAgency(role: Role): boolean {
	return GRANTS[role].dossiers === 'subtree';
}

/** The page on which a role begins. */
export function homeOf(role: Role): '/' | '/operations' | '/wall' {
	if (GRANTS[role].dossiers !== 'none') return '/';
	return GRANTS[role].may.includes('seeAggregates') ? '/wall' : '/operations';
}
