import type { z } from 'zod';
import { isDay, isoOf, startOfDay, type Day } from '#lib/domain/calendar/time.ts';
import { compareVietnamese } from '#lib/domain/words/collate.ts';
import type { LoadedRules } from '../store/rulebook.ts';
import { findingAct, findingLog, findingTasks } from './finding-shapes.ts';

export function textIn(form: FormData, name: string): string {
	const value = form.get(name);
	return typeof value === 'string' ? value.trim() : '';
}

const lines = (text: string) =>
	text
		.split(/\r?\n/)
		.map((one) => one.trim())
		.filter((one) => one !== '');
const words = (text: string) => [...new Set(text.split(/[\s,;]+/).filter((one) => one !== ''))];

/** The start of a day in Việt Nam, as the API has it; null: not said. */
function momentOf(text: string): string | null {
	return isDay(text) ? isoOf(startOfDay(text)) : null;
}

/** What a form says was found; null: too little, or what cannot be. */
export function loggedBody(form: FormData): z.output<typeof findingLog> | null {
	const text = (name: string) => textIn(form, name);
	const or = (name: string) => text(name) || null;
	const [dossier, item, task] = [text('dossier'), text('item'), text('task')];
	const origin =
		item !== ''
			? { kind: 'checklist', id: item }
			: task !== ''
				? { kind: 'task', id: task }
				: dossier !== ''
					? { kind: 'dossier', id: dossier }
					: { kind: 'none', id: null };
	const read = findingLog.safeParse({
		...{ category: or('category'), severity: or('severity'), agency: or('agency') },
		...{ unit: or('unit'), person: or('person'), clause: or('clause'), cause: or('cause') },
		dossiers: [...new Set([...words(dossier), ...words(text('dossiers'))])],
		text: text('text'),
		evidence: lines(text('evidence')),
		happenedAt: momentOf(text('happened')),
		...{ origin, inspection: or('inspection'), sentAs: or('sentAs') }
	});
	return read.success ? read.data : null;
}

/**
 * An act as a form says it; null: too little.
 * @param files codes of the files that came with it
 */
export function actBody(
	form: FormData,
	files: readonly string[]
): z.output<typeof findingAct> | null {
	const text = (name: string) => textIn(form, name);
	const kind = text('kind');
	const evidence = [...files, ...lines(text('evidence'))];
	const said: Record<string, unknown> = { kind };
	if (kind === 'withdrawn') said['reason'] = text('text');
	if (kind === 'explained' || kind === 'mended')
		Object.assign(said, { text: text('text'), evidence });
	if (kind === 'explanation_decided') {
		Object.assign(said, { accepted: text('yes') === 'true', reason: text('text') });
	}
	if (kind === 'reinspected') {
		Object.assign(said, { passed: text('yes') === 'true', text: text('text'), evidence });
	}
	if (kind === 'amended') {
		Object.assign(said, {
			...{ category: text('category'), severity: text('severity'), text: text('text') },
			...{ unit: text('unit') || null, clause: text('clause') || null },
			...{ cause: text('cause') || null, evidence, happenedAt: momentOf(text('happened')) }
		});
	}
	const read = findingAct.safeParse(said);
	return read.success ? read.data : null;
}

/** Findings to be given as tasks, as a form says it; null: too little. */
export function tasksBody(form: FormData): z.output<typeof findingTasks> | null {
	const codes = form.getAll('finding').filter((one) => typeof one === 'string');
	const text = (name: string) => textIn(form, name);
	const words = codes.length === 1 ? text('text') || null : null;
	const subject = text('subject');
	const number = text('number');
	const read = findingTasks.safeParse({
		findings: codes.map((code) => ({ code, text: words })),
		directive:
			subject === '' && number === ''
				? null
				: {
						...{ number: number || null, issuedOn: text('issuedOn') || null },
						...{
							issuer: 'UBND tỉnh',
							subject: subject || 'Khắc phục tồn tại, hạn chế sau kiểm tra'
						}
					},
		...{ due: text('due'), tracker: text('tracker') }
	});
	return read.success ? read.data : null;
}

/** The agencies that exist on the day, by name. */
export function activeAgencies(
	{ directory, codeOf }: LoadedRules,
	on: Day
): { code: string; name: string }[] {
	return directory
		.active(on)
		.map(({ agencyId, name }) => ({ code: codeOf(agencyId), name }))
		.sort((a, b) => compareVietnamese(a.name, b.name));
}

/** The Committee's own office, which follows what is to be mended until another is chosen. */
const OFFICE = /^Văn phòng (?:UBND|Ủy ban nhân dân) tỉnh/u;

export function officeAmong(agencies: readonly { code: string; name: string }[]): string {
	return agencies.find(({ name }) => OFFICE.test(name))?.code ?? '';
}
