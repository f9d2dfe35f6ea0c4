/**
 * Reads an administrative document and proposes what it says. By rules alone: what is not written is
 * null, what is doubtful is a warning, and nothing holds before a person of the office confirms it.
 */
import type { AgencyDirectory } from '../agencies/agency.ts';
import type { Day } from '../calendar/time.ts';
import type { WorkCalendar } from '../calendar/work-calendar.ts';
import { addresseesOf } from './addressees.ts';
import type { NamedAgency } from './agency-phrase.ts';
import { bodyOf, runningHead, type Body } from './body.ts';
import { issuerOfNumber, typeOfNumber } from './document-type.ts';
import { dueBy, type Due } from './due-wording.ts';
import { headOf, type Head, type Urgency } from './head.ts';
import { knownAgencies, type KnownAgencies, type ProposedAgency } from './known-agencies.ts';
import { linesOf, wrapWidth } from './lines.ts';
import { originOf, whoseIs, type Origin } from './origin.ts';
import { referencesIn, type Reference } from './references.ts';
import { signingOf } from './signing.ts';
import { normaliseText, singleSpaced, sourceText, type SourceText } from './source-text.ts';
import {
	commonDue,
	tasksOfOutline,
	tasksOfParagraphs,
	tasksOfRows,
	withCommonDue,
	type TaskContext,
	type WrittenTask
} from './tasks.ts';
import type { TaskKind } from './task-kinds.ts';
import { trackersIn, withLeaders, type Tracker, type TrackerRole } from './trackers.ts';
import { warningsOf, type Warning } from './warnings.ts';

export interface ProposedTask {
	/** The document's own numbering; empty for a paragraph that has none. */
	path: string;
	text: string;
	lead: ProposedAgency[];
	coordinating: ProposedAgency[];
	/** Who carries out what the lead directs. */
	executing: ProposedAgency[];
	due: Due;
	recurrence: string | null;
	target: string | null;
	condition: string | null;
	kind: TaskKind;
	/** Offsets into the normalised text, the end not included. */
	span: [from: number, to: number];
}

export interface ProposedDirective {
	type: string | null;
	number: string | null;
	date: Day | null;
	place: string | null;
	issuer: ProposedAgency | null;
	/** The leader whose order or conclusion it is, where that is not the signer. */
	assignedBy: string | null;
	signer: string | null;
	authority: string | null;
	urgency: Urgency | null;
	subject: string | null;
	addressees: ProposedAgency[];
	trackers: (ProposedAgency & { role: TrackerRole })[];
	references: {
		type: string | null;
		number: string;
		date: Day | null;
		article: string | null;
		text: string;
	}[];
	tasks: ProposedTask[];
	warnings: Warning[];
}

/** What the reader may know besides the text. */
export interface ReadingContext {
	/** Stands in for the document's day where it has none, to look agencies up. */
	today: Day;
	directory: AgencyDirectory | null;
	codeOf: (agencyId: number) => string | null;
	calendar: WorkCalendar | null;
}

/** Everything that the text alone says: plain data, so that a thread of its own may read it. */
export interface WrittenDocument {
	type: string | null;
	number: string | null;
	date: Day | null;
	place: string | null;
	issuer: string | null;
	/** Whose it is, as its head tells: the name after "TỈNH", or that it is of the centre. */
	origin: Origin;
	assignedBy: string | null;
	signer: string | null;
	authority: string | null;
	urgency: Urgency | null;
	subject: string | null;
	addressees: NamedAgency[];
	trackers: Tracker[];
	references: Reference[];
	tasks: WrittenTask[];
	/** Whether number and issuer stand at the head of the page. */
	atHead: { number: boolean; issuer: boolean };
	/** MẬT, TỐI MẬT or TUYỆT MẬT stands on the document as a marking. */
	isSecret: boolean;
}

/** MẬT, TỐI MẬT or TUYỆT MẬT stands on the document as a marking. */
export function isMarkedSecret(raw: string): boolean {
	const source = sourceText(raw);
	const lines = linesOf(source);
	return headOf(source, lines, wrapWidth(lines)).isSecret;
}

/** Types that mostly tell: only who is named in them has a task. */
const TELLING = [
	'quyết định',
	'nghị quyết',
	'báo cáo',
	'tờ trình',
	'giấy mời',
	'biên bản',
	'hướng dẫn',
	'quy chế',
	'quy định',
	'phương án',
	'đề án',
	'dự án',
	'hợp đồng',
	'thông cáo'
];

