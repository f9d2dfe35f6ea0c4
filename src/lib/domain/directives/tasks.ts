/** The tasks that a document's items, tables and paragraphs give. */
import { namesIn } from './addressees.ts';
import type { NamedAgency } from './agency-phrase.ts';
import { clausesOf, sentencesOf } from './clauses.ts';
import {
	dueIn,
	dueOfCell,
	isDated,
	NO_DUE,
	type DueContext,
	type WrittenDue
} from './due-wording.ts';
import { pathOf, type Item } from './outline.ts';
import { rolesIn, unique, type Roles } from './owners.ts';
import { numbersIn } from './document-number.ts';
import { isGeneric, isStatement, isWithoutTasks } from './sections.ts';
import { asOneLine, matchingForm, type Extent, type SourceText } from './source-text.ts';
import type { TableRow } from './tables.ts';
import { sortOf, type TaskSort } from './task-kinds.ts';

/** A task as the document gives it, its agencies not yet looked up. */
export interface WrittenTask extends TaskSort {
	path: string;
	text: string;
	lead: NamedAgency[];
	coordinating: NamedAgency[];
	executing: NamedAgency[];
	due: WrittenDue;
	span: Extent;
	/** Whether the passage itself, or a heading above it, names who leads. */
	ownerWritten: boolean;
}

export interface TaskContext {
	source: SourceText;
	due: DueContext;
	/** Whom the document as a whole is addressed to or orders. */
	orderedTo: readonly NamedAgency[];
	/** Only who is named has a task: decisions, reports and others that mostly tell. */
	namedOnly: boolean;
	/** Items are articles: only those that tell somebody to do something. */
	isDecision: boolean;
}

interface Inherited {
	lead: readonly NamedAgency[];
	coordinating: readonly NamedAgency[];
	due: WrittenDue;
	written: boolean;
	silent: boolean;
	/** Under "Kinh phí": only who is named there has a task. */
	means: boolean;
}

const ALL_ABOVE =
	/(?:các|những|tất cả) (?:nội dung|nhiệm vụ|công việc|yêu cầu|nội dung, nhiệm vụ|nhiệm vụ, nội dung|nội dung công việc)(?: (?:nêu|nói|được giao))?(?: tại văn bản)? (?:trên|này)(?: đây)?,?(?: phải| cần| yêu cầu| đề nghị)* (?:hoàn thành|báo cáo|thực hiện|gửi|xong|được hoàn thành|trình)/;

/**
 * The day that a document sets for all that it orders: "Các nội dung trên hoàn thành trước ngày …" after
 * the items, "… hoàn thành trước ngày … các nhiệm vụ sau:" before them. Null when it sets none.
 */
export function commonDue(
	intro: readonly Extent[],
	closing: readonly Extent[],
	context: TaskContext
): { due: WrittenDue; sentence: Extent } | null {
	for (const sentence of closing.flatMap((extent) => sentencesOf(context.source, extent))) {
		if (!ALL_ABOVE.test(keyOf(context, sentence))) continue;
		const due = dueIn(context.source, sentence, maskedOf(context.source, sentence), context.due);
		if (isDated(due)) return { due, sentence };
	}
	for (const extent of intro) {
		const sentence = sentencesOf(context.source, extent).at(-1);
		// Nobody reads an introduction of more letters than this in one breath.
		if (sentence === undefined || sentence.to - sentence.from > 1_500) continue;
		if (!ALL_BELOW.test(keyOf(context, sentence))) continue;
		const due = dueIn(context.source, sentence, maskedOf(context.source, sentence), context.due);
		if (isDated(due)) return { due, sentence };
	}
	return null;
}

const ALL_BELOW =
	/(?:yêu cầu|đề nghị|giao)[^.;]*(?:hoàn thành|báo cáo|thực hiện xong|gửi)[^.;]*(?:nội dung|nhiệm vụ|công việc|việc|yêu cầu)[^.;]{0,30}:\s*$/;

