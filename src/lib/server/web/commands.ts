import type { RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import type { Action } from '#lib/domain/accounts/permissions.ts';
import type { Reader } from '#lib/domain/accounts/reader.ts';
import { actorOf, type Actor } from '#lib/domain/audit/entry.ts';
import type { Decision } from '#lib/domain/refusal.ts';
import {
	claimCommand,
	forgetCommand,
	keepAnswer,
	type CommandAnswer,
	type CommandIdentity
} from '#lib/server/store/idempotency.ts';
import { answerJson, endpoint, readJson } from './api.ts';
import { APOLOGY_REFUSALS } from './apology-shapes.ts';
import { CONSULTATION_REFUSALS } from './consultation-shapes.ts';
import { MEASURE_REFUSALS } from './measure-shapes.ts';
import { CORRECTION_REFUSALS } from './correction-shapes.ts';
import { CAUSE_REFUSALS } from './cause-shapes.ts';
import { DRAFT_REFUSALS } from './drafts.ts';
import { EVIDENCE_REFUSALS } from './evidence-shapes.ts';
import { FINDING_REFUSALS } from './finding-shapes.ts';
import { FLAG_REFUSALS } from './flag-shapes.ts';
import { INSPECTION_REFUSALS } from './inspection-shapes.ts';
import { KEY_REFUSALS } from './key-shapes.ts';
import { LETTER_REFUSALS } from './letter-shapes.ts';
import { MORNING_REFUSALS } from './morning-shapes.ts';
import { MIRROR_REFUSALS } from './mirror-shapes.ts';
import { OPINION_REFUSALS } from './opinion-shapes.ts';
import { PEOPLE_REFUSALS } from './people-refusals.ts';
import { problem, ProblemError } from './problem.ts';
import { refusalProblem } from './refused.ts';
import { SCREEN_REFUSALS } from './screen-refusals.ts';
import { SETTING_REFUSALS } from './setting-refusals.ts';
import { SHIFT_REFUSALS } from './shift-shapes.ts';
import { TASK_REFUSALS } from './task-shapes.ts';
import { URGING_REFUSALS } from './urging-shapes.ts';

const idempotencyKey = z.string().regex(/^[\x21-\x7e]{1,255}$/);

/** Who changes something, as kept beside what changed: `account:12`, or `key:3` without an account. */
export function nameOfReader(reader: Reader): string {
	return reader.account === null ? `key:${reader.keyId ?? 0}` : `account:${reader.account.id}`;
}

/**
 * A command under `/api/v1`: who may, its body by a schema, the decision as an answer. With an
 * `Idempotency-Key` the same key and body get the stored answer, the same key with another body 409.
 *
 * @param decide what it does; a refusal becomes problem JSON by `web/refused.ts`
 */
export function command<Event extends RequestEvent, Schema extends z.ZodType>(
	rule: {
		may: Action;
		body: Schema;
		/** Bytes of the body at most, where they are more than commonly. */
		atMost?: number;
		/** Members of the answer that are told once and not stored: the same key gets null for them. */
		once?: readonly string[];
	},
	decide: (call: {
		event: Event;
		reader: Reader;
		by: string;
		/** The same as kept on record, with from where. */
		actor: Actor;
		body: z.output<Schema>;
	}) => Promise<Decision<object>>
): (event: Event) => Promise<Response> {
	return endpoint<Event>({ may: rule.may }, async ({ event, reader }) => {
		const text = await event.request.clone().text();
		const body = await readJson(event.request, rule.body, rule.atMost);
		const by = nameOfReader(reader);
		const actor = actorOf(reader, event.getClientAddress());
		let told: CommandAnswer['answer'] | undefined;
		const run = async (): Promise<CommandAnswer> => {
			const made = answerOf(await decide({ event, reader, by, actor, body }));
			if (rule.once === undefined || made.status >= 400) return made;
			told = made.answer;
			return { ...made, answer: without(made.answer, rule.once) };
		};
		const { status, answer } = await answeredOnce(event, by, text, run);
		return status < 400
			? answerJson(event, told ?? answer, { status })
			: problem(answer as unknown as Parameters<typeof problem>[0]);
	});
}

/** The answer with null in place of what is told once, also in its lists. */
function without(answer: CommandAnswer['answer'], secret: readonly string[]): typeof answer {
	return JSON.parse(
		JSON.stringify(answer, (name, value: unknown) => (secret.includes(name) ? null : value))
	) as typeof answer;
}

function answerOf(decision: Decision<object>): CommandAnswer {
	if (decision.accepted) return { status: 200, answer: { ...decision.value } };
	const refusal = refusalProblem(decision.refusal, COMMAND_REFUSALS[decision.refusal.code]);
	return { status: refusal.status, answer: { ...refusal } };
}

function identityOf(event: RequestEvent, sender: string, body: string): CommandIdentity | null {
	const key = event.request.headers.get('idempotency-key');
	if (key === null) return null;
	if (!idempotencyKey.safeParse(key).success) {
		throw new ProblemError({
			status: 400,
			title: 'Idempotency-Key phải có từ 1 đến 255 ký tự ASCII.',
			code: 'command.key_form',
			field: 'Idempotency-Key'
		});
	}
	return { sender, key, method: event.request.method, path: event.url.pathname, body };
}

/**
 * Runs a command, or gives the answer that the same one got before (contract section 4).
 *
 * @param sender as {@link nameOfReader} names it
 * @param body what makes two calls the same
 * @throws ProblemError 409 when the key was used for something else, or the first call still runs
 */
export async function answeredOnce(
	event: RequestEvent,
	sender: string,
	body: string,
	run: () => Promise<CommandAnswer>
): Promise<CommandAnswer> {
	const identity = identityOf(event, sender, body);
	if (identity === null) return run();
	const { sql } = event.locals.desk.db;
	const claim = await claimCommand(sql, identity, Date.now());
	switch (claim.is) {
		case 'answered':
			return claim.stored;
		case 'other_body':
			throw new ProblemError({
				status: 409,
				title: 'Idempotency-Key này đã dùng cho một yêu cầu khác.',
				code: 'command.key_conflict'
			});
		case 'under_way':
			throw new ProblemError({
				status: 409,
				title: 'Yêu cầu cùng Idempotency-Key đang được thực hiện.',
				code: 'command.under_way',
				headers: { 'retry-after': '2' }
			});
		case 'begun':
			try {
				const answer = await run();
				await keepAnswer(sql, identity, answer);
				return answer;
			} catch (error) {
				await forgetCommand(sql, identity).catch(() => undefined);
				throw error;
			}
	}
}

/** What is said to a person for each refusal of these commands. */
export const COMMAND_REFUSALS: Readonly<Record<string, string>> = {
	'mapping.agency_unknown': 'Không có cơ quan mang mã này.',
	'mapping.name_unknown': 'Không có bản tin nào chờ đối chiếu dưới tên này.',
	'mapping.name_taken': 'Tên này đã được gán cho cơ quan khác trong thời gian đó.',
	'mapping.ends_before_start': 'Ngày kết thúc hiệu lực trước ngày bắt đầu.',
	'quarantine.nothing_named': 'Chưa nói bản tin nào.',
	'quarantine.no_reason': 'Chưa chọn lý do bỏ qua.',
	'catalogue.lines_refused': 'Tệp có dòng không đúng nên chưa ghi nhận gì.',
	'catalogue.changed_meanwhile': 'Danh mục đã thay đổi kể từ lúc xem trước. Hãy xem lại.',
	...CORRECTION_REFUSALS,
	...APOLOGY_REFUSALS,
	...CAUSE_REFUSALS,
	...CONSULTATION_REFUSALS,
	...MEASURE_REFUSALS,
	...DRAFT_REFUSALS,
	...EVIDENCE_REFUSALS,
	...FINDING_REFUSALS,
	...FLAG_REFUSALS,
	...INSPECTION_REFUSALS,
	...KEY_REFUSALS,
	...LETTER_REFUSALS,
	...MORNING_REFUSALS,
	...MIRROR_REFUSALS,
	...OPINION_REFUSALS,
	...PEOPLE_REFUSALS,
	...SCREEN_REFUSALS,
	...SETTING_REFUSALS,
	...SHIFT_REFUSALS,
	...TASK_REFUSALS,
	...URGING_REFUSALS
};
