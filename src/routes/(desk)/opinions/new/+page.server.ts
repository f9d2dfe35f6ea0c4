import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import type { Reader } from '#lib/domain/accounts/reader.ts';
import { dayOf, isoOf, type Instant } from '#lib/domain/calendar/time.ts';
import { OPINION_IDS, type IndicatorId } from '#lib/domain/indicators/registry.ts';
import { opinionBy } from '#lib/domain/opinions/opinion.ts';
import { READY_DAYS_CHOSEN, readyDues, readyTexts } from '#lib/domain/opinions/ready-texts.ts';
import { compareVietnamese } from '#lib/domain/words/collate.ts';
import type { LoadedRules } from '#lib/server/store/rulebook.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { COMMAND_REFUSALS } from '#lib/server/web/commands.ts';
import { opinionSaying } from '#lib/server/web/opinion-shapes.ts';
import { countNow, heaviest, takeOpinion } from '#lib/server/web/opinions.ts';
import { ProblemError } from '#lib/server/web/problem.ts';
import { statusOf } from '#lib/server/web/refused.ts';
import { taskActorOf } from '#lib/server/web/tasks.ts';
import type { Actions, PageServerLoad } from './$types';

const asked = z.object({
	indicator: z.enum(OPINION_IDS as [IndicatorId, ...IndicatorId[]]).catch('open.overdue'),
	agency: z.string().max(40).nullable(),
	query: z.string().max(500).nullable(),
	value: z.string().max(40).nullable(),
	asOf: z.iso.datetime({ offset: true }).nullable().catch(null)
});

export const load: PageServerLoad = async (event) => {
	const reader = mustSay(event);
	const { rulebook, clock } = event.locals.desk;
	const rules = await rulebook.current();
	const now = clock.now();
	const { indicator, agency, query, value, asOf } = asked.parse(
		Object.fromEntries(
			Object.keys(asked.shape).map((name) => [name, event.url.searchParams.get(name)])
		)
	);
	const named = agency === null ? null : namedAgency(rules, agency);
	if (agency !== null && named === null) error(404, 'Không có cơ quan này');
	const number = { indicator, agency: named?.code ?? null, query: query ?? '' };
	const today = dayOf(now);
	// As the leader saw it; where nothing was told, as it is counted for this page, which they see here.
	const told = asOf !== null && value !== null && Date.parse(asOf) <= now + 60_000;
	const shown = told
		? { value: numberIn(value), asOf }
		: { value: await countOr404(event, reader, number), asOf: isoOf(now) };
	return {
		number: { ...number, ...shown, name: named?.name ?? null },
		agency: named,
		/** Whose number is the highest: one touch instead of a search, where the number is the province's. */
		likely: named === null ? await heaviest(event.locals.desk, reader, indicator) : [],
		agencies: named === null ? activeAgencies(rules, now) : [],
		texts: readyTexts(indicator),
		dues: readyDues(rules.calendar, today),
		chosen: READY_DAYS_CHOSEN,
		today,
		prepares: saysForLeader(reader)
	};
};

export const actions: Actions = {
	default: async (event) => {
		const reader = mustSay(event);
		const form = await event.request.formData();
		const text = (name: string) => {
			const value = form.get(name);
			return typeof value === 'string' ? value.trim() : '';
		};
		const whose = text('of');
		const said = opinionSaying.safeParse({
			agency: text('other') || text('agency'),
			text: text('own') || text('ready'),
			due: text('day') || text('due'),
			cause: {
				indicator: text('indicator'),
				agency: whose === '' ? null : whose,
				query: text('query'),
				value: numberIn(text('value')),
				asOf: text('asOf')
			}
		});
		if (!said.success) {
			const field = String(said.error.issues[0]?.path[0] ?? '');
			return fail(400, { field, refusal: COMMAND_REFUSALS[`opinion.no_${field}`] ?? field });
		}
		const told = await takeOpinion(event.locals.desk, taskActorOf(event, reader), said.data);
		if (!told.accepted) {
			const { refusal } = told;
			return fail(statusOf(refusal), {
				field: String(refusal.facts['field'] ?? ''),
				refusal: COMMAND_REFUSALS[refusal.code] ?? refusal.code
			});
		}
		redirect(303, `/opinions?done=${told.value.state}#${told.value.code}`);
	}
};

/** Leaders, and secretaries of one. */
function mustSay(event: RequestEvent): Reader {
	const reader = requirePageReader(event, 'seeOpinions');
	if (!opinionBy(reader).accepted) error(403, 'Tài khoản không cho ý kiến chỉ đạo');
	return reader;
}

function saysForLeader(reader: Reader): boolean {
	const whose = opinionBy(reader);
	return whose.accepted && whose.value.state === 'prepared';
}

function namedAgency(rules: LoadedRules, code: string): { code: string; name: string } | null {
	const id = rules.directory.byCode(code);
	const version = id === null ? null : rules.directory.latest(id);
	return id === null || version === null ? null : { code: rules.codeOf(id), name: version.name };
}

function activeAgencies({ directory }: LoadedRules, now: Instant) {
	return directory
		.active(dayOf(now))
		.map(({ code, name }) => ({ code, name }))
		.sort((a, b) => compareVietnamese(a.name, b.name));
}

function numberIn(text: string): number | null {
	const value = Number(text);
	return text === '' || !Number.isFinite(value) ? null : value;
}

async function countOr404(
	event: RequestEvent,
	reader: Reader,
	number: Parameters<typeof countNow>[2]
): Promise<number | null> {
	try {
		return await countNow(event.locals.desk, reader, number);
	} catch (thrown) {
		if (!(thrown instanceof ProblemError)) throw thrown;
		error(404, thrown.problem.title);
	}
}
