import type { AgencyKind, AgencyLevel } from '../agencies/agency.ts';
import type { Day, Instant } from '../calendar/time.ts';
import type { Marks, Standing } from '../deadlines/standing.ts';
import type { DueReason } from '../dossiers/dossier.ts';
import type { Figure, Tally } from './tally.ts';

/** What an overview or a list is asked for, every value already checked (contract section 4). */
export interface Period {
	/** The instant whose state is told, by the times at which things happened. */
	at: Instant;
	/** Leaves out what had not arrived by then; null: everything known. */
	knownAt: Instant | null;
	from: Day;
	to: Day;
}

export interface Narrowing {
	/** With all below it, unless `own`. */
	agencyId: number | null;
	own: boolean;
	/** Code in the new identifier form. */
	receivedBy: string | null;
	field: string | null;
	channel: string | null;
}

export type OverviewQuery = Period & Narrowing;

export interface Freshness {
	/** ISO 8601 with offset; null: nothing has ever come. */
	lastEventAt: string | null;
	lastArrivalAt: string | null;
	stale: boolean;
}

export interface AgencyFigures {
	code: string;
	name: string;
	kind: AgencyKind;
	level: AgencyLevel;
	accountable: boolean;
	/** A vertical central agency (ngành dọc): shown, not ranked. */
	vertical: boolean;
	/** Code of the agency above. */
	parent: string | null;
	ended: boolean;
	/** Itself with all below it: what it answers for. */
	tally: Tally;
	/** Itself alone. */
	own: Tally;
	freshness: Freshness;
}

/** The body of `GET /api/v1/overview`. */
export interface Overview {
	epoch: string;
	seq: number;
	asOf: string;
	from: Day;
	to: Day;
	/** Messages waiting to be matched (bản tin chờ đối chiếu). */
	pending: number;
	province: Tally;
	agencies: AgencyFigures[];
}

/** One row of a list of dossiers. */
export interface DossierItem {
	code: string;
	procedure: { code: string; name: string };
	field: { code: string; name: string };
	agency: { code: string; name: string };
	receivedBy: string;
	channel: string;
	unit: string;
	status: number;
	standing: Standing | null;
	marks: Marks;
	receivedAt: string | null;
	submittedAt: string | null;
	firstDueAt: string | null;
	dueAt: string | null;
	dueSource: 'recorded' | 'same_day' | null;
	finishedAt: string | null;
	returnedAt: string | null;
	/** Working days past the appointment, for overdue and late ones; else null. */
	daysLate: number | null;
	flags: string[];
}

export interface DossierList {
	total: number;
	items: DossierItem[];
	/** Cursor of the next page; null on the last. */
	next: string | null;
}

export interface ListQuery extends OverviewQuery {
	figure: Figure | null;
	standing: Standing | null;
	flag: string | null;
	/** Free text: dossier code, procedure or agency, without diacritics. */
	search: string | null;
	/** Overdue for how many calendar days: a bucket of the age chart, both ends included. */
	age: { min: number; max: number | null } | null;
	/** Open and due on this day. */
	due: Day | null;
	/** Only these, by their public codes. */
	codes?: readonly string[];
	sort: 'due' | 'received' | 'code' | 'finished';
	limit: number;
	cursor: string | null;
}

/** The body of `GET /api/v1/dossiers/{MaHoSo}`, besides `deadline` (domain/deadlines/trace.ts). */
export interface DossierDetail extends DossierItem {
	firstEndAt: string | null;
	applicantKind: string;
	papers: number;
	results: number;
	/** Who holds it: the last step's division and title, and since when. */
	holder: { unit: string; title: string; since: string } | null;
	changes: { at: string; status: number; undated: boolean }[];
	steps: {
		at: string;
		status: number;
		unit: string;
		title: string;
		startedAt: string | null;
		normEndAt: string | null;
		arrivedAt: string;
	}[];
	dues: {
		dueAt: string;
		promiseAt: string;
		effectiveAt: string;
		reason: DueReason;
		grounded: boolean;
	}[];
	supplements: {
		requestedAt: string | null;
		receivedAt: string | null;
		dueBefore: string | null;
		dueAfter: string | null;
	}[];
}
