import type { Component } from 'svelte';
import CalendarCheck from '@lucide/svelte/icons/calendar-check';
import ChartLine from '@lucide/svelte/icons/chart-line';
import Newspaper from '@lucide/svelte/icons/newspaper';
import ClipboardClock from '@lucide/svelte/icons/clipboard-clock';
import FileClock from '@lucide/svelte/icons/file-clock';
import ClipboardList from '@lucide/svelte/icons/clipboard-list';
import FileCheck from '@lucide/svelte/icons/file-check';
import FileUser from '@lucide/svelte/icons/file-user';
import FileText from '@lucide/svelte/icons/file-text';
import Hourglass from '@lucide/svelte/icons/hourglass';
import KeyRound from '@lucide/svelte/icons/key-round';
import ScrollText from '@lucide/svelte/icons/scroll-text';
import Gauge from '@lucide/svelte/icons/gauge';
import ListChecks from '@lucide/svelte/icons/list-checks';
import ListTodo from '@lucide/svelte/icons/list-todo';
import MessagesSquare from '@lucide/svelte/icons/messages-square';
import MailWarning from '@lucide/svelte/icons/mail-warning';
import Mail from '@lucide/svelte/icons/mail';
import ListTree from '@lucide/svelte/icons/list-tree';
import Megaphone from '@lucide/svelte/icons/megaphone';
import Monitor from '@lucide/svelte/icons/monitor';
import MessageCircleQuestion from '@lucide/svelte/icons/message-circle-question-mark';
import MonitorCog from '@lucide/svelte/icons/monitor-cog';
import ClipboardCheck from '@lucide/svelte/icons/clipboard-check';
import ScanSearch from '@lucide/svelte/icons/scan-search';
import BookText from '@lucide/svelte/icons/book-text';
import UserRoundCheck from '@lucide/svelte/icons/user-round-check';
import Users from '@lucide/svelte/icons/users';
import MessageSquareText from '@lucide/svelte/icons/message-square-text';
import Building from '@lucide/svelte/icons/building-2';
import Settings from '@lucide/svelte/icons/settings';
import { m } from '#lib/paraglide/messages.js';

export interface Destination {
	href: string;
	word(): string;
	icon: Component;
	/** Has a look of its own: the document is loaded anew. */
	apart?: true;
	/** Set up or watched over once a week, not read all day. */
	manages?: true;
}

/** What a reader may open; decided by the server, never by hiding a link. */
export interface Sights {
	aggregates: boolean;
	dossiers: boolean;
	tasks: boolean;
	/** Questions about dossiers. */
	flags: boolean;
	findings: boolean;
	/** Requests to put a number right. */
	corrections: boolean;
	asksCorrections: boolean;
	/** Holds the centre's shift. */
	shift: boolean;
	letters: boolean;
	inspections: boolean;
	/** Goes out to inspect: the day's work stands in the bar. */
	inspects: boolean;
	/** Has a history of urgings, and may urge. */
	urgings: boolean;
	urges: boolean;
	/** Tasks come to the reader to be done, or wait for their word. */
	taskInbox: boolean;
	matching: boolean;
	operations: boolean;
	accounts: boolean;
	audit: boolean;
	keys: boolean;
	screens: boolean;
	settings: boolean;
	opinions: boolean;
	/** Says why dossiers of the agency are late. */
	explains: boolean;
	/** Reads measures against officials. */
	measures: boolean;
	/** Whether the reader gives opinions on numbers, or prepares them. */
	saysOpinions: boolean;
	/** Code of the agency that the reader belongs to. */
	agency: string | null;
}

