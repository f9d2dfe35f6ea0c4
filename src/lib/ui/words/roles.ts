import type { Role } from '#lib/domain/accounts/account.ts';
import { m } from '#lib/paraglide/messages.js';

export const ROLE_WORDS: Record<Role, () => string> = {
	leader: m.role_leader,
	secretary: m.role_secretary,
	office: m.role_office,
	centre: m.role_centre,
	commune_centre: m.role_commune_centre,
	inspector: m.role_inspector,
	head: m.role_head,
	acting_head: m.role_acting_head,
	deputy: m.role_deputy,
	clerk: m.role_clerk,
	officer: m.role_officer,
	admin: m.role_admin,
	screen: m.role_screen
};
