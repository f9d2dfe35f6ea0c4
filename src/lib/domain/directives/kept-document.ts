/** What an issued document keeps beside its tasks: its words, and where in them each task stands. */
export interface KeptDocument {
	text: string;
	/** By the public code of the task; one passage may have become several tasks. Offsets into `text`. */
	spans: { task: string; from: number; to: number }[];
	/** Passages that are rules ("Nghiêm cấm …"), not tasks. */
	rules: { from: number; to: number }[];
	/** As written; nobody is found by these. */
	signer: string | null;
	authority: string | null;
	assignedBy: string | null;
	addressees: string[];
	trackers: { name: string; role: string }[];
	references: string[];
}

/** Where each task stands, of those that have a passage and a code. */
export function spansOf(
	spans: readonly (readonly [from: number, to: number] | null)[],
	codes: readonly (string | null)[]
): KeptDocument['spans'] {
	return spans.flatMap((span, n) => {
		const task = codes[n] ?? null;
		return span === null || task === null ? [] : [{ task, from: span[0], to: span[1] }];
	});
}

/** Whether a passage lies in a text: what a sender says is not believed. */
export function liesIn({ length }: string, [from, to]: readonly [number, number]): boolean {
	return from <= to && to <= length;
}
