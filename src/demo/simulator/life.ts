/** A dossier of the simulator: everything that will ever happen to it, in order of time. */
import type { Instant } from '#lib/domain/calendar/time.ts';
import type { DemoProcedure } from '../province/catalogue.ts';

/** An entry of DanhSachHoSoBoSung. 0: not yet. */
export interface Supplement {
	requestedAt: Instant;
	receivedAt: Instant;
	dueBefore: Instant;
	dueAfter: Instant;
	/** What the vendor's system writes into NoiDungBoSung. */
	why: 'papers' | 'financial_duty' | 'stopped';
}

/** The dossier right after something happened. Instants are 0 when not (yet) so. */
export interface Moment {
	at: Instant;
	/** TrangThaiHoSo, 1 to 10. */
	status: number;
	received: Instant;
	due: Instant;
	finished: Instant;
	returned: Instant;
	refused: Instant;
	supplements: readonly Supplement[];
	/** A DongBoHoSoMC record tells it. */
	shot: boolean;
	/** The history needs that record even when later ones exist. */
	essential: boolean;
	/** What it tells has no date of its own: its record must arrive after those before it. */
	undated: boolean;
	/** A CapNhatTienDoHoSoMC record tells it: always (nothing else dates it), while open, or seldom. */
	step: 'always' | 'open' | 'seldom';
}

export interface Life {
	/** MaHoSo */
	code: string;
	/** Code of the receiving unit, sent as madonvi. */
	unit: string;
	/** Code of the agency that solves it. */
	agency: string;
	procedure: DemoProcedure;
	/** MaTTHC as this sender writes it. */
	procedureCode: string;
	/** KenhThucHien */
	channel: '1' | '2' | '3';
	/** NgayNopHoSo, 0 for the desk. */
	submitted: Instant;
	/** Small choices of the wire (spelling, files, fees) are drawn from it. */
	salt: number;
	moments: readonly Moment[];
}

/** Ends for the agency: nothing is awaited from it. */
export function isEnd(status: number): boolean {
	return status === 3 || status === 7 || status === 8 || status === 9 || status === 10;
}

/** Writes a life down moment by moment; each is a copy of the state then. */
export interface Diary {
	readonly moments: Moment[];
	readonly now: Moment;
	note(at: Instant, status: number, change?: Partial<Moment>): void;
}

const PLAIN = { shot: true, essential: false, undated: false, step: 'seldom' } as const;

/** The first free minute after the last moment keeps order strict whatever the dice say. */
export function diary(): Diary {
	const moments: Moment[] = [];
	let now: Moment = {
		at: 0,
		status: 0,
		received: 0,
		due: 0,
		finished: 0,
		returned: 0,
		refused: 0,
		supplements: [],
		...PLAIN
	};
	return {
		moments,
		get now() {
			return now;
		},
		note(at, status, change = {}) {
			const when = Math.max(at, now.at + 60_000);
			now = { ...now, ...PLAIN, ...change, at: when, status };
			if (change.received === at) now.received = when;
			if (change.finished === at) now.finished = when;
			if (change.returned === at) now.returned = when;
			if (change.refused === at) now.refused = when;
			moments.push(now);
		}
	};
}
