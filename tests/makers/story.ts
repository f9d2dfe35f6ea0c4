import { createHash } from 'node:crypto';
import { addDays, parseFeedInstant, type Day, type Instant } from '#lib/domain/calendar/time.ts';
import type { FoldRules } from '#lib/domain/dossiers/fold.ts';
import type {
	KeptContent,
	Recorded,
	Snapshot,
	Step,
	Supplement
} from '#lib/domain/dossiers/message.ts';

/** `2026-11-02` (08:00), `2026-11-02 14:59` or `2026-11-02 15:00:01` of Asia/Ho_Chi_Minh. */
export function at(text: string): Instant {
	const [day = '', time = '08:00'] = text.split(' ');
	const instant = parseFeedInstant(`${day}${time}`.replace(/[-:]/g, '').padEnd(14, '0'));
	if (instant === null) throw new Error(`not an instant: ${text}`);
	return instant;
}

type Dated<T> = {
	[K in keyof T]?: Instant | null extends T[K] ? Instant | string | null : T[K];
};

function dated<T extends object>(rest: Dated<T>): Partial<T> {
	const read = Object.entries(rest).map(([key, value]) => [
		key,
		(key.endsWith('At') || key.startsWith('due')) && typeof value === 'string' ? at(value) : value
	]);
	return Object.fromEntries(read) as Partial<T>;
}

export const CODE = 'H21.01-261102-0001';

/** What is kept of a dossier received on Monday 2 November 2026 and promised for the 16th. */
export function aSnapshot(rest: Dated<Snapshot> = {}): Snapshot {
	return {
		kind: 'snapshot',
		code: CODE,
		receivedBy: 'H21.01',
		procedure: '1.004227',
		procedureName: 'Đăng ký biến động quyền sử dụng đất',
		field: 'H21-DD',
		fieldName: 'Đất đai',
		channel: '1',
		applicantKind: '1',
		returnForm: '0',
		submittedAt: null,
		receivedAt: at('2026-11-02'),
		dueAt: at('2026-11-16 17:00'),
		finishedAt: null,
		returnedAt: null,
		refusedAt: null,
		status: 4,
		agencyName: 'Sở Nông nghiệp và Môi trường',
		papers: 2,
		results: 0,
		fees: [],
		supplements: [],
		...dated<Snapshot>(rest)
	};
}

export function aSupplement(rest: Dated<Supplement> = {}): Supplement {
	return {
		requestedAt: null,
		receivedAt: null,
		dueBefore: null,
		dueAfter: null,
		...dated<Supplement>(rest)
	};
}

export function aStep(when: string, status: Step['status'], rest: Partial<Step> = {}): Step {
	return {
		kind: 'step',
		code: CODE,
		at: at(when),
		status,
		unit: 'Phòng chuyên môn',
		title: 'Chuyên viên',
		handler: '',
		startedAt: null,
		normEndAt: null,
		...rest
	};
}

/** A message as it is recorded when its content first arrives. */
export function told<C extends KeptContent>(
	arrived: string | Instant,
	content: C,
	rest: { agencyId?: number; backfill?: boolean } = {}
): Recorded<C> {
	return {
		hash: createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 32),
		arrivedAt: typeof arrived === 'string' ? at(arrived) : arrived,
		backfill: rest.backfill ?? false,
		agencyId: content.kind === 'snapshot' ? (rest.agencyId ?? 1) : null,
		content
	};
}

/** Rules of a province that knows every procedure, with every fee pausing and no same-day one. */
export const PLAIN_RULES: FoldRules = {
	sameDayDue: () => null,
	feesPause: () => true,
	knowsProcedure: () => true,
	knowsReceiver: () => true,
	supplementLimit: (receivedOn: Day) => addDays(receivedOn, 3),
	supplementsAtMost: () => 1,
	reappointmentsAtMost: () => 1,
	lateArrivalHours: () => 24,
	pauseLimit: (askedOn: Day) => addDays(askedOn, 42)
};
