/** Who is signed in, in words. */
export interface SignedIn {
	name: string;
	email: string;
	role: string;
	/** The agency of a head or officer. */
	agency: string | null;
}
