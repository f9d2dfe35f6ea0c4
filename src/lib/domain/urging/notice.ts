/**
 * What people are told of, and how far up. A notice names a level and an opaque subject; its words are
 * made where it is shown, and nothing of a citizen can stand in it.
 */

/** Rungs of the ladder of a task, from the one who does it upwards. */
export const LADDER_LEVELS = [
	'assigned',
	'due_first',
	'due_second',
	'due_day',
	'overdue_unit',
	'overdue_agency',
	'overdue_tracker',
	'overdue_report',
	'acknowledge_agency',
	'acknowledge_tracker',
	'acknowledge_report'
] as const;
export type LadderLevel = (typeof LADDER_LEVELS)[number];

/** Of an inspection: to its members, and to its agency once it may know of it. */
export const INSPECTION_LEVELS = [
	/** Put on a team. */
	'inspection_team',
	/** Thông báo lịch kiểm tra. */
	'inspection_notice',
	/** Its days were changed. */
	'inspection_moved',
	/** Opened at the agency. */
	'inspection_opened',
	/** Biên bản waits for the agency's signature and opinion. */
	'inspection_minutes',
	/** A draft of the conclusion waits for the signature of who ordered the inspection. */
	'inspection_to_sign',
	/** Thông báo kết luận is out. */
	'inspection_concluded'
] as const;

export const NOTICE_LEVELS = [
	...LADDER_LEVELS,
	/** The list of the morning, one for each head. */
	'morning',
	/** The same for who watches the whole province. */
	'morning_province',
	/** Many at once for one person, as one. */
	'digest',
	/** Nhắc, to the agency that is asked to answer. */
	'urging',
	/** The answer, to who urged. */
	'urging_reply',
	/** Đề nghị đính chính, to those who answer it. */
	'correction_asked',
	/** The centre's answer, to the agency that asked. */
	'correction_answered',
	/** A finding was confirmed, to the heads of its agency. */
	'finding',
	/** A severe one, to the leader in charge and the Office, never before it is confirmed. */
	'finding_severe',
	/** What was closed has come back. */
	'finding_relapse',
	...INSPECTION_LEVELS
] as const;
export type NoticeLevel = (typeof NOTICE_LEVELS)[number];

/** Counts and public codes of ours; never a word of a person. */
export interface NoticeFacts {
	/** How many things it tells of. */
	count?: number;
	/** Of a task: its due day then. */
	due?: string | null;
	/** Of an inspection that is to come: its first day. */
	from?: string;
	/** Of an urging: which time it is. */
	n?: number;
	/** Of an urging by letter: the letter's number. */
	letter?: string;
	agency?: string;
	dossiersDue?: number;
	dossiersOverdue?: number;
	tasksDue?: number;
	tasksOverdue?: number;
	/** Of a morning: by handling unit, the most first. */
	units?: { code: string; unit: string; count: number }[];
	/** Of a digest: how many of each level. */
	levels?: Partial<Record<NoticeLevel, number>>;
}

/** What nobody can switch off by mail: it has been left lying, or asks for an answer. */
const OBLIGATORY: readonly NoticeLevel[] = [
	'overdue_agency',
	'overdue_tracker',
	'overdue_report',
	'acknowledge_agency',
	'acknowledge_tracker',
	'acknowledge_report',
	'urging',
	'finding',
	'finding_severe',
	'inspection_notice',
	'inspection_opened',
	'inspection_minutes',
	'digest'
];

export function isObligatory(level: NoticeLevel): boolean {
	return OBLIGATORY.includes(level);
}

/** More than this many new ones for one person at one moment are told as one (T18). */
export const TOLD_SINGLY_AT_MOST = 5;
