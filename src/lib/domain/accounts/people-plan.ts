/**
 * What a file of accounts would do, before it is done. Nothing here writes: a file with a fault
 * changes nothing, and the person sees every line that has one.
 */
import type { AgencyDirectory } from '../agencies/agency.ts';
import type { Day } from '../calendar/time.ts';
import type { Refusal } from '../refusal.ts';
import type { Post } from './account.ts';
import { DELEGATED_ROLES } from './permissions.ts';
import {
	missingPeopleColumns,
	readPeopleRow,
	type PeopleColumn,
	type PeopleRow
} from './people-row.ts';
import { giftOfPost, isNever, isSameSeat, type AskedPost } from './post-rules.ts';

/** An account that there is already. */
export interface KnownPerson {
	id: number;
	email: string;
	name: string;
	disabled: boolean;
	posts: readonly Post[];
}

/** A fault with the line of the file, the header being line 1. */
export interface LineFault {
	row: number;
	field: PeopleColumn;
	reason: string;
}

export interface PeoplePlan {
	/** To be made. Until they are, `id` is a number below zero, by which posts name them. */
	created: { id: number; email: string; name: string }[];
	renamed: { id: number; email: string; before: string; after: string }[];
	/** To be given; `accountId` and `onBehalfOf` may be of those to be made. */
	given: { accountId: number; email: string; post: AskedPost }[];
	/** How many lines say what is so already. */
	unchanged: number;
	faults: LineFault[];
}

interface Person extends Omit<KnownPerson, 'posts'> {
	posts: Post[];
	/** The line of the file that named it first. */
	row: number | null;
}

/**
 * @param known all accounts with their posts
 * @param rows lines of the file in order, cells by header
 * @param defaults the first day and the document of lines that do not say their own
 * @param by the account that imports, whose own posts no file changes; null for none
 */
export function planPeople(
	known: readonly KnownPerson[],
	rows: readonly Readonly<Record<string, unknown>>[],
	defaults: { validFrom: Day; document: string },
	{
		directory,
		fields,
		by
	}: { directory: AgencyDirectory; fields: ReadonlySet<string>; by: number | null }
): PeoplePlan {
	const plan: PeoplePlan = { created: [], renamed: [], given: [], unchanged: 0, faults: [] };
	for (const field of missingPeopleColumns(rows)) {
		plan.faults.push({ row: 1, field, reason: 'column_missing' });
	}
	if (plan.faults.length > 0) return plan;

	const people = new Map<string, Person>(
		known.map((one) => [one.email, { ...one, posts: [...one.posts], row: null }])
	);
	const lines: { row: number; line: PeopleRow; person: Person }[] = [];
	rows.forEach((cells, n) => {
		const row = n + 2;
		const read = readPeopleRow(cells, defaults);
		if ('faults' in read) {
			plan.faults.push(...read.faults.map((one) => ({ row, ...one })));
			return;
		}
		const person = personOf(read.line, row, people, plan);
		if (person !== null) lines.push({ row, line: read.line, person });
	});

	// Whoever stands in for somebody comes after those whom the file makes what they are.
	const stands = ({ line }: (typeof lines)[number]) =>
		Number(DELEGATED_ROLES.includes(line.role) || line.onBehalfOf !== null);
	for (const { row, line, person } of lines.toSorted((a, b) => stands(a) - stands(b))) {
		const fault = (field: PeopleColumn, reason: string) => plan.faults.push({ row, field, reason });
		const agencyId = line.agency === null ? null : directory.byCode(line.agency);
		if (line.agency !== null && agencyId === null) fault('agency', 'agency_unknown');
		const parts = line.answersFor.map((code) => directory.byCode(code));
		if (parts.includes(null)) fault('answersFor', 'agency_unknown');
		if (!line.fields.every((code) => fields.has(code))) fault('fields', 'field_unknown');
		const principal = line.onBehalfOf === null ? null : (people.get(line.onBehalfOf) ?? null);
		if (line.onBehalfOf !== null && principal === null) fault('onBehalfOf', 'principal_unknown');
		if (plan.faults.some((one) => one.row === row)) continue;
		const asked: AskedPost = {
			role: line.role,
			agencyId,
			fields: line.fields,
			answersFor: parts.filter((id) => id !== null),
			onBehalfOf: principal?.id ?? null,
			validFrom: line.validFrom,
			validTo: line.validTo,
			document: line.document
		};
		const twin = person.posts.find(
			(post) => isSameSeat(post, asked) && post.validFrom === asked.validFrom && !isNever(post)
		);
		if (twin !== undefined) {
			if (twin.id < 0) fault('email', 'twice');
			else if (isSamePost(twin, asked, principal !== null)) plan.unchanged += 1;
			else fault(twin.validTo === asked.validTo ? 'answersFor' : 'validTo', 'post_differs');
			continue;
		}
		if (by !== null && person.id === by) {
			fault('email', 'own_not_allowed');
			continue;
		}
		const decision = giftOfPost(asked, {
			directory,
			held: person.posts,
			principal: principal === null || principal.disabled ? null : principal.posts
		});
		if (!decision.accepted) {
			fault(...placeOf(decision.refusal));
			continue;
		}
		const { document: _, ...post } = decision.value;
		person.posts.push({ id: -row, ...post });
		plan.given.push({ accountId: person.id, email: person.email, post: decision.value });
	}
	plan.faults.sort((a, b) => a.row - b.row);
	return plan;
}

