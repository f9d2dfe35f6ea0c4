import { z } from 'zod';
import { AUDIT_GROUPS, type AuditGroup } from '#lib/domain/audit/entry.ts';
import { isDay, isoOf } from '#lib/domain/calendar/time.ts';
import type {
	AuditPlace,
	AuditQuery,
	AuditRow,
	ChainState
} from '#lib/server/store/audit-search.ts';

const empty = (text: string | undefined) => (text === undefined || text === '' ? null : text);
const day = z
	.string()
	.refine((text) => text === '' || isDay(text), 'không phải là một ngày (YYYY-MM-DD)')
	.optional()
	.transform(empty);
const text = z
	.string()
	.max(200, 'quá dài')
	.optional()
	.transform((given) => empty(given?.trim()));
const number = z
	.string()
	.regex(/^\d{1,15}$/, 'phải là số')
	.transform(Number)
	.optional();

/** What narrows the record of acts; the same on the page, in the API and in an export. */
export const auditFilter = z.object({
	from: day,
	to: day,
	/** A kind, an id (`account:7`, `key:3`, `screen:2`), an address, or part of a name or e-mail. */
	actor: text,
	group: z
		.enum(['', ...AUDIT_GROUPS] as const, 'không có nhóm này')
		.optional()
		.transform((group): AuditGroup | null => (group === undefined || group === '' ? null : group)),
	/** An id (`agency:H21.01`), its beginning, or part of the name of what was acted on. */
	subject: text
});

/** `GET /api/v1/audit` */
export const auditParams = auditFilter.extend({
	/** Acts older than this number, the newest of them first. */
	before: number,
	/** Acts newer than this number. */
	after: number,
	limit: z
		.string()
		.regex(/^\d{1,3}$/, 'phải là số từ 1 đến 500')
		.transform(Number)
		.refine((n) => n >= 1 && n <= 500, 'phải là số từ 1 đến 500')
		.optional()
});

/** What is asked, and where its page begins. `after` counts when both are given. */
export function auditQuestion(params: z.output<typeof auditParams>): {
	query: AuditQuery;
	place: AuditPlace;
} {
	const { before, after, limit: _, ...query } = params;
	if (after !== undefined) return { query, place: { after } };
	return { query, place: before === undefined ? null : { before } };
}

const n = z.int().min(0);
const instant = z.iso.datetime({ offset: true });
const id = z.int().nullable();
const name = z.string().nullable();

const act = z
	.strictObject({
		n,
		at: instant,
		actor: z.strictObject({
			kind: z.enum(['account', 'key', 'screen', 'system', 'operator', 'nobody']),
			account: z.strictObject({ id, email: name, name }).nullable(),
			key: z.strictObject({ id, name }).nullable(),
			screen: z.strictObject({ id, name }).nullable(),
			address: name
		}),
		action: z.string(),
		subject: name,
		subjectName: name,
		before: z.unknown(),
		after: z.unknown(),
		/** SHA-256 of the link, in hexadecimal. */
		hash: z.string()
	})
	.meta({ id: 'Act' });

/** An act as the API and the page show it. */
export type ShownAct = z.output<typeof act>;

export const auditAnswer = z
	.strictObject({
		chain: z.strictObject({
			/** Number of the last act. */
			n,
			/** The last recount that came to the end of the chain, or found something. */
			checked: z
				.strictObject({
					at: instant,
					upTo: n.nullable(),
					differences: n,
					examples: z.array(z.string())
				})
				.nullable()
		}),
		items: z.array(act),
		/** To be given as `before` and `after` for what is older and newer; null: there is nothing. */
		older: n.nullable(),
		newer: n.nullable()
	})
	.meta({ id: 'Acts' });

/** @param agencyName the name of an agency by its code, to say what was acted on */
export function shownAct(row: AuditRow, agencyName: (code: string) => string | null): ShownAct {
	const { accountId, keyId, screenId, subject } = row;
	const code = /^agency:(.+)$/.exec(subject ?? '')?.[1];
	return {
		n: row.n,
		at: isoOf(row.at),
		actor: {
			kind: row.kind,
			account:
				accountId === null ? null : { id: accountId, email: row.email, name: row.accountName },
			key: keyId === null ? null : { id: keyId, name: row.keyName },
			screen: screenId === null ? null : { id: screenId, name: row.screenName },
			address: row.address
		},
		action: row.action,
		subject,
		subjectName: row.subjectName ?? (code === undefined ? null : agencyName(code)),
		before: row.before,
		after: row.after,
		hash: row.hash
	};
}

export function shownChain({ n, checked }: ChainState): z.output<typeof auditAnswer>['chain'] {
	return { n, checked: checked && { ...checked, at: isoOf(checked.at) } };
}
