import type { Role } from '#lib/domain/accounts/account.ts';
import { m } from '#lib/paraglide/messages.js';

export const ROLE_WORDS: Record<Role, () => string> = {
	leader: m.role_leader,
	office: m.role_office,
	centre: m.role_centre,
	inspector: m.role_inspector,
	head: m.role_head,
	officer: m.role_officer,
	admin: m.role_admin,
	screen: m.role_screen
};
