import { z } from 'zod';
import { ROLES } from '#lib/domain/accounts/account.ts';
import type { Operation } from './operation.ts';
import * as shapes from './people-shapes.ts';

const ACT = ['act'] as const;
const n = z.int().min(0);
const day = z.iso.date();
const instant = z.iso.datetime({ offset: true });
const agency = z.strictObject({ code: z.string(), name: z.string() });

const post = z.strictObject({
	id: n,
	role: z.enum(ROLES),
	agency: agency.nullable(),
	fields: z.array(z.string()),
	answersFor: z.array(agency),
	onBehalfOf: z.strictObject({ email: z.string(), name: z.string() }).nullable(),
	validFrom: day,
	validTo: day.nullable(),
	document: z.string(),
	time: z.enum(['past', 'now', 'to_come', 'withdrawn'])
});
export const personAnswer = z
	.strictObject({
		id: n,
		email: z.string(),
		name: z.string(),
		createdAt: instant,
		disabledAt: instant.nullable(),
		lastSignInAt: instant.nullable(),
		enters: z.boolean(),
		secondFactor: z.boolean(),
		lacksFactor: z.boolean(),
		linkEndsAt: instant.nullable(),
		posts: z.array(post)
	})
	.meta({ id: 'Account' });
export const peopleAnswer = z
	.strictObject({ total: n, items: z.array(personAnswer) })
	.meta({ id: 'AccountList' });
export const peopleOutcome = z
	.strictObject({
		created: z.array(z.strictObject({ email: z.string(), name: z.string() })),
		renamed: z.array(z.strictObject({ email: z.string(), before: z.string(), after: z.string() })),
		given: z.array(
			z.strictObject({
				...{ email: z.string(), role: z.enum(ROLES) },
				...{ validFrom: day, validTo: day.nullable() }
			})
		),
		unchanged: n,
		faults: z.array(z.strictObject({ row: n, field: z.string(), reason: z.string() })),
		plan: z.string(),
		taken: z.boolean()
	})
	.meta({ id: 'AccountsImport' });
/** `url` is null in an answer that is given again: a link is handed out once. */
export const linkAnswer = z
	.strictObject({
		...{ id: n, email: z.string(), name: z.string() },
		...{ url: z.string().nullable(), endsAt: instant }
	})
	.meta({ id: 'SignInLink' });

const ID = '/api/v1/accounts/{id}';
const state = z.strictObject({ disabled: z.boolean() });

/** Accounts and posts; all for those who may manage accounts. */
export const PEOPLE_OPERATIONS: readonly Operation[] = [
	{
		path: '/api/v1/accounts',
		method: 'get',
		summary: 'Accounts with their posts, searched without diacritics',
		keys: ACT,
		query: shapes.peopleParams,
		answer: peopleAnswer,
		refusals: [400]
	},
	{
		path: ID,
		method: 'get',
		summary: 'One account with all its posts',
		keys: ACT,
		answer: personAnswer,
		refusals: [404]
	},
	command('/api/v1/accounts', 'Makes an account with a post', shapes.newPerson, {
		answer: z.strictObject({ id: n }),
		refusals: [400, 409]
	}),
	command(`${ID}/posts`, 'Gives a further post', shapes.postOrder, {
		answer: z.strictObject({ id: n, validTo: day.nullable() })
	}),
	command(`${ID}/endings`, 'Ends a post, and those that stood in for it', shapes.postEnding, {
		answer: z.strictObject({
			ended: z.array(z.strictObject({ account: n, post: n, validTo: day }))
		})
	}),
	command(`${ID}/names`, 'Gives the account another name', shapes.newName, {
		answer: z.strictObject({ name: z.string() })
	}),
	command(`${ID}/disablings`, 'Lets nobody in as it any more', shapes.nothing, { answer: state }),
	command(`${ID}/enablings`, 'Lets it in again', shapes.nothing, { answer: state }),
	command(`${ID}/sign-outs`, 'Signs it out everywhere', shapes.nothing, {
		answer: z.strictObject({ sessions: n })
	}),
	command(`${ID}/factor-resets`, 'Takes its second factor away', shapes.nothing, {
		answer: z.strictObject({ secondFactor: z.boolean() })
	}),
	command(`${ID}/links`, 'A sign-in link, told in the first answer only', shapes.nothing, {
		answer: linkAnswer
	}),
	command(
		'/api/v1/accounts/links',
		'Sign-in links for all who have no way in, told in the first answer only',
		shapes.linksOrder,
		{ answer: z.strictObject({ items: z.array(linkAnswer) }) }
	),
	{
		path: '/api/v1/accounts/imports',
		method: 'post',
		summary: 'Imports a file of accounts; tried only, unless dryRun=false',
		keys: ACT,
		body: shapes.peopleFileFields,
		file: true,
		command: true,
		answer: peopleOutcome,
		refusals: [400, 409, 413, 415, 422, 429]
	}
];

function command(
	path: string,
	summary: string,
	body: z.ZodType,
	rest: { answer: z.ZodType; refusals?: readonly number[] }
): Operation {
	return {
		...{ path, method: 'post', summary, keys: ACT, body, command: true },
		refusals: [400, 403, 404, 409],
		...rest
	};
}