/** The person of a line; null, and a fault, when the file or the province knows somebody else there. */
function personOf(
	{ email, name }: PeopleRow,
	row: number,
	people: Map<string, Person>,
	plan: PeoplePlan
): Person | null {
	const there = people.get(email);
	if (there === undefined) {
		const made = { id: -(plan.created.length + 1), email, name, disabled: false };
		plan.created.push(made);
		const person = { ...made, posts: [], row };
		people.set(email, person);
		return person;
	}
	if (there.disabled) {
		plan.faults.push({ row, field: 'email', reason: 'account_disabled' });
		return null;
	}
	if (there.row === null) {
		there.row = row;
		if (there.name !== name) {
			plan.renamed.push({ id: there.id, email, before: there.name, after: name });
			there.name = name;
		}
	} else if (there.name !== name) {
		plan.faults.push({ row, field: 'name', reason: 'name_differs' });
		return null;
	}
	return there;
}

/** Whether a line says what is so already; an end that came with the principal's is the same as none. */
function isSamePost(post: Post, asked: AskedPost, delegated: boolean): boolean {
	const list = (values: readonly (string | number)[]) => values.map(String).sort().join();
	return (
		(post.validTo === asked.validTo || (delegated && asked.validTo === null)) &&
		list(post.fields) === list(asked.fields) &&
		list(post.answersFor) === list(asked.answersFor)
	);
}

const COLUMN_OF_REFUSAL: Readonly<Record<string, PeopleColumn>> = {
	screen_is_nobody: 'role',
	document_needed: 'document',
	ends_before_start: 'validTo',
	agency_needed: 'agency',
	agency_not_wanted: 'agency',
	agency_not_then: 'agency',
	fields_not_wanted: 'fields',
	parts_not_wanted: 'answersFor',
	parts_not_then: 'answersFor',
	parts_elsewhere: 'answersFor',
	principal_needed: 'onBehalfOf',
	principal_not_wanted: 'onBehalfOf',
	principal_unknown: 'onBehalfOf',
	principal_has_no_post: 'onBehalfOf',
	beyond_principal: 'validTo',
	overlaps: 'validFrom'
};

/** The cell that a refusal of a post is about. */
function placeOf({ code }: Refusal): [PeopleColumn, string] {
	const reason = code.replace(/^posts\./, '');
	return [COLUMN_OF_REFUSAL[reason] ?? 'role', reason];
}
