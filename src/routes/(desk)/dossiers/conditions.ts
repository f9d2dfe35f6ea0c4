import type { ListQuery } from '#lib/domain/reports/overview.ts';
import { m } from '#lib/paraglide/messages.js';
import { STANDING_LOOKS } from '#lib/ui/deadlines/standing-looks.ts';
import { channelWord, flagQuestion } from '#lib/ui/dossiers/dossier-words.ts';
import { formatDay, formatMoment } from '#lib/ui/words/dates.ts';
import { indicatorName } from '#lib/words/indicators.ts';
import { periodName } from '#lib/ui/words/periods.ts';

export interface Condition {
	word: string;
	/** The parameters that it stands for; none: it cannot be taken away. */
	removes: string[];
}

/** What a list was asked for, with every name already found. */
interface Asked extends Pick<
	ListQuery,
	'from' | 'to' | 'figure' | 'standing' | 'flag' | 'due' | 'search'
> {
	age: 'le7' | 'd8_30' | 'gt30' | 'gt90' | null;
	at: number | null;
	/** The instant whose state is told, and whether it is not now. */
	asAt: number;
	past: boolean;
	knownAt: number | null;
	agency: string | null;
	own: boolean;
	receivedBy: string | null;
	field: string | null;
	channel: string | null;
}

const AGES = {
	le7: m.dossiers_age_le7,
	d8_30: m.dossiers_age_d8_30,
	gt30: m.dossiers_age_gt30,
	gt90: m.dossiers_age_gt90
};

/** The conditions of a list, which can be taken away one by one. */
export function conditionsOf(asked: Asked): Condition[] {
	const conditions: Condition[] = [];
	const add = (word: string | null, ...removes: string[]) => {
		if (word !== null) conditions.push({ word, removes });
	};
	// Without a figure a period narrows nothing: it only says as at when the list is told.
	if (asked.figure !== null) add(periodName(asked.from, asked.to), 'from', 'to');
	if (asked.figure === null ? asked.past : asked.at !== null) {
		const removes = asked.figure === null ? ['at', 'from', 'to'] : ['at'];
		add(m.dossiers_at({ moment: formatMoment(asked.asAt) }), ...removes);
	}
	add(
		asked.knownAt === null ? null : m.dossiers_known_at({ moment: formatMoment(asked.knownAt) }),
		'knownAt'
	);
	add(asked.figure === null ? null : indicatorName(asked.figure), 'figure');
	add(asked.standing === null ? null : STANDING_LOOKS[asked.standing].word(), 'standing');
	add(asked.age === null ? null : AGES[asked.age](), 'age');
	add(asked.due === null ? null : m.dossiers_due_on({ day: formatDay(asked.due) }), 'due');
	add(asked.flag === null ? null : flagQuestion(asked.flag), 'flag');
	add(asked.agency, 'agency', 'own');
	add(asked.own ? m.dossiers_own() : null, 'own');
	add(
		asked.receivedBy === null ? null : `${m.filter_receiver()}: ${asked.receivedBy}`,
		'receivedBy'
	);
	add(asked.field === null ? null : `${m.filter_field()}: ${asked.field}`, 'field');
	add(
		asked.channel === null ? null : `${m.filter_channel()}: ${channelWord(asked.channel)}`,
		'channel'
	);
	add(asked.search === null ? null : m.dossiers_searched({ text: asked.search }), 'q');
	return conditions;
}
