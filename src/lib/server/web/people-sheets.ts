import type { RequestEvent } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { WRITTEN_ROLES } from '#lib/domain/accounts/people-row.ts';
import { postsOn } from '#lib/domain/accounts/account.ts';
import { dayOf } from '#lib/domain/calendar/time.ts';
import type { HandedLink } from '#lib/server/accounts/people-access.ts';
import type { Sheet } from '#lib/server/exports/sheet.ts';
import { xlsxSheet } from '#lib/server/exports/xlsx-sheet.ts';
import { peopleForManagers } from '#lib/server/store/people.ts';
import { linkAddress } from './people-door.ts';

/** A small sheet as a download, all at once. */
export async function sheetFile(name: string, sheet: Sheet): Promise<Response> {
	const pieces: Buffer[] = [];
	for await (const piece of xlsxSheet(sheet)) pieces.push(piece);
	return new Response(Buffer.concat(pieces), {
		headers: {
			'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
			'content-disposition': `attachment; filename="${name}"`,
			'cache-control': 'no-store'
		}
	});
}

/** Whose link is whose: with role and agency, so that it can be handed to the right person. */
export async function linksSheet(
	event: RequestEvent,
	links: readonly HandedLink[]
): Promise<Sheet> {
	const { db, rulebook, clock, settings } = event.locals.desk;
	const today = dayOf(clock.now());
	const { directory } = await rulebook.current();
	const byId = new Map((await peopleForManagers(db)).map((person) => [person.id, person]));
	const postsOf = (id: number) => {
		const person = byId.get(id);
		if (person === undefined) return [];
		const held = postsOn(person, today);
		return held.length > 0 ? held : person.posts;
	};
	const columns = [
		[m.people_agency(), 44],
		[m.people_name(), 30],
		[m.people_role(), 30],
		[m.people_email(), 34],
		[m.people_file_link(), 80],
		[m.people_file_until(), 18]
	] as const;
	return {
		name: m.people_file_link(),
		head: settings.demo ? [[m.app_demo(), '']] : [],
		columns: columns.map(([title, width]) => ({ title, width })),
		rows: links.map((link) => {
			const posts = postsOf(link.id);
			const agencies = posts.map(({ agencyId }) =>
				agencyId === null ? '' : (directory.latest(agencyId)?.name ?? '')
			);
			const roles = posts.map(({ role }) =>
				role === 'screen' ? '' : (WRITTEN_ROLES[role][0] ?? '')
			);
			return [
				[...new Set(agencies)].filter((name) => name !== '').join('; '),
				link.name,
				[...new Set(roles)].join('; '),
				link.email,
				linkAddress(event, link),
				{ instant: link.endsAt }
			];
		})
	};
}
