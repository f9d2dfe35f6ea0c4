import type { Role } from '#lib/domain/accounts/account.ts';

/** Who is signed in, as far as the shell shows it. */
export interface SignedIn {
	name: string;
	email: string;
	role: Role;
	/** The agency of a head or officer. */
	agency: string | null;
}
