import {
	AUDIT_GROUPS,
	type ActorKind,
	type AuditAction,
	type AuditGroup
} from '#lib/domain/audit/entry.ts';
import { differences } from '#lib/domain/audit/difference.ts';
import { ROLES, type Role } from '#lib/domain/accounts/account.ts';
import { isDay } from '#lib/domain/calendar/time.ts';
import { m } from '#lib/paraglide/messages.js';
import { dayText, instantText } from '#lib/server/exports/csv-sheet.ts';

/*
 * The record in words, made where it is read: the browser needs none of these names, and the page and
 * the file say the same. Every action and group has its message, or this does not compile.
 */
type Joined<Name extends string> = Name extends `${infer A}.${infer B}` ? `${A}_${B}` : Name;
const ACTIONS: Record<`audit_${Joined<AuditAction>}`, () => string> = m;
const GROUPS: Record<`audit_group_${AuditGroup}`, () => string> = m;
const KINDS: Record<`audit_actor_${ActorKind}`, () => string> = m;
const ROLE_WORDS: Record<`role_${Role}`, () => string> = m;
const OTHERS: Partial<Record<string, () => string>> = m as unknown as Record<string, () => string>;

/** An act by its name; one of a version to come is shown as it is written. */
export function actionWord(action: string): string {
	const name = `audit_${action.replace('.', '_')}`;
	return Object.hasOwn(ACTIONS, name) ? ACTIONS[name as keyof typeof ACTIONS]() : action;
}

export function groupWords(): { value: AuditGroup; label: string }[] {
	return AUDIT_GROUPS.map((value) => ({ value, label: GROUPS[`audit_group_${value}`]() }));
}

export function kindWord(kind: ActorKind): string {
	return KINDS[`audit_actor_${kind}`]();
}

/** A difference in words: the field, and what it was before and after. */
export interface ToldDifference {
	field: string;
	before: string | null;
	after: string | null;
}

export function toldDifferences(before: unknown, after: unknown): ToldDifference[] {
	return differences(before, after).map((one) => ({
		field: fieldWord(one.field),
		before: valueWord(one.field, one.before),
		after: valueWord(one.field, one.after)
	}));
}

/** `filter.agency` as `Điều kiện: Cơ quan`; what has no word stays as it is written. */
function fieldWord(field: string): string {
	return field
		.split('.')
		.map((part) => {
			const name = part.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
			return OTHERS[`audit_field_${name}`]?.() ?? part;
		})
		.join(': ');
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

function valueWord(field: string, value: string | null): string | null {
	if (value === null) return null;
	if (field === 'scope') return OTHERS[`key_scope_${value}`]?.() ?? value;
	if (value === 'true') return m.audit_yes();
	if (value === 'false') return m.audit_no();
	if (isDay(value)) return dayText(value);
	if (INSTANT.test(value)) return instantText(Date.parse(value));
	const role = ROLES.find((one) => one === value);
	return role === undefined ? value : ROLE_WORDS[`role_${role}`]();
}
