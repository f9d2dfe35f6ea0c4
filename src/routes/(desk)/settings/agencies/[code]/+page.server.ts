import { error } from '@sveltejs/kit';
import { hoursText } from '#lib/domain/agencies/agency-row.ts';
import { dayOf } from '#lib/domain/calendar/time.ts';
import { addAgencyAlias, addHead, changeAgency, endAgency } from '#lib/server/commands/agencies.ts';
import { aliasesOf, documentsOf, headsOf } from '#lib/server/store/agency-book.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { changeOf, settingForm } from '#lib/server/web/setting-acts.ts';
import {
	agencyAlias,
	agencyChange,
	agencyEnd,
	agencyHead
} from '#lib/server/web/setting-shapes.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.depends('live:agencies');
	requirePageReader(event, 'manageSettings');
	const { db, rulebook, clock } = event.locals.desk;
	const { directory, codeOf, agencyIds } = await rulebook.current();
	const id = directory.byCode(event.params.code);
	const latest = id === null ? null : directory.latest(id);
	if (id === null || latest === null) error(404, 'Không có cơ quan này');
	const code = codeOf(id);
	const today = dayOf(clock.now());
	const [aliases, heads, documents] = await Promise.all([
		aliasesOf(db.sql, code),
		headsOf(db.sql, code),
		documentsOf(db.sql, code)
	]);
	const named = (other: number) => ({
		code: codeOf(other),
		name: directory.latest(other)?.name ?? codeOf(other)
	});
	const current = directory.version(id, today) ?? latest;
	return {
		code,
		today,
		current: {
			...current,
			hours: hoursText(current.hours),
			parentCode: current.parentId === null ? '' : codeOf(current.parentId)
		},
		versions: directory.versions(id).map(({ hours, parentId, ...version }) => ({
			...version,
			hours: hoursText(hours),
			above: parentId === null ? null : named(parentId),
			document: documents.get(version.validFrom) ?? ''
		})),
		aliases,
		heads,
		successors: directory
			.successors(id)
			.map(({ kind, on, toId }) => ({ kind, on, ...named(toId) })),
		predecessors: agencyIds
			.flatMap((from) => directory.successors(from))
			.filter(({ toId }) => toId === id)
			.map(({ kind, on, fromId }) => ({ kind, on, ...named(fromId) }))
	};
};

export const actions: Actions = {
	change: async (event) =>
		settingForm(event, 'change', agencyChange, async (body, by) => {
			const { desk } = event.locals;
			return changeAgency(desk, changeOf(body), by, desk.clock.now(), Date.now());
		}),
	end: async (event) =>
		settingForm(event, 'end', agencyEnd, async (body, by) => {
			const { desk } = event.locals;
			return endAgency(desk, body, by, desk.clock.now(), Date.now());
		}),
	alias: async (event) =>
		settingForm(event, 'alias', agencyAlias, async (body, by) => {
			const { desk } = event.locals;
			return addAgencyAlias(desk, body, by, desk.clock.now(), Date.now());
		}),
	head: async (event) =>
		settingForm(event, 'head', agencyHead, async (body, by) => {
			const { desk } = event.locals;
			return addHead(desk, body, by, desk.clock.now(), Date.now());
		})
};
