/** Why the centre lets a waiting message go; a list, so that nobody's name is written into a reason. */
export const DISMISSALS = [
	'sent_again',
	'test_data',
	'wrong_sender',
	'not_ours',
	'unreadable'
] as const;
export type Dismissal = (typeof DISMISSALS)[number];
