import { z } from 'zod';
import { isDay, isoOf } from '#lib/domain/calendar/time.ts';
import type { NewKey } from '#lib/server/accounts/manage.ts';
import type { ListedKey } from '#lib/server/store/keys.ts';
import type { Operation } from './operation.ts';

const ACT = ['act'] as const;
const SCOPES = ['feed', 'read', 'act'] as const;
const n = z.int().min(0);
const instant = z.iso.datetime({ offset: true });
const text = z
	.string()
	.max(254, 'quá dài')
	.nullish()
	.transform((given) => (given == null || given.trim() === '' ? null : given.trim()));

/** `POST /api/v1/keys` */
export const newKeyOrder = z.strictObject({
	name: z.string().trim().min(1, 'chưa đặt tên').max(120, 'quá dài'),
	scope: z.enum(SCOPES, 'không có phạm vi này'),
	/** Code of an agency: only for it and all below. */
	agency: text,
	/** E-mail of the account that it acts for. */
	account: text,
	backfill: z.boolean().default(false)
});

/** `POST /api/v1/keys/{id}/rotations` */
export const rotation = z.strictObject({
	/** Last day of the old key; left out: a week from today. */
	endsOn: z
		.string()
		.refine((day) => day === '' || isDay(day), 'không phải là một ngày (YYYY-MM-DD)')
		.nullish()
		.transform((day) => (day === '' ? null : (day ?? null)))
});

/** `POST /api/v1/keys/{id}/revocations` */
export const revocation = z.strictObject({});

export function keyOf({
	name,
	scope,
	agency,
	account,
	backfill
}: z.output<typeof newKeyOrder>): NewKey {
	return { name, scope, agencyCode: agency, email: account, backfill };
}

const shown = z
	.strictObject({
		id: n,
		name: z.string(),
		scope: z.enum(SCOPES),
		agency: z.string().nullable(),
		account: z.string().nullable(),
		backfill: z.boolean(),
		createdAt: instant,
		lastUsedAt: instant.nullable(),
		endsAt: instant.nullable(),
		replaces: n.nullable(),
		revokedAt: instant.nullable()
	})
	.meta({ id: 'Key' });
export type ShownKey = z.output<typeof shown>;

export const keysAnswer = z.strictObject({ items: z.array(shown) }).meta({ id: 'Keys' });
/** The key itself is told once: the same Idempotency-Key gets null for it. */
export const madeKeyAnswer = z
	.strictObject({ id: n, key: z.string().nullable() })
	.meta({ id: 'MadeKey' });
export const rotatedKeyAnswer = z
	.strictObject({ id: n, key: z.string().nullable(), name: z.string(), endsAt: instant })
	.meta({ id: 'RotatedKey' });
export const revokedKeyAnswer = z.strictObject({ id: n }).meta({ id: 'RevokedKey' });

/** The number in an address or form; 0, which no key has, for what is none. */
export function keyIdOf({ id = '' }: Partial<Record<string, string>>): number {
	return /^\d{1,9}$/.test(id) ? Number(id) : 0;
}

export function shownKey({ agencyCode, email, ...key }: ListedKey): ShownKey {
	const told = (at: number | null) => (at === null ? null : isoOf(at));
	return {
		...key,
		agency: agencyCode,
		account: email,
		createdAt: isoOf(key.createdAt),
		lastUsedAt: told(key.lastUsedAt),
		endsAt: told(key.endsAt),
		revokedAt: told(key.revokedAt)
	};
}

/** What is said to a person for each refusal of these commands. */
export const KEY_REFUSALS: Readonly<Record<string, string>> = {
	'keys.scope_unknown': 'Không có phạm vi này.',
	'keys.name_needed': 'Chưa đặt tên khóa.',
	'keys.account_needed': 'Khóa thao tác phải là của một tài khoản.',
	'keys.account_not_wanted': 'Khóa gửi số liệu không gắn với tài khoản.',
	'keys.backfill_not_wanted': 'Chỉ khóa gửi số liệu mới khai được số liệu quá khứ.',
	'keys.agency_unknown': 'Không có cơ quan mang mã này.',
	'keys.account_unknown': 'Không có tài khoản nào mang thư điện tử này.',
	'keys.key_unknown': 'Không có khóa này, hoặc khóa đã thu hồi hay hết hạn.',
	'keys.already_replaced': 'Khóa này đã có khóa thay.',
	'keys.end_out_of_range': 'Ngày kết thúc của khóa cũ phải từ hôm nay và không quá 90 ngày.'
};

export const KEY_OPERATIONS: readonly Operation[] = [
	{
		path: '/api/v1/keys',
		method: 'get',
		summary: 'API keys: whose they are, when they were used, until when they open',
		keys: ACT,
		answer: keysAnswer,
		refusals: []
	},
	{
		path: '/api/v1/keys',
		method: 'post',
		summary: 'Makes a key, told this once and never again',
		keys: ACT,
		body: newKeyOrder,
		command: true,
		answer: madeKeyAnswer,
		refusals: [400, 404, 409]
	},
	{
		path: '/api/v1/keys/{id}/rotations',
		method: 'post',
		summary: 'Makes a key in the place of another, which opens until the end of a day',
		keys: ACT,
		body: rotation,
		command: true,
		answer: rotatedKeyAnswer,
		refusals: [400, 404, 409]
	},
	{
		path: '/api/v1/keys/{id}/revocations',
		method: 'post',
		summary: 'Closes a key: within five seconds it opens nothing',
		keys: ACT,
		body: revocation,
		command: true,
		answer: revokedKeyAnswer,
		refusals: [400, 404, 409]
	}
];
