import type { AgencyDirectory } from '../agencies/agency.ts';
import { addDays, type Day } from '../calendar/time.ts';
import { accepted, refused, type Decision } from '../refusal.ts';
import { isHeld, type Post, type Role } from './account.ts';
import { AGENCY_ROLES, DELEGATED_ROLES } from './permissions.ts';

/** A post as somebody wants to give it. Posts are dated and never corrected in place. */
export interface AskedPost extends Omit<Post, 'id'> {
	/** What decides it: number and date of the document. */
	document: string;
}

/** What a post is judged by, besides itself. */
export interface PostCircumstances {
	directory: Pick<AgencyDirectory, 'version' | 'latest' | 'descendants'>;
	/** Posts of the account that is to hold it, past and to come too. */
	held: readonly Post[];
	/** Of the account in whose place it acts; null when there is none, or it is disabled. */
	principal: readonly Post[] | null;
}

/** Whose post lets a post stand in for them: a leader's for a secretary, the head's for a deputy. */
const PRINCIPALS: Readonly<Partial<Record<Role, readonly Role[]>>> = {
	secretary: ['leader'],
	deputy: ['head', 'acting_head']
};

/**
 * Whether a post may be given, and as what: one that stands in for somebody and has no end of its own
 * ends with theirs. What is refused names the fact: who a post needs, which days do not fit.
 */
export function giftOfPost(asked: AskedPost, by: PostCircumstances): Decision<AskedPost> {
	const { role, agencyId, validFrom, validTo } = asked;
	if (role === 'screen') return refused('posts.screen_is_nobody');
	if (asked.document.trim() === '') return refused('posts.document_needed');
	if (validTo !== null && validTo < validFrom) return refused('posts.ends_before_start');
	const wanted = AGENCY_ROLES.includes(role);
	if (wanted && agencyId === null) return refused('posts.agency_needed');
	if (!wanted && agencyId !== null) return refused('posts.agency_not_wanted');
	if (agencyId !== null && !existsThroughout(by.directory, agencyId, validFrom, validTo)) {
		return refused('posts.agency_not_then');
	}
	const parts = partsOf(asked, by.directory);
	if (!parts.accepted) return parts;
	const placed = inPlaceOf(asked, by.principal);
	if (!placed.accepted) return placed;
	const post = placed.value;
	if (by.held.some((other) => isSameSeat(other, post) && overlaps(other, post))) {
		return refused('posts.overlaps');
	}
	return accepted(post);
}

/** A leader answers for fields and agencies; a deputy for parts of the agency; nobody else for any. */
function partsOf(
	{ role, agencyId, fields, answersFor, validFrom }: AskedPost,
	directory: PostCircumstances['directory']
): Decision<null> {
	if (fields.length > 0 && role !== 'leader') return refused('posts.fields_not_wanted');
	if (answersFor.length === 0) return accepted(null);
	if (role !== 'leader' && role !== 'deputy') return refused('posts.parts_not_wanted');
	if (answersFor.some((id) => directory.version(id, validFrom) === null)) {
		return refused('posts.parts_not_then');
	}
	const whole = agencyId === null ? null : directory.descendants(agencyId, validFrom);
	if (whole !== null && !answersFor.every((id) => whole.includes(id))) {
		return refused('posts.parts_elsewhere');
	}
	return accepted(null);
}

function inPlaceOf(asked: AskedPost, principal: readonly Post[] | null): Decision<AskedPost> {
	const { role, onBehalfOf, validFrom, validTo } = asked;
	if (onBehalfOf === null) {
		return DELEGATED_ROLES.includes(role) ? refused('posts.principal_needed') : accepted(asked);
	}
	if (PRINCIPALS[role] === undefined) return refused('posts.principal_not_wanted');
	if (principal === null) return refused('posts.principal_unknown');
	const until = coveredUntil(principal, asked, validFrom);
	if (until === undefined) return refused('posts.principal_has_no_post');
	if (until === null) return accepted(asked);
	if (validTo === null) return accepted({ ...asked, validTo: until });
	return validTo <= until ? accepted(asked) : refused('posts.beyond_principal', { until });
}

/**
 * The last day of the unbroken time from `from` on in which the principal holds a post that this one
 * may stand in for; null when no end is decided, undefined when none is held on `from`.
 */
