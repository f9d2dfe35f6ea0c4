import type { Role } from '#lib/domain/accounts/account.ts';

/** Who is signed in, as far as the shell shows it. */
export interface SignedIn {
	/** What waits on a device to be sent is kept by it; null of a screen. */
	id: number | null;
	name: string;
	email: string;
	role: Role;
	/** The agency of a head or officer. */
	agency: string | null;
}
