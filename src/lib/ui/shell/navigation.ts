import type { Component } from 'svelte';
import ChartLine from '@lucide/svelte/icons/chart-line';
import FileText from '@lucide/svelte/icons/file-text';
import KeyRound from '@lucide/svelte/icons/key-round';
import ScrollText from '@lucide/svelte/icons/scroll-text';
import Gauge from '@lucide/svelte/icons/gauge';
import ListTree from '@lucide/svelte/icons/list-tree';
import Monitor from '@lucide/svelte/icons/monitor';
import MonitorCog from '@lucide/svelte/icons/monitor-cog';
import ScanSearch from '@lucide/svelte/icons/scan-search';
import BookText from '@lucide/svelte/icons/book-text';
import Users from '@lucide/svelte/icons/users';
import Building from '@lucide/svelte/icons/building-2';
import Settings from '@lucide/svelte/icons/settings';
import { m } from '#lib/paraglide/messages.js';

export interface Destination {
	href: string;
	word(): string;
	icon: Component;
	/** Has a look of its own: the document is loaded anew. */
	apart?: true;
}

/** What a reader may open; decided by the server, never by hiding a link. */
export interface Sights {
	aggregates: boolean;
	dossiers: boolean;
	matching: boolean;
	operations: boolean;
	accounts: boolean;
	audit: boolean;
	keys: boolean;
	screens: boolean;
	settings: boolean;
	/** Code of the agency that the reader belongs to. */
	agency: string | null;
}

export function destinations(sights: Sights): Destination[] {
	const list: (Destination | false)[] = [
		sights.aggregates && { href: '/', word: m.shell_overview, icon: ListTree },
		sights.agency !== null && {
			href: `/agencies/${encodeURIComponent(sights.agency)}`,
			word: m.shell_own_agency,
			icon: Building
		},
		sights.aggregates && { href: '/charts', word: m.shell_charts, icon: ChartLine },
		sights.dossiers && { href: '/dossiers', word: m.shell_dossiers, icon: FileText },
		sights.matching && { href: '/quarantine', word: m.shell_quarantine, icon: ScanSearch },
		sights.matching && { href: '/procedures', word: m.shell_procedures, icon: BookText },
		sights.operations && { href: '/operations', word: m.shell_operations, icon: Gauge },
		sights.accounts && { href: '/accounts', word: m.shell_accounts, icon: Users },
		sights.keys && { href: '/keys', word: m.shell_keys, icon: KeyRound },
		sights.audit && { href: '/audit', word: m.shell_audit, icon: ScrollText },
		sights.screens && { href: '/screens', word: m.shell_screens, icon: MonitorCog },
		sights.settings && { href: '/settings', word: m.shell_settings, icon: Settings },
		sights.aggregates && { href: '/wall', word: m.shell_wall, icon: Monitor, apart: true }
	];
	return list.filter((one) => one !== false);
}

/** Whether a page lies at or below a destination. */
export function isHere(href: string, pathname: string): boolean {
	return href === '/' ? pathname === '/' : pathname === href || pathname.startsWith(`${href}/`);
}
