/**
 * An official letter in the layout of Nghị định 30/2020/NĐ-CP that the program drafts and the
 * document-management system issues. What it counts is frozen with its instant when it is drafted; what
 * it says about that is a person's to change until it is issued.
 */
import type { Day, Instant } from '../calendar/time.ts';

/** công văn đôn đốc; phiếu báo cáo (to the leader, about what stays overdue). */
export const LETTER_KINDS = ['urging', 'report'] as const;
export type LetterKind = (typeof LETTER_KINDS)[number];

/**
 * What a letter may list, each in a sentence and a table of its own: quá hạn (open and past due) and
 * trễ hạn (finished late) are two nouns, of dossiers and of tasks, and no two of these are added.
 */
export const LETTER_TABLES = [
	'dossiersOverdue',
	'dossiersLate',
	'tasksOverdue',
	'tasksLate',
	/** Of a report alone: assigned, and not taken up by the day on which they had to be. */
	'tasksUnacknowledged'
] as const;
export type LetterTable = (typeof LETTER_TABLES)[number];

/** One dossier or task as it stood; nothing of a citizen. */
export interface LetterRow {
	code: string;
	/** The procedure, or what the task asks. */
	what: string;
	/** Of a task: the document that assigned it. */
	document: string | null;
	agency: string;
	/** Of one not taken up: until when its head had to say that it is. */
	due: Day;
	/** Of a late one: the day on which it was finished. */
	finished: Day | null;
	/** Working days past the due day. */
	days: number;
}

/** Whose letter it is: what stands in its head and above its signature. */
export interface LetterIssuer {
	/** Null: the Committee of the province. */
	agencyCode: string | null;
	/** The agency above it, where the head of a letter names one. */
	above: string | null;
	/** In capitals, as in the head of a letter. */
	name: string;
	/** As it stands in a sentence: `Sở Tư pháp`. */
	called: string;
	/** Địa danh before the date. */
	place: string;
	/** A committee is signed for (TM.); another agency's head signs by his title alone. */
	committee: boolean;
	/** The head's title in capitals: `CHỦ TỊCH`, `GIÁM ĐỐC`. */
	head: string;
}

/** What never changes after it was drafted. */
export interface LetterFrozen {
	/** The instant of which every number and row is. */
	asOf: Instant;
	/** Of the demo province: the letter bears SỐ LIỆU MÔ PHỎNG. */
	demo: boolean;
	/** In which the late dossiers were finished; null: no period was asked for. */
	period: { from: Day; to: Day } | null;
	issuer: LetterIssuer;
	tables: Readonly<Record<LetterTable, readonly LetterRow[]>>;
}

/**
 * Who signs: the head (TM. of a committee), a deputy in his place (KT.), another by his order (TL.) or
 * by his authorisation (TUQ.), Nghị định 30/2020/NĐ-CP, Điều 13.
 */
export const SIGNINGS = ['TM', 'KT', 'TL', 'TUQ'] as const;
export type SigningKind = (typeof SIGNINGS)[number];

export interface Signing {
	by: SigningKind;
	/** In capitals; of who signs by order or authorisation. */
	title: string;
	/** Null: filled in where it is signed. */
	name: string | null;
}

/** What a person may change until the letter is issued. */
export interface LetterSaid {
	/** What follows the number: `UBND-KSTT`. */
	symbol: string;
	subject: string;
	addressees: readonly string[];
	/** Before the figures. */
	opening: readonly string[];
	/** After the figures. */
	requests: readonly string[];
	replyBy: Day | null;
	signing: Signing;
	/** Under "Nơi nhận:", without their dashes. */
	recipients: readonly string[];
}

export interface Letter {
	kind: LetterKind;
	frozen: LetterFrozen;
	said: LetterSaid;
	/** As the document-management system gave them; null: not issued yet. */
	issued: { number: string; on: Day } | null;
}
