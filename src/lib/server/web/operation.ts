import type { z } from 'zod';

/** One operation of the API, from the schemas that its route validates with. */
export interface Operation {
	path: string;
	method: 'get' | 'head' | 'patch' | 'post';
	summary: string;
	/** Which keys open it, besides the session cookie of an account that may. */
	keys: readonly ('feed' | 'read' | 'act')[];
	query?: z.ZodObject;
	/** JSON, unless it is a `file`. */
	body?: z.ZodType;
	/** Takes a multipart form with a file and the fields of `body`. */
	file?: boolean;
	/** Takes, instead of its JSON, a multipart form with a file of these kinds. */
	orFile?: string;
	/** Takes an Idempotency-Key. */
	command?: boolean;
	/** JSON, or the media types of a download. */
	answer: z.ZodType | readonly string[];
	refusals: readonly number[];
}