/** Tasks that bear no day of their own with the one that is set for all. */
export function withCommonDue(
	tasks: readonly WrittenTask[],
	common: { due: WrittenDue; sentence: Extent } | null
): WrittenTask[] {
	if (common === null) return [...tasks];
	return tasks
		.filter(
			({ path, span }) =>
				path !== '' || span.from < common.sentence.from || span.from >= common.sentence.to
		)
		.map((task) =>
			task.due.text === null && task.kind !== 'rule' && task.recurrence === null
				? { ...task, due: common.due }
				: task
		);
}

/** The tasks of an outline, in the document's order. */
export function tasksOfOutline(root: Item, context: TaskContext): WrittenTask[] {
	const tasks: WrittenTask[] = [];
	const top: Inherited = {
		lead: context.orderedTo,
		coordinating: [],
		due: NO_DUE,
		written: false,
		silent: false,
		means: false
	};
	for (const item of root.items) readItem(item, top, context, tasks);
	return tasks;
}

function textOf({ source }: TaskContext, extent: Extent): string {
	return asOneLine(source.text.slice(extent.from, extent.to));
}

function keyOf({ source }: TaskContext, extent: Extent): string {
	return source.key.slice(extent.from, extent.to).replace(/\s+/g, ' ').trim();
}

const LABEL =
	/^(?:[-+•]\s*)?(?:cơ quan|đơn vị|đầu mối|thời gian|thời hạn|tiến độ|sản phẩm|kết quả|hạn)(?: [^:.;]{0,40})?\s*:/;

/** A line that says who or when of the item above it, and nothing to be done by itself. */
function isLabel(key: string): boolean {
	return LABEL.test(key);
}

function isBullet({ marker }: Item): boolean {
	return marker?.style === 'dash' || marker?.style === 'plus';
}

/** Whether a bullet is a task by itself: it names an owner of its own. */
function standsAlone(item: Item, context: TaskContext): boolean {
	if (!isBullet(item)) return true;
	const first = item.paragraphs[0];
	if (first === undefined || isLabel(keyOf(context, first))) return false;
	const roles = rolesIn(context.source, first);
	return (
		roles.lead.length > 0 &&
		(roles.ownerFirst || roles.ordered) &&
		!roles.lead.every(({ isVague }) => isVague)
	);
}

/** Paragraphs of an item with those of the bullets that belong to it, in the order of the text. */
function passagesOf(item: Item, context: TaskContext): Extent[] {
	const own = [...item.paragraphs];
	for (const below of item.items) {
		if (isBullet(below) && !standsAlone(below, context)) {
			const [first, ...rest] = passagesOf(below, context);
			if (first !== undefined)
				own.push({ from: first.from - (below.marker?.length ?? 0), to: first.to }, ...rest);
		}
	}
	return own.sort((a, b) => a.from - b.from);
}

function readItem(item: Item, above: Inherited, context: TaskContext, tasks: WrittenTask[]): void {
	const alone = item.items.filter((below) => standsAlone(below, context));
	const passages = passagesOf(item, context).filter(({ from, to }) => to > from);
	const head = passages[0];
	if (head === undefined) return;
	const headKey = keyOf(context, head);
	const roles = rolesIn(context.source, head);
	const resumes = context.isDecision && CARRIES_OUT.test(headKey);
	const silent =
		(above.silent && !resumes) ||
		(isWithoutTasks(headKey.slice(0, 300)) && !MEANS.test(headKey)) ||
		(context.isDecision && item.marker?.style === 'article' && LAYS_DOWN.test(headKey));
	const means = (above.means || MEANS.test(headKey)) && roles.lead.length === 0;
	const shouted = isShouted(context, head);
	const parts = splitByOwner(shouted ? passages.slice(1) : passages, context);
	const [whole, ...separate] = parts;
	const [main, ...clauses] = whole === undefined ? [] : splitAtSemicolons(whole, context);
	const groups = [whole ?? [head], ...separate];
	const own = main === undefined || !shouted ? roles : rolesIn(context.source, main[0] ?? head);
	const content = context.source.key.slice(own.contentFrom, (main ?? [head]).at(-1)?.to ?? head.to);
	const numberedBelow = alone.length > 0;
	const task = readTask(main ?? [head], pathOf(item), above, context);
	const onlyHeading = shouted && (main === undefined || own.lead.length === 0);
	const kept =
		!onlyHeading &&
		isTask({ item, task, roles: own, content, numberedBelow, silent, context, headKey });
	const inherited: Inherited = {
		lead:
			roles.lead.length > 0
				? roles.lead
				: task.ownerWritten && isLabelled(headKey)
					? task.lead
					: above.lead,
		coordinating: [],
		due: isDated(task.due) && numberedBelow ? task.due : above.due,
		written: roles.lead.length > 0 || above.written,
		silent,
		means
	};
	if (kept && !(means && !ownsBelow(task, roles))) {
		tasks.push(task);
		for (const [n, clause] of clauses.entries())
			tasks.push(readTask(clause, `${pathOf(item)}.;${n + 2}`, above, context));
	}
	for (const [n, group] of groups.slice(1).entries()) {
		const extra = readTask(group, `${pathOf(item)}.¶${n + 2}`, above, context);
		if (!silent && !isGeneric(context.source.key.slice(group[0]?.from, group.at(-1)?.to)))
			tasks.push(extra);
	}
	for (const below of alone) readItem(below, inherited, context, tasks);
}

