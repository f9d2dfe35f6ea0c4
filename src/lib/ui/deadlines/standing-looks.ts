import type { Component } from 'svelte';
import Ban from '@lucide/svelte/icons/ban';
import CalendarOff from '@lucide/svelte/icons/calendar-off';
import Check from '@lucide/svelte/icons/check';
import CheckCheck from '@lucide/svelte/icons/check-check';
import CircleCheck from '@lucide/svelte/icons/circle-check';
import CirclePause from '@lucide/svelte/icons/circle-pause';
import CircleStop from '@lucide/svelte/icons/circle-stop';
import Clock from '@lucide/svelte/icons/clock-3';
import ClockAlert from '@lucide/svelte/icons/clock-alert';
import Hourglass from '@lucide/svelte/icons/hourglass';
import Inbox from '@lucide/svelte/icons/inbox';
import MailWarning from '@lucide/svelte/icons/mail-warning';
import TriangleAlert from '@lucide/svelte/icons/triangle-alert';
import Undo from '@lucide/svelte/icons/undo-2';
import type { Standing } from '#lib/domain/deadlines/standing.ts';
import { m } from '#lib/paraglide/messages.js';

export interface StandingLook {
	icon: Component;
	/** Text and ground, from the one palette in app.css. */
	tone: string;
	word(): string;
}

/** The one place where a standing gets its icon, colour and word. */
export const STANDING_LOOKS: Record<Standing, StandingLook> = {
	awaiting: { icon: Inbox, tone: 'text-awaiting bg-awaiting-ground', word: m.standing_awaiting },
	awaiting_overdue: {
		icon: MailWarning,
		tone: 'text-overdue bg-overdue-ground',
		word: m.standing_awaiting_overdue
	},
	in_time: { icon: Clock, tone: 'text-in-time bg-in-time-ground', word: m.standing_in_time },
	due_soon: {
		icon: Hourglass,
		tone: 'text-due-soon bg-due-soon-ground',
		word: m.standing_due_soon
	},
	overdue: {
		icon: TriangleAlert,
		tone: 'text-overdue bg-overdue-ground',
		word: m.standing_overdue
	},
	no_due: { icon: CalendarOff, tone: 'text-no-due bg-no-due-ground', word: m.standing_no_due },
	paused: { icon: CirclePause, tone: 'text-paused bg-paused-ground', word: m.standing_paused },
	resolved_early: {
		icon: CheckCheck,
		tone: 'text-early bg-early-ground',
		word: m.standing_resolved_early
	},
	resolved_on_time: {
		icon: Check,
		tone: 'text-on-time bg-on-time-ground',
		word: m.standing_resolved_on_time
	},
	resolved_late: {
		icon: ClockAlert,
		tone: 'text-late bg-late-ground',
		word: m.standing_resolved_late
	},
	resolved_no_due: {
		icon: CircleCheck,
		tone: 'text-no-due bg-no-due-ground',
		word: m.standing_resolved_no_due
	},
	refused: { icon: Ban, tone: 'text-ended bg-ended-ground', word: m.standing_refused },
	withdrawn: { icon: Undo, tone: 'text-ended bg-ended-ground', word: m.standing_withdrawn },
	stopped: { icon: CircleStop, tone: 'text-ended bg-ended-ground', word: m.standing_stopped }
};
