import { getContext, setContext } from 'svelte';
import type { IndicatorId } from '#lib/domain/indicators/registry.ts';

/** The number that stands beside a label, as it is shown: what an opinion on it freezes. */
export interface NumberShown {
	/** Code of the agency whose number it is; null: of the province. */
	agency: string | null;
	value: number | null;
	/** The instant that it tells of. */
	asOf: string;
	/** What else narrows it, as the address of the page says. */
	query: string;
}

/** Opens the card of a number beside the label that asked for it. */
export type CardOpener = (id: IndicatorId, label: HTMLElement, shown?: NumberShown) => void;

const OPENER = Symbol('indicator card');

export function provideCardOpener(open: CardOpener): void {
	setContext(OPENER, open);
}

/** Undefined where nothing opens cards: the label is the link that it is without scripts. */
export function cardOpener(): CardOpener | undefined {
	return getContext<CardOpener | undefined>(OPENER);
}

/** The page of one number. */
export function indicatorAddress(id: IndicatorId): string {
	return `/indicators/${encodeURIComponent(id)}`;
}

/** Where a leader says what is to be done at the sight of a number. */
export function opinionAddress(id: IndicatorId, shown?: NumberShown): string {
	const params = new URLSearchParams({ indicator: id });
	if (shown !== undefined) {
		if (shown.agency !== null) params.set('agency', shown.agency);
		params.set('value', String(shown.value ?? ''));
		params.set('asOf', shown.asOf);
		if (shown.query !== '') params.set('query', shown.query);
	}
	return `/opinions/new?${params}`;
}

/** Parameters of a page that narrow its numbers, without the agency, which is named apart. */
export function narrowingOf(params: URLSearchParams): string {
	const kept = new URLSearchParams();
	for (const name of ['from', 'to', 'at', 'knownAt', 'own', 'receivedBy', 'field', 'channel']) {
		const value = params.get(name);
		if (value !== null && value !== '') kept.set(name, value);
	}
	return kept.toString();
}