/** A heading of what is spent: mostly no order, unless somebody is named under it. */
const MEANS = /^(?:về )?(?:nguồn )?kinh phí(?![\p{L}])/u;

/** Whether a passage's own words name who leads. */
function ownsBelow({ lead }: WrittenTask, roles: Roles): boolean {
	return roles.lead.some(({ name }) => lead.some((one) => one.name === name));
}

/** A heading in capitals: "TỔ CHỨC THỰC HIỆN". */
function isShouted({ source }: TaskContext, { from, to }: Extent): boolean {
	const text = source.text.slice(from, to);
	return text === text.toUpperCase() && text.length < 300 && /\p{L}{2}/u.test(text);
}

function isLabelled(key: string): boolean {
	return /chủ trì\s*:/.test(key);
}

/** Cuts passages where, after a finished paragraph, one begins with an owner of its own. */
function splitByOwner(passages: readonly Extent[], context: TaskContext): Extent[][] {
	const groups: Extent[][] = [];
	for (const passage of passages) {
		const last = groups.at(-1);
		const before = last?.at(-1);
		const finished = before !== undefined && /[.;!]["'”)]*$/.test(keyOf(context, before));
		const isOwn =
			finished &&
			!/^[-+•]/.test(keyOf(context, passage)) &&
			!isLabel(keyOf(context, passage)) &&
			rolesIn(context.source, passage).ownerFirst;
		if (last === undefined || isOwn) groups.push([passage]);
		else last.push(passage);
	}
	return groups;
}

/** "Giao Sở A …; giao Sở B …": the orders that semicolons part, each with what follows it. */
function splitAtSemicolons(passages: readonly Extent[], context: TaskContext): Extent[][] {
	const groups: Extent[][] = [];
	for (const passage of passages) {
		const [first, ...others] = clausesOf(context.source, passage);
		const last = groups.at(-1);
		if (first !== undefined && last === undefined) groups.push([first]);
		else if (first !== undefined) last?.push(first);
		groups.push(...others.map((clause) => [clause]));
	}
	return groups;
}

interface Candidate {
	item: Item;
	task: WrittenTask;
	roles: Roles;
	content: string;
	numberedBelow: boolean;
	silent: boolean;
	context: TaskContext;
	headKey: string;
}

const LEADS_ON = /(?:sau|sau đây|như sau|cụ thể|gồm|trách nhiệm|nhiệm vụ|nội dung|việc)\s*:?\s*$/;

function isTask({
	item,
	task,
	roles,
	content,
	numberedBelow,
	silent,
	context,
	headKey
}: Candidate): boolean {
	const flat = content
		.replace(/\s+/g, ' ')
		.replace(/^[\s:,.;-]+/, '')
		.trim();
	const named = task.ownerWritten;
	if (silent && !roles.ordered) return false;
	// A few words that name nobody are the name of a subject.
	if (
		task.lead.length === 0 &&
		flat.length < 60 &&
		task.due.text === null &&
		task.kind === 'deliverable'
	)
		return false;
	if (flat.replace(/[.:;\s]/g, '') === '') return false;
	if (numberedBelow) {
		const leadsOn = /:\s*$/.test(flat) || LEADS_ON.test(flat);
		if (flat.length < 160 && (leadsOn || !/[.;]$/.test(flat))) return false;
		if (/^về /.test(headKey) && flat.length < 200) return false;
		if (!named && flat.length < 160) return false;
	}
	if (context.namedOnly && !named) return false;
	if (item.marker?.style !== 'dash' && isCarryingOut(headKey)) return false;
	if (context.isDecision && !roles.ordered && PERSON.test(headKey)) return false;
	if (item.marker?.style === 'article' && (roles.lead.length === 0 || isGeneric(flat)))
		return false;
	if (context.isDecision && (isGeneric(flat) || !named)) return false;
	if (roles.lead.length === 0 && isStatement(headKey) && task.kind !== 'rule') return false;
	return !(isGeneric(flat) && /(?:này|trên)(?![\p{L}])|thi hành/u.test(flat));
}

/** A member of a group: "Ông Lê Văn An, Phó Chủ tịch UBND phường, Tổ trưởng". */
const PERSON =
	/^(?:[-+•]\s*)?(?:ông|bà|đồng chí|đ\/c)(?:\s*\(bà\))?\s*:?\s+[^.;]{3,200}(?:trưởng|phó|viên|thư ký|ủy viên)[^.;]{0,60}[.;]?$/;

/** "… chịu trách nhiệm thi hành Quyết định này." */
function isCarryingOut(key: string): boolean {
	return (
		key.length < 900 &&
		/(?:chịu trách nhiệm|căn cứ|có trách nhiệm)[^.;]{0,60}thi hành (?:quyết định|nghị quyết|chỉ thị)[^.;]{0,20}[\s./;,-]*(?:(?:quyết định|nghị quyết|chỉ thị)(?: này)? có hiệu lực[^.;]{0,80}[\s./;,-]*)?$/.test(
			key
		)
	);
}

/** What an article lays down; the items under it are parts of that, and no orders. */
const LAYS_DOWN =
	/^(?:thông qua|phê duyệt|ban hành|thành lập|công nhận|kiện toàn|quy định|sửa đổi|bãi bỏ|điều chỉnh|công bố|bổ nhiệm)(?![\p{L}])/u;
const CARRIES_OUT = /^(?:tổ chức thực hiện|phân công|trách nhiệm|tổ chức triển khai|giao nhiệm vụ)/;

/** The names of other documents blanked out: their days are no deadlines. */
function maskedOf(source: SourceText, extent: Extent): string {
	let masked = source.key.slice(extent.from, extent.to);
	const blank = (from: number, to: number) => {
		masked = masked.slice(0, from) + ' '.repeat(to - from) + masked.slice(to);
	};
	for (const { from, to } of numbersIn(source, extent.from, extent.to)) {
		const start = from - extent.from;
		const after =
			/^[\s,]{0,4}ngày\s+\d{1,2}(?:\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|\s+tháng\s+\d{1,2}\s+năm\s+\d{4})/.exec(
				masked.slice(to - extent.from, to - extent.from + 60)
			);
		blank(start, to - extent.from + (after?.[0].length ?? 0));
	}
	return masked;
}

function readTask(
	passages: readonly Extent[],
	path: string,
	above: Inherited,
	context: TaskContext
): WrittenTask {
	const { source } = context;
	const first = passages[0] ?? { from: 0, to: 0 };
	const span = { from: first.from, to: passages.at(-1)?.to ?? first.to };
	const all = passages
		.filter((passage, n) => n === 0 || !isLabel(keyOf(context, passage)))
		.map((passage) => rolesIn(source, passage));
	const labels = labelsIn(source, span, context);
	const own = unique([...(labels?.lead ?? []), ...all.flatMap(({ lead }) => lead)]);
	const certain = own.filter(({ isVague }) => !isVague);
	const lead = own.length === 0 ? [...above.lead] : certain.length > 0 ? certain : own;
	const coordinating = unique([
		...(labels?.coordinating ?? []),
		...all.flatMap((roles) => roles.coordinating)
	]);
	const masked = maskedOf(source, span);
	const due = labels?.due ?? dueIn(source, span, masked, context.due);
	const names = new Set(lead.map(({ name }) => name));
	return {
		path,
		text: textOf(context, span),
		lead,
		coordinating: coordinating.filter(({ name }) => !names.has(name)),
		executing: unique(all.flatMap(({ executing }) => executing)),
		due: due.text === null ? above.due : due,
		span,
		ownerWritten: own.length > 0 || above.written,
		...sortOf(source, span, masked, all[0]?.contentFrom ?? span.from)
	};
}

const LEAD_LABEL =
	/(?:(?:cơ quan|đơn vị|đầu mối|sở, ngành)(?:,? (?:cơ quan|đơn vị))? )?(?:chủ trì|thực hiện|phụ trách|tham mưu)(?: (?:thực hiện|tham mưu|triển khai))?\s*:\s*([^.\n)]{2,400}?)(?=[.\n)]|;\s*(?:cơ quan |đơn vị )?(?:phối|thời|hoàn|hạn)|$)/;
