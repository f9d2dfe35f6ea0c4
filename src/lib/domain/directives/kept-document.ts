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