export function destinations(sights: Sights): Destination[] {
	const list: (Destination | false)[] = [
		sights.aggregates && { href: '/', word: m.shell_overview, icon: ListTree },
		sights.inspects && {
			href: '/inspections/today',
			word: m.shell_inspector_day,
			icon: CalendarCheck
		},
		sights.agency !== null && {
			href: `/agencies/${encodeURIComponent(sights.agency)}`,
			word: m.shell_own_agency,
			icon: Building
		},
		sights.aggregates && { href: '/morning', word: m.shell_morning, icon: Newspaper },
		sights.aggregates && { href: '/charts', word: m.shell_charts, icon: ChartLine },
		sights.dossiers && { href: '/dossiers', word: m.shell_dossiers, icon: FileText },
		sights.tasks && { href: '/tasks', word: m.tasks_nav, icon: ListChecks },
		sights.tasks && { href: '/directives', word: m.shell_directives, icon: FileCheck },
		sights.taskInbox && { href: '/tasks/inbox', word: m.tasks_nav_inbox, icon: ListTodo },
		sights.inspections && {
			...{ href: '/inspections', word: m.shell_inspections, icon: ClipboardCheck },
			manages: true as const
		},
		sights.letters && { href: '/letters', word: m.shell_letters, icon: Mail, manages: true },
		sights.opinions && {
			...{ href: '/opinions', word: m.shell_opinions, icon: MessageSquareText },
			// The office's bar is full; a leader's is not.
			...(sights.saysOpinions ? {} : { manages: true as const })
		},
		sights.saysOpinions && { href: '/leader', word: m.leader_nav, icon: UserRoundCheck },
		sights.urgings && { href: '/urgings', word: m.urgings_nav, icon: Megaphone, manages: true },
		sights.dossiers && { href: '/causes', word: m.causes_nav, icon: Hourglass, manages: true },
		sights.dossiers && {
			...{ href: '/consultations', word: m.consultations_nav, icon: MessagesSquare },
			manages: true as const
		},
		sights.dossiers && {
			...{ href: '/apologies', word: m.apologies_nav, icon: MailWarning, manages: true as const }
		},
		sights.measures && {
			...{ href: '/measures', word: m.measures_nav, icon: FileUser, manages: true as const }
		},
		sights.flags && {
			href: '/flags',
			word: m.shell_flags,
			icon: MessageCircleQuestion,
			manages: true
		},
		sights.shift && { href: '/shift', word: m.shift_nav, icon: ClipboardClock, manages: true },
		sights.corrections && {
			href: '/corrections',
			word: m.corrections_nav,
			icon: FileClock,
			manages: true
		},
		sights.findings && {
			href: '/findings',
			word: m.shell_findings,
			icon: ClipboardList,
			manages: true
		},
		sights.matching && { href: '/quarantine', word: m.shell_quarantine, icon: ScanSearch },
		sights.matching && {
			href: '/procedures',
			word: m.shell_procedures,
			icon: BookText,
			manages: true
		},
		sights.operations && {
			href: '/operations',
			word: m.shell_operations,
			icon: Gauge,
			manages: true
		},
		sights.accounts && {
			href: '/accounts',
			word: m.shell_accounts,
			icon: Users,
			manages: true
		},
		sights.keys && { href: '/keys', word: m.shell_keys, icon: KeyRound, manages: true },
		sights.audit && { href: '/audit', word: m.shell_audit, icon: ScrollText, manages: true },
		sights.screens && {
			href: '/screens',
			word: m.shell_screens,
			icon: MonitorCog,
			manages: true
		},
		sights.settings && {
			href: '/settings',
			word: m.shell_settings,
			icon: Settings,
			manages: true
		},
		sights.aggregates && { href: '/wall', word: m.shell_wall, icon: Monitor, apart: true }
	];
	return list.filter((one) => one !== false);
}

/** More than these do not stand side by side on a small desk screen, and one less beside a menu. */
const SIDE_BY_SIDE = 7;
const BESIDE_MENU = 6;

/**
 * What stands in the bar, what joins it on a wide screen and is in the menu on others, and what is
 * always in the menu; a short list has no menu.
 */
export function barAndMenu(all: readonly Destination[]): {
	bar: Destination[];
	wide: Destination[];
	menu: Destination[];
} {
	if (all.length <= SIDE_BY_SIDE) return { bar: [...all], wide: [], menu: [] };
	const daily = all.filter(({ manages }) => manages !== true);
	return {
		bar: daily.slice(0, BESIDE_MENU),
		wide: daily.slice(BESIDE_MENU),
		menu: all.filter(({ manages }) => manages === true)
	};
}

/** Whether a page lies at or below a destination. */
export function isHere(href: string, pathname: string): boolean {
	if (href === '/') return pathname === '/';
	// What waits for the reader is a place of its own beside the board.
	if (href === '/tasks' && pathname === '/tasks/inbox') return false;
	if (href === '/inspections' && pathname === '/inspections/today') return false;
	return pathname === href || pathname.startsWith(`${href}/`);
}