const WITH_LABEL =
	/(?:(?:cơ quan|đơn vị|sở, ngành)(?:,? (?:cơ quan|đơn vị))? )?phối hợp(?: thực hiện)?\s*:\s*([^.\n)]{2,400}?)(?=[.\n)]|;\s*(?:thời|hoàn|hạn)|$)/;
const DUE_LABEL =
	/(?:thời gian|thời hạn|tiến độ|hạn)(?: (?:thực hiện|hoàn thành|trình|báo cáo|xong|triển khai|ban hành|xử lý))*\s*:\s*([^;\n)]{2,80}?)(?=[.;\n)]|\.\s|$)/;

/** "Cơ quan chủ trì: …", "Cơ quan phối hợp: …", "Thời gian hoàn thành: …" in or under an item. */
function labelsIn(
	source: SourceText,
	span: Extent,
	context: TaskContext
): { lead: NamedAgency[]; coordinating: NamedAgency[]; due: WrittenDue | null } | null {
	const key = source.key.slice(span.from, span.to);
	const part = (pattern: RegExp): Extent | null => {
		const match = pattern.exec(key);
		if (match?.[1] === undefined) return null;
		const from = span.from + match.index + match[0].length - match[1].length;
		return { from, to: from + match[1].length };
	};
	const [lead, coordinating, due] = [
		/(?:chủ trì|cơ quan thực hiện|đơn vị thực hiện|phụ trách)[^:.;]{0,20}:/.test(key)
			? part(LEAD_LABEL)
			: null,
		part(WITH_LABEL),
		part(DUE_LABEL)
	];
	if (lead === null && coordinating === null && due === null) return null;
	return {
		lead: lead === null ? [] : namesIn(source, lead),
		coordinating: coordinating === null ? [] : namesIn(source, coordinating),
		due:
			due === null
				? null
				: dueOfCell(
						source.text.slice(due.from, due.to),
						source.key.slice(due.from, due.to),
						context.due
					)
	};
}

