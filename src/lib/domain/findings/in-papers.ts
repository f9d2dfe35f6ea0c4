/**
 * What of the findings of an inspection stands in its papers: what the team leader has confirmed and
 * neither withdrawn nor cleared by the unit's explanation. The official concerned is kept apart and
 * reaches no paper.
 */
import type { FoundThing } from '../inspections/merge.ts';
import { CATEGORY_NAMES } from './category-names.ts';
import type { Finding, FindingState } from './finding.ts';

/** A first record that nobody has confirmed, one that was withdrawn, one that was explained. */
const LEFT_OUT: readonly FindingState[] = ['logged', 'withdrawn', 'cleared'];

/** The findings in the words of minutes and conclusion, as they were logged, first to last. */
export function foundForPapers(
	findings: readonly (Pick<
		Finding,
		'category' | 'state' | 'text' | 'clause' | 'dossiers' | 'origin'
	> & { code: string; loggedAt: string | number })[]
): FoundThing[] {
	return findings
		.filter(({ state }) => !LEFT_OUT.includes(state))
		.sort((a, b) => (a.loggedAt < b.loggedAt ? -1 : a.loggedAt > b.loggedAt ? 1 : 0))
		.map(({ code, category, text, clause, dossiers, origin }) => {
			const of = dossiers.length === 0 ? '' : ` (hồ sơ ${dossiers.join(', ')})`;
			const said = text.trim().replaceAll(/\s*[\r\n]+\s*/g, ' ');
			return {
				shortcoming: {
					text: `${CATEGORY_NAMES[category]}${said === '' ? '' : `: ${said}`}${of}`,
					...{ basis: clause, category, finding: code }
				},
				said,
				dossiers,
				item: origin.kind === 'checklist' ? origin.id : null
			};
		});
}
