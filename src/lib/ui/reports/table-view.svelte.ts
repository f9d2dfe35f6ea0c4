import { SvelteSet } from 'svelte/reactivity';
import { AGENCY_LEVELS, type AgencyLevel } from '#lib/domain/agencies/agency.ts';
import { FIGURES } from '#lib/domain/reports/tally.ts';
import type { Sort, SortKey } from './agency-tree.ts';
import type { ColumnSet } from './columns.ts';

const SORT_KEYS: readonly string[] = [
	'name',
	'age',
	'rates.onTimeOrEarly',
	'rates.late',
	'rates.lateByPromise',
	...FIGURES
];

/** How a reader has set the table of agencies; all of it is in the page's address. */
export class TableView {
	sort: Sort = $state({ by: null, descending: false });
	level: AgencyLevel | null = $state(null);
	name = $state('');
	columns: ColumnSet = $state('main');
	readonly opened = new SvelteSet<string>();

	constructor(params: URLSearchParams) {
		const sort = params.get('sort') ?? '';
		const by = sort.replace(/^-/, '');
		if (SORT_KEYS.includes(by)) {
			this.sort = { by: by as SortKey, descending: sort.startsWith('-') };
		}
		this.level = AGENCY_LEVELS.find((level) => level === params.get('level')) ?? null;
		this.name = params.get('q') ?? '';
		this.columns = params.get('columns') === 'all' ? 'all' : 'main';
		for (const code of (params.get('open') ?? '').split(','))
			if (code !== '') this.opened.add(code);
	}

	/** Numbers begin with the most, names with A; a second press turns the order round. */
	sortBy(by: SortKey): void {
		const descending = this.sort.by === by ? !this.sort.descending : by !== 'name';
		this.sort = { by, descending };
	}

	toggle(code: string): void {
		if (!this.opened.delete(code)) this.opened.add(code);
	}

	/** As parameters of the page's address; null: as it is without. */
	parameters(): Record<string, string | null> {
		const { by, descending } = this.sort;
		return {
			sort: by === null ? null : `${descending ? '-' : ''}${by}`,
			level: this.level,
			q: this.name,
			columns: this.columns === 'all' ? 'all' : null,
			open: [...this.opened].join(',')
		};
	}
}
