/** A question about a dossier as a page is told it: its messages, and what the agency answered. */
export interface AskedQuestion {
	flag: string;
	messages: {
		kind: 'snapshot' | 'step';
		at: string;
		arrivedAt: string;
		status: number;
		unit: string;
		dueAt: string | null;
	}[];
	answers: { text: string; at: string; by: string }[];
}
