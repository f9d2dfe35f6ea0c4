import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { readAudit } from '#lib/server/web/audit-reading.ts';
import { auditParams } from '#lib/server/web/audit-shapes.ts';
import { actionWord, groupWords, kindWord, toldDifferences } from '#lib/server/web/audit-words.ts';
import { askedOfPage } from '#lib/server/web/pages.ts';
import type { PageServerLoad } from './$types';

/** Fields shown of one act; the file and the API have them all. */
const FIELDS_SHOWN = 12;

export const load: PageServerLoad = async (event) => {
	const reader = requirePageReader(event, 'seeAudit');
	const params = askedOfPage(event, auditParams, (checked) => checked);
	const { items, ...rest } = await readAudit(event, reader, params);
	const { from, to, actor, group, subject } = params;
	return {
		...rest,
		acts: items.map(({ before, after, ...act }) => {
			const told = toldDifferences(before, after);
			return {
				...act,
				word: actionWord(act.action),
				kind: kindWord(act.actor.kind),
				changes: told.slice(0, FIELDS_SHOWN),
				more: Math.max(0, told.length - FIELDS_SHOWN)
			};
		}),
		filter: { from, to, actor, group, subject },
		groups: groupWords()
	};
};
