import type { RequestEvent } from '@sveltejs/kit';
import type { Instant } from '#lib/domain/calendar/time.ts';
import { maySend } from '#lib/domain/accounts/reader.ts';
import { actorOf } from '#lib/domain/audit/entry.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { IntakeItem } from '#lib/server/commands/intake.ts';
import { translate } from '#lib/server/ingest/dossier-feed/translate.ts';
import {
	BYTES_AT_MOST,
	envelope,
	RECORDS_AT_MOST,
	type Service
} from '#lib/server/ingest/dossier-feed/wire.ts';
import { requireReader } from './authenticate.ts';
import { problem, ProblemError } from './problem.ts';

/** Batches under way at once in one process, fewer than connections; a sender told 429 tries again. */
const BATCHES_AT_ONCE = 8;
let underWay = 0;

/** The envelope as understood: which records, and the receiving unit that the sender named. */
interface Parcel {
	service: Service;
	receivingUnit: string;
	records: unknown[];
}

/**
 * The feed door (contract section 2): reads the body, hands the batch to the intake, answers as
 * one-stop systems expect (`error_code` "0"). What is refused is problem JSON and leaves nothing.
 *
 * @param read takes the envelope apart; throws {@link ProblemError} when it is not one
 */
export async function feedDoor(
	event: RequestEvent,
	read: (body: unknown) => Parcel
): Promise<Response> {
	try {
		const reader = requireReader(event);
		if (!maySend(reader) || reader.sends === null || reader.keyId === null) {
			throw new ProblemError({
				status: 403,
				title: 'Khóa này không được gửi bản tin.',
				code: 'feed.forbidden'
			});
		}
		if (underWay >= BATCHES_AT_ONCE) {
			throw new ProblemError({
				status: 429,
				title: 'Đang nhận quá nhiều gói cùng lúc, hãy gửi lại.',
				code: 'feed.busy',
				headers: { 'retry-after': '1' }
			});
		}
		underWay++;
		try {
			const { intake, clock, handlerKey } = event.locals.desk;
			const { items, now } = await readItems(event.request, read, handlerKey, clock);
			const { seq: _, ...result } = await intake.take(
				items,
				{ keyId: reader.keyId, ...reader.sends, actor: actorOf(reader, event.getClientAddress()) },
				now
			);
			return Response.json({ error_code: '0', message: messageOf(result), ...result });
		} finally {
			underWay--;
		}
	} catch (error) {
		if (error instanceof ProblemError) return problem(error.problem);
		throw error;
	}
}

/**
 * The records of a request as what is kept of them. A function of its own, so that what was sent (the
 * citizen's fields among it) is let go of before the batch waits for the database, not after.
 */
async function readItems(
	request: Request,
	read: (body: unknown) => Parcel,
	handlerKey: string,
	clock: Clock
): Promise<{ items: IntakeItem[]; now: Instant }> {
	const { records, service, receivingUnit } = read(await readBody(request));
	if (records.length > RECORDS_AT_MOST) {
		throw tooLarge(`Mỗi gói tối đa ${RECORDS_AT_MOST} bản ghi.`);
	}
	const now = clock.now();
	const reading = { service, receivingUnit, handlerKey };
	const items = records.map((record, index) => ({
		index,
		translated: translate(record, reading),
		arrivedAt: now
	}));
	return { items, now };
}

function messageOf(result: { quarantined: unknown[] }): string {
	return result.quarantined.length === 0
		? 'Thành công'
		: `Thành công; ${result.quarantined.length} bản tin chờ đối chiếu`;
}

/** The national adapter's envelope. */
export function readEnvelope(body: unknown): Parcel {
	const parsed = envelope.safeParse(body);
	if (!parsed.success) {
		const issue = parsed.error.issues[0];
		const field = issue?.path.map(String).join('.') || '(body)';
		throw malformed(field, issue?.message ?? 'invalid');
	}
	const { service, madonvi, data } = parsed.data;
	return { service, receivingUnit: madonvi ?? '', records: data };
}

/** The LGSP variant: the receiving unit on the address, a bare array in the body. */
export function readBareArray(service: Service, url: URL): (body: unknown) => Parcel {
	return (body) => {
		if (!Array.isArray(body)) throw malformed('(body)', 'must_be_list');
		return { service, receivingUnit: url.searchParams.get('MaDinhDanhDV') ?? '', records: body };
	};
}

function malformed(field: string, rule: string): ProblemError {
	return new ProblemError({
		status: 400,
		title: 'Gói tin không đúng cấu trúc.',
		detail: `${field}: ${rule}`,
		code: 'feed.malformed',
		field
	});
}

function tooLarge(title: string): ProblemError {
	return new ProblemError({ status: 413, title, code: 'feed.too_large' });
}

async function readBody(request: Request): Promise<unknown> {
	const type = request.headers.get('content-type') ?? '';
	if (!/^(application\/(?:[\w.+-]*\+)?json|text\/json)\s*(;|$)/i.test(type)) {
		throw new ProblemError({
			status: 415,
			title: 'Nội dung phải có kiểu application/json.',
			code: 'feed.not_json'
		});
	}
	const title = 'Mỗi gói tối đa 10 MiB.';
	if (Number(request.headers.get('content-length') ?? 0) > BYTES_AT_MOST) throw tooLarge(title);
	const chunks: Uint8Array[] = [];
	let size = 0;
	for await (const chunk of request.body ?? []) {
		size += chunk.byteLength;
		if (size > BYTES_AT_MOST) throw tooLarge(title);
		chunks.push(chunk);
	}
	try {
		const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
		return JSON.parse(text);
	} catch {
		// The parser's message quotes what it read; a sender's citizen could be in it.
		throw malformed('(body)', 'not_json');
	}
}