/** Types whose last words say whom they bind. */
const ORDERING = ['chỉ thị', 'quyết định', 'công điện', 'thông báo', 'nghị quyết'];

/** Reads a document and looks up whom it names. */
export function readDocument(raw: string, context: ReadingContext): ProposedDirective {
	return proposalFrom(writtenDocument(raw), context);
}

/** Reads what a text says, without knowing any agency or calendar. */
export function writtenDocument(raw: string): WrittenDocument {
	const { text: spaced, extentIn } = singleSpaced(normaliseText(raw));
	const source = sourceText(spaced);
	const lines = linesOf(source);
	const width = wrapWidth(lines);
	const head = headOf(source, lines, width);
	const sent = addresseesOf(source, lines, head.bodyFrom);
	const body = bodyOf(source, lines, Math.max(sent.next, head.bodyFrom), width);
	const found = identity(head, body, source);
	const { number, date, type, place, subject } = found;
	const issuer = issuerOf(head, found, body);
	const closedTo = ORDERING.includes(type ?? '') ? body.closedTo : [];
	const orderedTo = [sent.agencies, body.orderedTo, closedTo].find((list) => list.length > 0) ?? [];
	const toldInShort = sent.agencies.length > 0 && body.orderedTo.every(isGeneral);
	const isPlan = type === 'kế hoạch' || type === 'chương trình';
	const tasks = writtenTasks(
		body,
		{
			source,
			due: { date },
			orderedTo:
				body.orderedTo.length > 0 && !toldInShort ? body.orderedTo : isPlan ? [] : orderedTo,
			namedOnly: TELLING.includes(type ?? ''),
			isDecision: type === 'quyết định' || type === 'nghị quyết'
		},
		type
	);
	return {
		...{ type, number, date, place, issuer, subject },
		origin: originOf(head.heading, issuer, number),
		assignedBy: assignerOf(source.text.slice(0, body.to), head.subject),
		...signingOf(body.tail),
		urgency: head.urgency,
		addressees: [...orderedTo],
		trackers: withLeaders(trackersIn(source, body.passages, body.closing), tasks),
		references: referencesIn(source, { from: 0, to: body.to }, number),
		tasks: tasks.map((task) => ({ ...task, span: extentIn(task.span) })),
		atHead: { number: head.number !== null, issuer: head.issuer !== null },
		isSecret: head.isSecret
	};
}

/** A reading with its agencies looked up as they were on its day, and its working days counted. */
export function proposalFrom(
	written: WrittenDocument,
	{ today, directory, codeOf, calendar }: ReadingContext
): ProposedDirective {
	const { type, number, date, place, issuer, assignedBy, signer, authority } = written;
	const on = date ?? today;
	const whose = whoseIs(written, on, directory);
	const known = knownAgencies(directory, codeOf, on, whose !== 'ours');
	const tasks = written.tasks.map((task) => ({ ...task, due: dueBy(task.due, date, calendar) }));
	return {
		...{ type, number, date, place },
		issuer:
			issuer === null ? null : known.propose({ name: issuer, isClass: false, isVague: false }),
		...{ assignedBy, signer, authority, urgency: written.urgency, subject: written.subject },
		addressees: written.addressees.map((one) => known.propose(one)),
		trackers: written.trackers.map((one) => ({ ...known.propose(one), role: one.role })),
		references: written.references.map(({ from: _f, to: _t, ...rest }) => rest),
		tasks: tasks.map((task) => proposed(task, known)),
		warnings: warningsOf({ ...written, tasks, whose })
	};
}

/** "các bộ, ngành, địa phương", "các cơ quan, đơn vị": those to whom it is sent, told in short. */
function isGeneral({ name, isClass }: NamedAgency): boolean {
	return (
		isClass &&
		/^(?:(?:thủ trưởng|người đứng đầu|các|những|bộ|ngành|địa phương|cơ quan|đơn vị|tổ chức|phòng|liên quan|có liên quan|nêu trên|trên|và)[\s,]*)+$/i.test(
			name.normalize('NFC')
		)
	);
}

function proposed(task: WrittenTask & { due: Due }, known: KnownAgencies): ProposedTask {
	const name = (one: NamedAgency) => known.propose(one);
	const { path, text, due, recurrence, target, condition, kind, span } = task;
	return {
		path,
		text,
		lead: task.lead.map(name),
		coordinating: task.coordinating.map(name),
		executing: task.executing.map(name),
		...{ due, recurrence, target, condition, kind },
		span: [span.from, span.to]
	};
}

