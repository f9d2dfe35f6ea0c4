import type { TaskSource } from '../tasks/task.ts';
import type { Draft, DraftOwner, DraftTask, DraftWarning } from './draft.ts';
import type { ProposedAgency } from './known-agencies.ts';
import type { ProposedDirective, ProposedTask } from './read-document.ts';
import { recurrenceIn } from './recurrence-wording.ts';
import { responsibleIn } from './responsible.ts';
import type { Warning } from './warnings.ts';

/** Types by which the Committee itself decides; by the others its Chairman gives orders. */
const OF_COMMITTEE = ['kế hoạch', 'chương trình', 'quyết định', 'nghị quyết', 'đề án', 'phương án'];

const PROPOSED_RULE: DraftWarning = {
	code: 'task.recurrence_proposed',
	message: 'Chu kỳ và ngày đến hạn của mỗi kỳ được đề xuất theo chữ của văn bản, cần kiểm tra.'
};

/** Said anew of the draft as it stands (`hindrances`), so not kept from the reading. */
const SAID_ANEW = ['task.no_lead', 'task.vague_lead', 'document.no_tasks', 'document.no_type'];

/**
 * What the reader proposes, as a draft that nobody has confirmed anything of.
 * @param officeCode the Committee's Office on the document's day: it follows what nobody else follows
 */
export function draftOf(proposal: ProposedDirective, officeCode: string | null): Draft {
	const { type, number, date, subject, urgency, assignedBy, signer, authority } = proposal;
	const issuer = proposal.issuer?.name ?? null;
	const source = sourceOf(issuer, type);
	const warnings = proposal.warnings.filter(({ code }) => !SAID_ANEW.includes(code));
	const followed =
		proposal.trackers.find(({ role, code }) => role === 'monitoring' && code !== null) ??
		proposal.trackers.find(({ code }) => code !== null);
	return {
		head: {
			...{ type, number, date, issuer, subject, urgency, assignedBy, signer, authority },
			addressees: proposal.addressees.map(owner),
			trackers: proposal.trackers.map((one) => ({ ...owner(one), role: one.role })),
			references: proposal.references.map(({ text }) => text),
			tracker: followed?.code ?? officeCode
		},
		tasks: proposal.tasks.map((task, n) => proposedTask(task, n + 1, source, warnings)),
		dropped: [],
		warnings: warnings.flatMap((one) => (one.path === undefined ? [told(one)] : []))
	};
}

function proposedTask(
	task: ProposedTask,
	n: number,
	source: TaskSource,
	warnings: readonly Warning[]
): DraftTask {
	const { path, text, span, due, recurrence, target, condition, kind } = task;
	const rule =
		kind === 'recurring' && recurrence !== null
			? recurrenceIn(`${recurrence} ${due.text ?? ''}`)
			: null;
	return {
		key: `t${n}`,
		path: path === '' ? null : path,
		text,
		span: [...span],
		leads: task.lead.map(owner),
		// Who carries out what another directs takes part; who answers for it is the one who directs.
		coordinating: [...task.executing, ...task.coordinating].map(owner),
		tracker: null,
		due: due.date,
		dueFrom: due.date === null ? null : 'document',
		dueText: due.text,
		...{ recurrence, rule, target, condition, kind },
		...{ units: [], product: null, source, responsible: responsibleIn(text) },
		executing:
			task.executing
				.map(({ name }) => name)
				.join('; ')
				.slice(0, 300) || null,
		isTask: kind !== 'rule',
		reviewed: false,
		warnings: [
			...warnings.flatMap((one) => (one.path === path ? [told(one)] : [])),
			...(rule === null ? [] : [PROPOSED_RULE])
		]
	};
}

function owner({ name, code, expands }: ProposedAgency): DraftOwner {
	return {
		name,
		codes: code === null ? [...(expands ?? [])] : [code],
		isClass: expands !== undefined
	};
}

function told({ code, message }: Warning): DraftWarning {
	return { code, message };
}

function sourceOf(issuer: string | null, type: string | null): TaskSource {
	if (/thủ tướng/i.test(issuer ?? '')) return 'prime_minister';
	if (/^(?:văn phòng )?chính phủ/i.test(issuer ?? '')) return 'government';
	if (type === 'kết luận thanh tra') return 'inspection';
	return OF_COMMITTEE.includes(type ?? '') ? 'committee' : 'chairman';
}
