import type { Shortcoming } from '#lib/domain/inspections/inspection.ts';
import { inspectionAct, inspectionPlan, templateChange } from './inspection-shapes.ts';

/** What somebody typed into a form, to be shown again when it was refused. */
export type Typed = Record<string, string>;

/** Rows for members that the form of a team begins with, at most has, and grows by at a time. */
const TEAM_ROWS = 6;
const TEAM_ROWS_AT_MOST = 60;
const MORE_ROWS = 6;

/** How many rows the form of a team has, of what was sent; six more when more were asked for. */
export function teamRows(typed: Typed | null, members = 0): number {
	const sent = Number(typed?.['rows'] ?? 0);
	const rows = Number.isSafeInteger(sent) ? sent : 0;
	const more = typed?.['more'] === undefined ? 0 : MORE_ROWS;
	return Math.min(TEAM_ROWS_AT_MOST, Math.max(TEAM_ROWS, members + 2, rows) + more);
}

/** A team as the fields of its form have it, to be changed there. */
export function typedTeam(
	team: readonly {
		email: string | null;
		name: string;
		title: string;
		agency: string;
		leads: boolean;
	}[]
): Typed {
	return Object.fromEntries(
		team.flatMap(({ email, name, title, agency, leads }, n) => [
			...(email === null ? [[`name${n}`, name]] : [[`email${n}`, email]]),
			...[
				[`title${n}`, title],
				[`agency${n}`, agency]
			],
			...(leads ? [['leads', `${n}`]] : [])
		])
	) as Typed;
}

export function typedOf(form: FormData): Typed {
	const typed: Typed = {};
	for (const [name, value] of form) if (typeof value === 'string') typed[name] = value;
	return typed;
}

/** One shortcoming a line: `text | căn cứ | F14 | TT-123456`, the last where there is something to say. */
export function shortcomingLine({ text, basis, category, finding }: Shortcoming): string {
	// What is typed elsewhere may hold the sign that parts a line.
	const plain = (part: string) => part.replaceAll('|', '/').replaceAll(/\s*[\r\n]+\s*/g, ' ');
	return [text, basis ?? '', category ?? '', finding ?? '']
		.map(plain)
		.join(' | ')
		.replace(/(?: \| )+$/u, '');
}

/**
 * The body of the same command under `/api/v1`, of a form's fields.
 * @returns null when something that must be said is missing
 */
export function actOfForm(form: FormData) {
	const f = fieldsOf(form);
	const kind = f.said('kind') ?? '';
	const document = { number: f.said('number'), on: f.said('on') };
	const minutes = () => ({
		place: f.text('place'),
		present: f.lines('present'),
		dossiers: f.codes('dossiers'),
		achieved: f.text('achieved'),
		shortcomings: shortcomingsOf(f.lines('shortcomings')),
		causes: f.text('causes'),
		responsibility: f.text('responsibility'),
		recommendations: f.lines('recommendations')
	});
	const members: Partial<Record<string, () => object>> = {
		founded: () => ({
			...{ decision: document, from: f.said('from'), to: f.said('to'), team: teamOf(f) },
			checklist: f.said('checklist') ?? undefined
		}),
		team_changed: () => ({ document, team: teamOf(f) }),
		rescheduled: () => ({ document, from: f.said('from'), to: f.said('to') }),
		noticed: () => ({ notice: document }),
		self_reported: () => ({ text: f.said('text'), documents: f.lines('documents') }),
		opened: () => ({ place: f.said('place'), present: f.lines('present') }),
		noted: () => ({
			...{ item: f.said('item'), result: f.said('result'), text: f.text('text') },
			dossiers: f.codes('dossiers')
		}),
		minutes_drafted: () => ({ minutes: minutes() }),
		minutes_released: () => ({ minutes: minutes() }),
		unit_signed: () => ({ title: f.said('title'), opinion: f.text('opinion') }),
		unit_declined: () => ({ reason: f.said('reason') }),
		conclusion_drafted: () => ({
			conclusion: {
				achieved: f.text('achieved'),
				shortcomings: shortcomingsOf(f.lines('shortcomings')),
				recommendations: f.lines('recommendations'),
				reportBy: f.said('reportBy')
			}
		}),
		concluded: () => ({ notice: document }),
		cancelled: () => ({ reason: f.said('reason') })
	};
	const checked = inspectionAct.safeParse({ kind, ...members[kind]?.() });
	return checked.success ? checked.data : null;
}

/** The plan of an inspection, of a form's fields; null when something is missing. */
export function planOfForm(form: FormData) {
	const f = fieldsOf(form);
	const [from, to] = [f.said('from'), f.said('to')];
	const checked = inspectionPlan.safeParse({
		...{ kind: f.said('kind'), method: f.said('method') ?? undefined, year: f.said('year') },
		...{ agency: f.said('agency'), subject: f.said('subject'), ground: f.said('ground') },
		expected: from === null && to === null ? null : { from: from ?? to, to: to ?? from },
		orderedBy: { email: f.said('orderer'), title: f.said('title') }
	});
	return checked.success ? checked.data : null;
}

/** A checklist, one item a line: `nhóm | nội dung | căn cứ | F06 | mã`; the code may be left out. */
export function templateOfForm(form: FormData) {
	const f = fieldsOf(form);
	const items = f.lines('items').map((line, n) => {
		const [group = '', text = '', basis = '', category = '', id] = partsOf(line);
		return { id: id ?? `${f.said('key') ?? ''}.${n + 1}`, group, text, basis, category };
	});
	const checked = templateChange.safeParse({
		...{ key: f.said('key'), name: f.said('name'), seen: Number(f.said('seen') ?? 0) },
		items
	});
	return checked.success ? checked.data : null;
}

function fieldsOf(form: FormData) {
	const text = (name: string) => {
		const value = form.get(name);
		return typeof value === 'string' ? value.trim() : '';
	};
	const said = (name: string) => (text(name) === '' ? null : text(name));
	const split = (name: string, by: RegExp) =>
		text(name)
			.split(by)
			.map((one) => one.trim())
			.filter((one) => one !== '');
	return {
		text,
		said,
		lines: (name: string) => split(name, /\r?\n/),
		codes: (name: string) => split(name, /[\s,;]+/)
	};
}
type Fields = ReturnType<typeof fieldsOf>;

/** Rows without a person are not filled in. */
function teamOf(f: Fields) {
	return Array.from({ length: TEAM_ROWS_AT_MOST }, (_, n) => n)
		.filter((n) => f.said(`email${n}`) !== null || f.said(`name${n}`) !== null)
		.map((n) => ({
			...{ email: f.said(`email${n}`), name: f.text(`name${n}`), title: f.said(`title${n}`) },
			...{ agency: f.said(`agency${n}`), leads: f.said('leads') === `${n}` }
		}));
}

function partsOf(line: string): string[] {
	return line.split('|').map((part) => part.trim());
}

function shortcomingsOf(lines: readonly string[]) {
	return lines.map((line) => {
		const [text = '', basis = '', category = '', finding = ''] = partsOf(line);
		return {
			text,
			basis: basis === '' ? null : basis,
			category: category === '' ? null : category.toUpperCase(),
			finding: finding === '' ? null : finding.toUpperCase()
		};
	});
}