function coveredUntil(
	principal: readonly Post[],
	{ role, agencyId }: Pick<Post, 'role' | 'agencyId'>,
	from: Day
): Day | null | undefined {
	const fitting = principal.filter(
		(post) => PRINCIPALS[role]?.includes(post.role) === true && post.agencyId === agencyId
	);
	let until: Day | undefined;
	for (let day = from; ;) {
		const there = fitting.filter((post) => isHeld(post, day));
		if (there.length === 0) return until;
		if (there.some((post) => post.validTo === null)) return null;
		until = there
			.map((post) => post.validTo ?? day)
			.sort()
			.at(-1);
		day = addDays(until ?? day, 1);
	}
}

/**
 * The last day of a post that ends: the day before `from`. What was, stays: only days from today on
 * can be taken back. One that has not begun is withdrawn, and then holds on no day at all.
 */
export function lastDayOf(
	post: Pick<Post, 'validFrom' | 'validTo'>,
	from: Day,
	today: Day
): Decision<Day> {
	if (from < today) return refused('posts.end_in_the_past', { today });
	const last = addDays(from > post.validFrom ? from : post.validFrom, -1);
	if (post.validTo !== null && post.validTo <= last) return refused('posts.already_ended');
	return accepted(last);
}

/**
 * Posts that stood in for somebody and outlast what is left of the posts of theirs: each with its new
 * last day, which is never before yesterday.
 */
export function endWithPrincipal<P extends Post>(
	delegated: readonly P[],
	principal: readonly Post[],
	today: Day
): { post: P; validTo: Day }[] {
	const yesterday = addDays(today, -1);
	return delegated.flatMap((post) => {
		const from = post.validFrom > today ? post.validFrom : today;
		if (isNever(post) || (post.validTo !== null && post.validTo < today)) return [];
		const until = coveredUntil(principal, post, from);
		if (until === null || (until !== undefined && post.validTo !== null && post.validTo <= until)) {
			return [];
		}
		const last = until ?? (post.validFrom > today ? addDays(post.validFrom, -1) : yesterday);
		return [{ post, validTo: last }];
	});
}

/** Somebody as far as it matters who can still let people in. */
export interface Keeper {
	/** Not disabled, and has a way in. */
	enters: boolean;
	posts: readonly Post[];
}

/** The first day from `from` on with no administrator who can come in; null: there always is one. */
export function firstDayWithoutAdministrator(keepers: readonly Keeper[], from: Day): Day | null {
	const seats = keepers
		.filter(({ enters }) => enters)
		.flatMap(({ posts }) => posts.filter(({ role }) => role === 'admin'));
	for (let day = from; ;) {
		const there = seats.filter((post) => isHeld(post, day));
		if (there.length === 0) return day;
		if (there.some((post) => post.validTo === null)) return null;
		day = addDays(
			there
				.map((post) => post.validTo ?? day)
				.sort()
				.at(-1) ?? day,
			1
		);
	}
}

/** Refused when a change would leave the province without an administrator sooner than without it. */
export function keepsAdministrator(
	before: readonly Keeper[],
	after: readonly Keeper[],
	today: Day
): Decision<null> {
	const was = firstDayWithoutAdministrator(before, today);
	const becomes = firstDayWithoutAdministrator(after, today);
	return becomes !== null && (was === null || becomes < was)
		? refused('accounts.last_administrator', { from: becomes })
		: accepted(null);
}

/** Whether a post holds on no day: it was withdrawn before it began. */
export function isNever({ validFrom, validTo }: Pick<Post, 'validFrom' | 'validTo'>): boolean {
	return validTo !== null && validTo < validFrom;
}

/** Two posts in which somebody would be the same thing twice. */
export function isSameSeat(
	a: Pick<Post, 'role' | 'agencyId' | 'onBehalfOf'>,
	b: Pick<Post, 'role' | 'agencyId' | 'onBehalfOf'>
): boolean {
	return a.role === b.role && a.agencyId === b.agencyId && a.onBehalfOf === b.onBehalfOf;
}

function overlaps(
	a: Pick<Post, 'validFrom' | 'validTo'>,
	b: Pick<Post, 'validFrom' | 'validTo'>
): boolean {
	if (isNever(a) || isNever(b)) return false;
	return (
		(b.validTo === null || a.validFrom <= b.validTo) &&
		(a.validTo === null || b.validFrom <= a.validTo)
	);
}

/** Day by day would be exact; versions follow each other without gaps, so both ends and its last do. */
function existsThroughout(
	{ version, latest }: PostCircumstances['directory'],
	agencyId: number,
	from: Day,
	to: Day | null
): boolean {
	if (version(agencyId, from) === null) return false;
	return to === null ? latest(agencyId)?.validTo === null : version(agencyId, to) !== null;
}
