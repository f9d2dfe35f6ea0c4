import type { Desk } from '#lib/server/desk.ts';

declare global {
	namespace App {
		interface Locals {
			desk: Desk;
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