/** The tasks of table rows. */
export function tasksOfRows(rows: readonly TableRow[], context: TaskContext): WrittenTask[] {
	const { source } = context;
	return rows.map((row): WrittenTask => {
		const join = (parts: readonly Extent[]) =>
			asOneLine(parts.map(({ from, to }) => source.text.slice(from, to)).join(' '));
		const names = (parts: readonly Extent[]) => {
			const text = join(parts);
			const cell = { text, key: matchingForm(text) };
			return namesIn(cell, { from: 0, to: text.length });
		};
		const content = join(row.content);
		const cell = { text: content, key: matchingForm(content) };
		const whole = { from: 0, to: content.length };
		const dueText = join(row.due);
		const dueKey = matchingForm(dueText);
		const own = rolesIn(cell, whole);
		const sort = sortOf(cell, whole, maskedOf(cell, whole), 0);
		const cycle = /(?:hằng|hàng|mỗi) (?:ngày|tuần|tháng|quý|năm)|thường xuyên|định kỳ/.exec(dueKey);
		const recurrence = cycle === null ? sort.recurrence : dueText;
		const leading = row.lead.length > 0 ? names(row.lead) : own.lead;
		const withOthers = leading.findIndex(({ name }) => /^phối hợp/i.test(name));
		const lead = withOthers > 0 ? leading.slice(0, withOthers) : leading;
		const others = (withOthers > 0 ? leading.slice(withOthers) : []).map((one) => ({
			...one,
			name: one.name.replace(/^phối hợp(?: với)?\s+/i, '')
		}));
		const known = new Set(lead.map(({ name }) => name));
		return {
			...sort,
			recurrence,
			kind: cycle !== null && sort.kind === 'deliverable' ? 'recurring' : sort.kind,
			path: row.path,
			text: content,
			lead: lead.length > 0 ? lead : [...context.orderedTo],
			coordinating: [
				...names(row.coordinating),
				...others,
				...(row.coordinating.length === 0 ? own.coordinating : [])
			].filter(({ name }) => !known.has(name)),
			executing: [],
			due:
				row.due.length > 0
					? dueOfCell(dueText, dueKey, context.due)
					: dueIn(cell, whole, maskedOf(cell, whole), context.due),
			span: row.whole,
			ownerWritten: lead.length > 0
		};
	});
}

