import type { Dossier } from '../dossiers/dossier.ts';
import type { Flag } from '../dossiers/flags.ts';
import type { Recorded } from '../dossiers/message.ts';
import type { Sign } from '../dossiers/signs.ts';

/** A question about a dossier with the messages behind it, in the order in which they arrived. */
export interface Raised {
	flag: Flag;
	messages: Recorded[];
}

/**
 * The messages that raise each of a dossier's flags. What depends on an agency's other dossiers or on
 * the hour rests on the message that tells the dossier's present status.
 *
 * @param flags those that stand, also of the agency and of the hour
 */
export function raisedBy(
	flags: readonly Flag[],
	{ dossier, signs }: { dossier: Dossier; signs: readonly Sign[] },
	messages: readonly Recorded[]
): Raised[] {
	const sorted = messages.toSorted(
		(a, b) => a.arrivedAt - b.arrivedAt || (a.hash < b.hash ? -1 : 1)
	);
	return flags.map((flag) => {
		const sign = signs.find((one) => one.flag === flag);
		if (sign) {
			return { flag, messages: sorted.filter(({ hash }) => sign.messages.includes(hash)) };
		}
		const { status } = dossier.state;
		const held = sorted.findLast(
			({ content }) => content.status === status || (status === 10 && content.status === 9)
		);
		return { flag, messages: held ? [held] : [] };
	});
}
