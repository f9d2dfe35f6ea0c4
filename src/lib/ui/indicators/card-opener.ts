import { getContext, setContext } from 'svelte';
import type { IndicatorId } from '#lib/domain/indicators/registry.ts';

/** Opens the card of a number beside the label that asked for it. */
export type CardOpener = (id: IndicatorId, label: HTMLElement) => void;

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
