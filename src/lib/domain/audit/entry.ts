import type { Reader } from '../accounts/reader.ts';
import type { Instant } from '../calendar/time.ts';

/** Who acts: somebody signed in, a key, a paired wall, the program, an operator at the machine, or somebody unknown. */
export type ActorKind = 'account' | 'key' | 'screen' | 'system' | 'operator' | 'nobody';

export interface Actor {
	kind: ActorKind;
	accountId: number | null;
	keyId: number | null;
	screenId: number | null;
	/** The network address; null for what runs on the machine itself. */
	address: string | null;
}

/**
 * What is kept on record. The first part says what was acted on, the second what was done; the words
 * for people are in the messages, under `audit_` and this name.
 */
export const AUDIT_ACTIONS = [
	'session.begin',
	'session.refuse',
	'session.end',
	'session.end_all',
	'factor.set',
	'factor.refuse',
	'factor.reset',
	'device.trust',
	'device.forget',
	'link.issue',
	'link.use',
	'account.create',
	'account.change',
	'account.disable',
	'account.enable',
	'account.password',
	'account.import',
	'post.give',
	'post.end',
	'key.create',
	'key.rotate',
	'key.revoke',
	'screen.pair',
	'screen.change',
	'screen.revoke',
	'screen.rotate',
	'screen.plan',
	'screen.show',
	'screen.refresh',
	'feed.batch',
	'file.import',
	'quarantine.map',
	'quarantine.replay',
	'quarantine.dismiss',
	'catalogue.import',
	'agency.change',
	'agency.import',
	'agency.alias',
	'agency.head',
	'calendar.declare',
	'calendar.withdraw',
	'parameter.set',
	'parameter.withdraw',
	'threshold.set',
	'threshold.withdraw',
	'morning.subscribe',
	'morning.unsubscribe',
	'directive.draft',
	'directive.drop',
	'directive.issue',
	'directive.acknowledge',
	'task.act',
	'task.evidence',
	'urging.send',
	'urging.reply',
	'notice.choose',
	'task.mirror',
	'task.end_series',
	'opinion.prepare',
	'opinion.give',
	'opinion.issue',
	'opinion.return',
	'opinion.withdraw',
	'letter.draft',
	'letter.edit',
	'letter.issue',
	'flag.answer',
	'sample.draw',
	'correction.ask',
	'correction.act',
	'shift.note',
	'shift.read',
	'finding.log',
	'finding.act',
	'finding.task',
	'inspection.plan',
	'inspection.act',
	'inspection.template',
	'cause.declare',
	'cause.settle',
	'apology.record',
	'apology.withdraw',
	'consultation.ask',
	'consultation.end',
	'measure.record',
	'measure.withdraw',
	'measure.see',
	'evidence.send',
	'evidence.view',
	'evidence.delete',
	'list.export',
	'people.see'
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** What acts are on: the first parts of their names. */
export type AuditGroup = AuditAction extends `${infer Group}.${string}` ? Group : never;
export const AUDIT_GROUPS = [
	...new Set(AUDIT_ACTIONS.map((action) => action.split('.')[0] ?? ''))
] as AuditGroup[];

/** One act. What is before and after is written as JSON and never holds a secret or a citizen. */
export interface AuditEntry {
	/** Real time: the training clock moves the domain, never the record of who acted. */
	at: Instant;
	actor: Actor;
	action: AuditAction;
	subject: string | null;
	before: unknown;
	after: unknown;
}

/** The actor of what a reader does, from a network address. */
export function actorOf(reader: Reader, address: string | null): Actor {
	return {
		kind: reader.kind,
		accountId: reader.account?.id ?? null,
		keyId: reader.keyId,
		screenId: reader.screenId,
		address
	};
}

/** Somebody who is not let in, or not yet. */
export function unknownActor(address: string | null): Actor {
	return { kind: 'nobody', accountId: null, keyId: null, screenId: null, address };
}

/** Somebody at the machine itself, with its commands. */
export const OPERATOR: Actor = {
	kind: 'operator',
	accountId: null,
	keyId: null,
	screenId: null,
	address: null
};

/** The program itself: the demo's own accounts, jobs. */
export const PROGRAM: Actor = { ...OPERATOR, kind: 'system' };
