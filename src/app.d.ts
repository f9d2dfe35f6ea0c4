import type { Reader } from '#lib/domain/accounts/reader.ts';
import type { Session } from '#lib/server/accounts/session.ts';
import type { Desk } from '#lib/server/desk.ts';

declare global {
	namespace App {
		interface Locals {
			desk: Desk;
			/** Who asks. Null only where no sign-in is needed: every other route refuses before it begins. */
			reader: Reader | null;
			/** Of a reader who came by cookie. */
			session: Session | null;
			/** In the log, in the answer's `X-Request-Id`. */
			requestId: string;
			/** Set where an error says that the database cannot be reached: the answer becomes 503. */
			databaseAway?: true;
		}

		interface Error {
			message: string;
			/** What the operator finds in the log. */
			id?: string;
		}
	}
}
