import { z } from 'zod';
import { DOCUMENTS } from '#lib/domain/indicators/bases.ts';
import {
	GROUPS,
	INDICATOR_IDS,
	indicatorOf,
	isOfDelays,
	isOfTasks,
	isOther,
	type IndicatorId
} from '#lib/domain/indicators/registry.ts';
import { INDICATOR_DEFINITIONS } from '#lib/words/indicator-definitions.ts';
import { INDICATOR_WORDS, nameWord, type Word } from '#lib/words/indicators.ts';

const LOCALES = ['vi', 'en'] as const;
const said = z.strictObject({ vi: z.string(), en: z.string() });
const id = z.enum(INDICATOR_IDS as [IndicatorId, ...IndicatorId[]]);
const day = z.iso.date().nullable();

/** The body of `GET /api/v1/indicators`. */
export const indicatorsAnswer = z
	.strictObject({
		indicators: z.array(
			z.strictObject({
				/** The dotted name of the figure in a Tally, where it is one. */
				id,
				group: z.enum(GROUPS),
				kind: z.enum(['flow', 'stock', 'rate']),
				unit: z.enum(['dossiers', 'tasks', 'opinions', 'fraction']),
				/** `office`: ours; else who publishes it by their own formula. */
				owner: z.enum(['office', 'portal', 'form06', 'qd766']),
				name: said,
				short: said.nullable(),
				formula: z.union([
					z.strictObject({ type: z.literal('set') }),
					z.strictObject({ type: z.literal('sum'), of: z.array(id) }),
					z.strictObject({ type: z.literal('share'), of: z.array(id), over: z.array(id) })
				]),
				versions: z.array(
					z.strictObject({
						validFrom: day,
						definition: said,
						basis: z.array(
							z.strictObject({
								document: z.string(),
								article: z.string().nullable(),
								/** False: not yet compared with the text of the document. */
								checked: z.boolean()
							})
						)
					})
				),
				source: z.array(z.string()),
				parameters: z.array(z.string()),
				/** Of a figure of others: ours that is held beside it. */
				beside: id.nullable()
			})
		)
	})
	.meta({ id: 'Indicators' });

/** The registry as it is, in both languages. */
export function indicatorsNow(): z.output<typeof indicatorsAnswer> {
	return {
		indicators: INDICATOR_IDS.map((one) => {
			const { formula, versions, source, parameters, ...rest } = indicatorOf(one);
			return {
				id: one,
				group: rest.group,
				kind: rest.kind,
				unit: unitOf(one),
				owner: rest.owner,
				name: bothOf(nameWord(one)),
				short: isOther(one) ? null : bothOf(INDICATOR_WORDS[one].short),
				formula:
					formula.type === 'set'
						? formula
						: formula.type === 'sum'
							? { type: 'sum', of: [...formula.of] }
							: { type: 'share', of: [...formula.of], over: [...formula.over] },
				versions: versions.map(({ validFrom, basis, text }) => ({
					validFrom,
					definition: bothOf(INDICATOR_DEFINITIONS[text]),
					basis: basis.map(({ document, article, unchecked }) => ({
						document: DOCUMENTS[document].name,
						article,
						checked: unchecked !== true
					}))
				})),
				source: [...source],
				parameters: [...parameters],
				beside: rest.beside
			};
		})
	};
}

function unitOf(id: IndicatorId): 'dossiers' | 'tasks' | 'opinions' | 'fraction' {
	if (indicatorOf(id).kind === 'rate') return 'fraction';
	if (isOfTasks(id)) return 'tasks';
	return isOfDelays(id) && id.startsWith('delays.consultation.') ? 'opinions' : 'dossiers';
}

function bothOf(word: Word): { vi: string; en: string } {
	const [vi = '', en = ''] = LOCALES.map((locale) => word({}, { locale }));
	return { vi, en };
}