/** What paragraphs without a number order: only who is told outright, or what is to be reported when. */
export function tasksOfParagraphs(
	paragraphs: readonly Extent[],
	context: TaskContext,
	closing: boolean
): WrittenTask[] {
	const { source } = context;
	const top: Inherited = {
		lead: context.orderedTo,
		coordinating: [],
		due: NO_DUE,
		written: false,
		silent: false,
		means: false
	};
	return paragraphs.flatMap((paragraph) => {
		const key = keyOf(context, paragraph);
		if (/:\s*$/.test(key) && key.length < 400) return [];
		const roles = rolesIn(source, paragraph);
		if (closing) return ofClosing(paragraph, roles, context);
		if (roles.lead.length === 0) return [];
		return ordersOf(paragraph, context).flatMap((order) => {
			const own = rolesIn(source, order);
			if (own.lead.length === 0 || isStatement(keyOf(context, order))) return [];
			if (!own.ordered && !own.ownerFirst) return [];
			const told = Math.max(own.contentFrom, own.lead.at(-1)?.to ?? 0);
			return isGeneric(source.key.slice(told, order.to))
				? []
				: [readTask([order], '', top, context)];
		});
	});
}

/** Of a running paragraph: each sentence that tells somebody something, with those after it that tell nobody else. */
function ordersOf(paragraph: Extent, context: TaskContext): Extent[] {
	const orders: Extent[] = [];
	const clauses = sentencesOf(context.source, paragraph).flatMap((sentence) =>
		clausesOf(context.source, sentence)
	);
	for (const sentence of clauses) {
		const roles = rolesIn(context.source, sentence);
		const last = orders.at(-1);
		if (roles.lead.length > 0 && (roles.ordered || roles.ownerFirst)) orders.push({ ...sentence });
		else if (last !== undefined) last.to = sentence.to;
	}
	return orders;
}

/** Of a closing paragraph: the sentences that say what is to be reported or done, and when. */
function ofClosing(paragraph: Extent, whole: Roles, context: TaskContext): WrittenTask[] {
	const above: Inherited = {
		...{
			lead: whole.lead.length > 0 ? whole.lead : context.orderedTo,
			coordinating: [],
			due: NO_DUE
		},
		...{ written: whole.lead.length > 0, silent: false, means: false }
	};
	return sentencesOf(context.source, paragraph).flatMap((sentence) => {
		const key = keyOf(context, sentence);
		const roles = rolesIn(context.source, sentence);
		const task = readTask([sentence], '', above, context);
		if (!isDated(task.due) && task.recurrence === null) return [];
		const reports = /báo cáo|gửi|tổng hợp/.test(key);
		const content = context.source.key.slice(roles.contentFrom, sentence.to);
		const told =
			roles.lead.length > 0 && roles.ordered && !isOnlyFollowing(key) && !isGeneric(content);
		return reports || told ? [task] : [];
	});
}

function isOnlyFollowing(key: string): boolean {
	return /(?:theo dõi|đôn đốc|kiểm tra)[^.;]{0,60}(?:thực hiện|này)/.test(key);
}
