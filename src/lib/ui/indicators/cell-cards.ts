import type { IndicatorId } from '#lib/domain/indicators/registry.ts';
import { m } from '#lib/paraglide/messages.js';
import { indicatorName } from '#lib/words/indicators.ts';
import type { CardOpener, NumberShown } from './card-opener.ts';

interface Given {
	/** Undefined where nothing opens cards: the cells are left alone. */
	open: CardOpener | undefined;
	/** Which number a cell marked `data-cell` holds, as it is shown. */
	numberIn: (cell: HTMLElement, id: IndicatorId) => NumberShown | null;
}

/**
 * For a table: the way from the number of a cell to its card, and to an opinion on that very number. One
 * mark goes to the cell that is pointed at or holds the focus, since two thousand would be noise; the
 * arrow keys go from number to number, also to those that are no links.
 */
export function cellCards(table: HTMLElement, given: Given): { update(next: Given): void } {
	let { open, numberIn } = given;
	const mark = document.createElement('button');
	mark.type = 'button';
	mark.className = 'cell-card no-print';
	mark.textContent = '?';
	mark.setAttribute('aria-haspopup', 'dialog');

	const cellOf = (target: EventTarget | null) =>
		target instanceof Element ? target.closest<HTMLElement>('td[data-cell]') : null;
	const idOf = (cell: HTMLElement) => cell.dataset.cell as IndicatorId;

	function put(cell: HTMLElement | null) {
		if (cell === null || open === undefined || mark.parentElement === cell) return;
		mark.setAttribute('aria-label', m.card_open({ name: indicatorName(idOf(cell)) }));
		mark.title = m.card_open({ name: indicatorName(idOf(cell)) });
		cell.tabIndex = -1;
		cell.append(mark);
	}
	function ask(event: Event) {
		event.stopPropagation();
		const cell = cellOf(event.currentTarget);
		const shown = cell && numberIn(cell, idOf(cell));
		// The cell itself is what the card stands beside: the mark goes on with the pointer.
		if (cell && shown) open?.(idOf(cell), cell, shown);
	}
	function step(event: KeyboardEvent) {
		const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
		const cell = cellOf(event.target);
		const row = cell?.closest('tr');
		if (by === undefined || !cell || !row || event.altKey || event.ctrlKey || event.metaKey) return;
		const cells = [...row.querySelectorAll<HTMLElement>('td[data-cell]')];
		const next = cells[cells.indexOf(cell) + by];
		if (next === undefined) return;
		event.preventDefault();
		put(next);
		next.focus();
	}
	mark.addEventListener('click', ask);
	table.addEventListener('focusin', (event) => put(cellOf(event.target)));
	table.addEventListener('keydown', step);
	table.addEventListener('pointerover', (event) => {
		// A finger goes where it touches, and the mark of somebody at the keyboard stays.
		if (event.pointerType === 'touch' || document.activeElement === mark) return;
		put(cellOf(event.target));
	});
	table.addEventListener('pointerleave', () => {
		if (!mark.parentElement?.contains(document.activeElement)) mark.remove();
	});
	return {
		update(next) {
			({ open, numberIn } = next);
		}
	};
}
