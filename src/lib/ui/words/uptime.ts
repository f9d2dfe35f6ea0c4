import { m } from '#lib/paraglide/messages.js';

/** How long something has run without a break, in its two largest units. */
export function formatUptime(minutes: number): string {
	const hours = Math.floor(minutes / 60);
	if (hours === 0) return m.screens_uptime_minutes({ minutes });
	if (hours < 24) return m.screens_uptime_hours({ hours, minutes: minutes % 60 });
	return m.screens_uptime_days({ days: Math.floor(hours / 24), hours: hours % 24 });
}
