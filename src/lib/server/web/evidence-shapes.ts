import { z } from 'zod';
import { EVIDENCE_TYPES } from '#lib/domain/evidence/file.ts';
import { ownerNamed } from '#lib/domain/evidence/item.ts';
import type { Operation } from './operation.ts';

const READ = ['read', 'act'] as const;
const ACT = ['act'] as const;
const iso = z.iso.datetime({ offset: true });
const code = z.string();

export const evidenceFile = z
	.strictObject({
		code,
		owner: z.string(),
		name: z.string(),
		type: z.enum(EVIDENCE_TYPES),
		size: z.number().int(),
		sha256: z.string(),
		sha256Capture: z.string().nullable(),
		eventAt: iso.nullable(),
		capturedAt: iso.nullable(),
		receivedAt: iso,
		deviceAhead: z.number().int().nullable(),
		keptLocation: z.boolean(),
		masked: z.boolean(),
		restricted: z.boolean(),
		versionOf: code.nullable(),
		replacedBy: code.nullable(),
		deleteOn: z.iso.date().nullable(),
		deletedAt: iso.nullable()
	})
	.meta({ id: 'Evidence' });

/** What a sender is told of a file of its own; `sha256` is of what lies on the disk. */
export const keptFile = z.strictObject({
	code,
	name: z.string(),
	type: z.enum(EVIDENCE_TYPES),
	size: z.number().int(),
	sha256: z.string()
});

export const evidenceListParams = z.object({
	/** `task:NV-12`: what the files are evidence for. */
	owner: z.string().transform((text, context) => {
		const owner = ownerNamed(text);
		if (owner !== null) return owner;
		context.addIssue({ code: 'custom', message: 'không phải đối tượng có minh chứng' });
		return z.NEVER;
	})
});

const upload = z.strictObject({
	id: z.string(),
	owner: z.string(),
	size: z.number().int(),
	offset: z.number().int(),
	kept: keptFile.nullable()
});

export const EVIDENCE_OPERATIONS: readonly Operation[] = [
	{
		path: '/api/v1/evidence',
		method: 'get',
		summary: 'The files of evidence of one task, finding, inspection or correction',
		keys: READ,
		query: z.object({ owner: z.string() }),
		answer: z.strictObject({ items: z.array(evidenceFile) }),
		refusals: [400, 403]
	},
	{
		path: '/api/v1/evidence/{code}',
		method: 'get',
		summary: 'One file of evidence: its three times, both hashes, versions, and who opened it',
		keys: READ,
		answer: z.strictObject({
			item: evidenceFile,
			views: z.array(z.strictObject({ at: iso, reader: z.string() }))
		}),
		refusals: [403, 404]
	},
	{
		path: '/api/v1/evidence/{code}/file',
		method: 'get',
		summary: 'What is in it; that it was opened is put on record',
		keys: READ,
		answer: ['application/octet-stream'],
		refusals: [403, 404]
	},
	{
		path: '/api/v1/evidence/uploads',
		method: 'post',
		summary:
			'tus 1.0 creation: Upload-Length and Upload-Metadata with owner, name, sha256, capturedAt, sentAt; the same Idempotency-Key is the same upload',
		keys: ACT,
		answer: z.strictObject({}),
		refusals: [400, 403, 404, 409, 413]
	},
	{
		path: '/api/v1/evidence/uploads/{id}',
		method: 'get',
		summary:
			'How far an upload has come; `kept` once all of it is stored and hashed, and not before',
		keys: ACT,
		answer: upload,
		refusals: [400, 403, 404, 413, 415]
	},
	{
		path: '/api/v1/evidence/uploads/{id}',
		method: 'head',
		summary: 'tus 1.0: Upload-Offset',
		keys: ACT,
		answer: z.strictObject({}),
		refusals: [400, 403, 404, 413, 415]
	},
	{
		path: '/api/v1/evidence/uploads/{id}',
		method: 'patch',
		summary: 'tus 1.0: more bytes at Upload-Offset, with Upload-Checksum sha256 if wanted',
		keys: ACT,
		answer: z.strictObject({}),
		refusals: [400, 403, 404, 409, 413, 415]
	}
];

/** What is said to a person for each refusal. */
export const EVIDENCE_REFUSALS: Readonly<Record<string, string>> = {
	'evidence.too_large': 'Mỗi tệp minh chứng không quá 20 MB. Chưa có gì được lưu.',
	'evidence.more_than_declared_too_large':
		'Tệp gửi đến lớn hơn kích thước đã khai. Phần vừa gửi không được lưu.',
	'evidence.too_many': 'Mỗi lần gửi không quá 3 tệp. Chưa có gì được lưu.',
	'evidence.name_is_place':
		'Tên tệp có dấu / hoặc \\, ký tự điều khiển, hay chỉ gồm dấu chấm. Hãy đổi tên tệp rồi gửi lại. Chưa có gì được lưu.',
	'evidence.empty': 'Tệp rỗng.',
	'evidence.unsupported':
		'Chỉ nhận tệp pdf, docx, xlsx (không có macro), jpg, png; nội dung tệp này không phải loại đó.',
	'evidence.unsafe_unsupported':
		'Tệp có mật khẩu, macro, tệp nén hoặc liên kết bên trong nên không được nhận.',
	'evidence.unpacks_too_large': 'Tệp bung ra quá lớn nên không được nhận.',
	'evidence.tells_location':
		'Ảnh còn ghi vị trí chụp. Hãy bỏ vị trí, hoặc chọn giữ vị trí rồi gửi lại.',
	'evidence.hash_differs':
		'Nội dung nhận được không trùng với nội dung trên máy gửi. Tệp chưa được lưu, hãy gửi lại.',
	'evidence.checksum_differs': 'Phần vừa gửi bị hỏng trên đường truyền, hãy gửi lại phần đó.',
	'evidence.offset_conflict': 'Phần gửi đến không nối tiếp phần đã nhận.',
	'evidence.key_conflict': 'Khóa gửi này đã dùng cho một tệp khác.',
	'evidence.upload_unknown': 'Không có lượt gửi tệp này.',
	'evidence.owner_unknown': 'Không có đối tượng để gắn minh chứng.',
	'evidence.already_replaced': 'Bản này đã được thay bằng bản khác. Hãy thay bản mới nhất.',
	'evidence.deleted_too_soon': 'Ngày xóa phải sau hôm nay.',
	'evidence.unknown': 'Không có tệp minh chứng mang mã này ở đây.'
};