function writtenTasks(body: Body, context: TaskContext, type: string | null): WrittenTask[] {
	// A submission asks, a report tells, an invitation invites: none of them orders anything.
	if (['tờ trình', 'báo cáo', 'giấy mời', 'thư công'].includes(type ?? '')) return [];
	const items = tasksOfOutline(body.root, context);
	const rows = tasksOfRows(body.rows, context);
	const closing = tasksOfParagraphs(body.closing, context, true);
	const free =
		items.length > 0 || rows.length > 0 ? [] : tasksOfParagraphs(body.intro, context, false);
	return withCommonDue(
		[...free, ...items, ...rows, ...closing],
		commonDue(body.intro, body.closing, context)
	);
}

interface Identity {
	number: string | null;
	date: Day | null;
	place: string | null;
	type: string | null;
	subject: string | null;
}

/** Head first; then what the text tells of itself ("ban hành Văn bản số …"); then a portal's field list. */
function identity(head: Head, body: Body, source: SourceText): Identity {
	const told = runningHead(source, body, head.hasTitle || head.number !== null);
	const number = head.number ?? told.number;
	const typed = number === null ? null : typeOfNumber(number);
	const date = head.date ?? told.date;
	return {
		number,
		date,
		place: head.place,
		type: head.number === null && typed !== null && !head.hasTitle ? typed : (head.type ?? typed),
		subject: head.subject ?? told.subject
	};
}

const LEVEL_IN_TEXT = /(?:ubnd|ủy ban nhân dân) (tỉnh|thành phố|huyện|thị xã|xã|phường)/;

/** "UBND tỉnh Đồng Hải ban hành Công văn số …" in running text. */
const ISSUES =
	/((?:UBND|Ủy ban nhân dân) (?:tỉnh|thành phố|huyện|thị xã|quận|xã|phường|đặc khu)(?: \p{Lu}\p{Ll}+){1,4})\s+(?:vừa |đã )?(?:ban hành|có) (?:công văn|văn bản|chỉ thị|kế hoạch|thông báo|quyết định|công điện)/iu;

/** As the head of the page names it; else what number and text say together. */
function issuerOf(head: Head, { number, place }: Identity, body: Body): string | null {
	const written = head.issuer;
	if (
		written !== null &&
		!/^(?:ủy ban nhân dân|ubnd)$/.test(
			written.normalize('NFC').toLowerCase().replaceAll('uỷ', 'ủy')
		)
	)
		return written;
	const symbol = number === null ? null : issuerOfNumber(number);
	if (written === null && symbol !== null && symbol !== 'UBND') return symbol;
	if (written === null && symbol === null) return null;
	if (written === null) {
		const told = ISSUES.exec(body.text)?.[1];
		if (told !== undefined) return told;
	}
	const level = LEVEL_IN_TEXT.exec(body.key)?.[1];
	if (level === undefined) return written ?? symbol;
	const name = `${written === null && symbol !== null ? 'UBND' : 'Ủy ban nhân dân'} ${level}`;
	return place !== null &&
		(level === 'tỉnh' || place.split(' ').length <= 4) &&
		!/^(?:thành phố|huyện|tp)/i.test(place)
		? `${name} ${place}`
		: name;
}

const TELLS = '(?=\\s+(?:yêu cầu|kết luận|có ý kiến|chỉ thị|chỉ đạo))';
const NAME = '(?: \\p{Lu}\\p{Ll}*)';
/** A name after "tỉnh" is the leader's; after a district or commune it is the place's, and he must say something. */
const ASSIGNER = new RegExp(
	'(?<!(?:[Gg]iao|[Yy]êu cầu|[Đđ]ề nghị|[Kk]iến nghị) )(' +
		`(?:Phó Chủ tịch|Chủ tịch)(?: Thường trực)? (?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân) (?:tỉnh(?:${NAME}{2,5}(?!\\p{L})|${TELLS})|(?:thành phố|huyện|thị xã|xã|phường|đặc khu)${NAME}{0,5}${TELLS})` +
		`|(?:Phó )?Thủ tướng(?: Thường trực)?(?: Chính phủ)?${NAME}{0,5}${TELLS})`,
	'u'
);

function assignerOf(text: string, subject: string | null): string | null {
	const flat = text.replace(/[*\s]+/g, ' ');
	return (
		(subject === null ? undefined : ASSIGNER.exec(subject)?.[1]) ?? ASSIGNER.exec(flat)?.[1] ?? null
	);
}
