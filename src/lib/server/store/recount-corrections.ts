import { isDeepStrictEqual } from 'node:util';
import { standsStill } from '#lib/domain/corrections/claim.ts';
import { foldCorrection, type Correction } from '#lib/domain/corrections/correction.ts';
import type { KeptForRecount } from './corrections.ts';

/** Where a request is kept or served otherwise than its events and its dossiers' messages make it. */
export function correctionDifferences(kept: KeptForRecount): string[] {
	const found: string[] = [];
	const { happened, events, items, count, claim, askedOn } = kept;
	if (happened.length !== events || happened.some(({ n }, i) => n !== i + 1)) {
		found.push(`events 1 to ${events} expected, ${happened.map(({ n }) => n).join(' ')} recorded`);
	}
	let folded: Correction;
	try {
		folded = foldCorrection(happened.map(({ event }) => event));
	} catch {
		return [...found, 'begins with nothing asked'];
	}
	if (!isDeepStrictEqual(JSON.parse(JSON.stringify(folded)), kept.correction)) found.push('folded');
	if (folded.state !== kept.state) found.push('state');
	if (items.length !== count) found.push(`${count} dossiers frozen, ${items.length} listed`);
	const wrong = items.filter(
		({ agencyId, then, now, standing }) =>
			standsStill(claim, { on: askedOn, agencyId }, then, now) !== standing
	);
	if (wrong.length > 0) found.push(`${wrong.length} dossiers told otherwise than they stand`);
	return found;
}
