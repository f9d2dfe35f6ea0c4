import type { TaskActKind } from '#lib/domain/tasks/acts.ts';
import { taskAct } from './task-shapes.ts';

/** Acts that cannot be taken back: the form has a box to tick. */
export const CONFIRMED_ACTS: readonly TaskActKind[] = ['verified', 'revoked'];

/** What somebody typed into a form of a task, to be shown again when it was refused. */
export type TypedAct = Record<string, string>;

export function typedOf(form: FormData): TypedAct {
	const typed: TypedAct = {};
	for (const [name, value] of form) if (typeof value === 'string') typed[name] = value;
	return typed;
}

/** Codes of files that were sent before the form, by the page itself. */
export function evidenceNamed(form: FormData): string[] {
	const named = form.getAll('evidenceCode').map(String);
	return [...new Set(named)].filter((one) => /^MC-\d+$/.test(one));
}

/**
 * The body of the same command under `/api/v1`, of a form's fields.
 *
 * @param evidence codes of the files that came with it
 * @returns null when something that must be said is missing
 */
export function bodyOfForm(form: FormData, evidence: readonly string[]) {
	const said = (name: string) => {
		const value = form.get(name);
		return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
	};
	const kind = said('kind');
	const reference = said('reference');
	const handedIn = [...evidence, ...(reference === null ? [] : [reference])];
	const members: Partial<Record<string, Record<string, unknown>>> = {
		correction_asked: { reason: said('reason') },
		correction_decided: { lead: said('lead'), document: said('document') },
		assigned_inside: { unit: said('unit'), officer: said('officer'), due: said('due') },
		progressed: { text: said('text'), evidence: handedIn },
		unit_marked: { unit: said('unit'), done: said('done') === 'true' },
		submitted: { evidence: handedIn },
		sent_back: { reason: said('reason') },
		extension_asked: { until: said('until'), reason: said('reason') },
		extension_decided: { granted: said('granted') === 'true', document: said('document') },
		condition_met: { due: said('due') },
		paused: { reason: said('reason') },
		revoked: { document: said('document') },
		reopened: { reason: said('reason'), due: said('due') }
	};
	const checked = taskAct.safeParse({ kind, ...(kind === null ? {} : members[kind]) });
	return checked.success ? checked.data : null;
}
