import {
	EVIDENCE_BYTES_AT_MOST,
	evidenceType,
	isFileName,
	type EvidenceType
} from '#lib/domain/evidence/file.ts';
import { cleanPicture, pictureFacts } from '#lib/domain/evidence/picture.ts';
import type { Mask } from './mask.ts';
import type { OutboxFile } from './outbox-database.ts';

export type Taken =
	| { is: 'file'; file: OutboxFile; type: EvidenceType; location: boolean }
	| { is: 'too_large' | 'unsupported' | 'name' };

/** A file that somebody has just taken or chosen, as a draft: nothing of it is changed yet. */
export async function taken(
	given: File,
	belongs: Pick<OutboxFile, 'owner' | 'after' | 'replaces'>
): Promise<Taken> {
	if (!isFileName(given.name)) return { is: 'name' };
	if (given.size > EVIDENCE_BYTES_AT_MOST) return { is: 'too_large' };
	const bytes = await given.arrayBuffer();
	const type = evidenceType(new Uint8Array(bytes));
	if (type === null) return { is: 'unsupported' };
	const facts = pictureFacts(new Uint8Array(bytes), type);
	if (isPicture(type) && facts === null) return { is: 'unsupported' };
	return {
		is: 'file',
		type,
		location: facts?.location ?? false,
		file: {
			...belongs,
			...{ key: crypto.randomUUID(), name: given.name, bytes, size: bytes.byteLength },
			...{ sha256: '', capturedAt: new Date().toISOString(), eventAt: null },
			...{ keepLocation: false, masked: false, restricted: false, deleteOn: null },
			...{ state: 'draft', url: null, sent: 0, refusal: null, code: null, addedAt: Date.now() }
		}
	};
}

/**
 * The file as it is sent: with the masks burnt in, without the place unless that is kept, and hashed as
 * it is from now on. What was under a mask is nowhere in it.
 */
export async function ready(
	draft: OutboxFile & { bytes: ArrayBuffer },
	masks: readonly Mask[]
): Promise<OutboxFile> {
	const type = evidenceType(new Uint8Array(draft.bytes));
	let bytes = draft.bytes;
	if (masks.length > 0) bytes = await painted(bytes, masks);
	else if (type !== null && isPicture(type) && !draft.keepLocation) {
		bytes = bufferOf(cleanPicture(new Uint8Array(bytes), type) ?? new Uint8Array(bytes));
	}
	return {
		...draft,
		...{ bytes, size: bytes.byteLength, sha256: await sha256Of(bytes), state: 'waiting' },
		masked: masks.length > 0,
		// A painted picture is made anew: the place is not in it.
		keepLocation: draft.keepLocation && masks.length === 0
	};
}

export function isPicture(type: EvidenceType): boolean {
	return type === 'jpg' || type === 'png';
}

/** The picture made anew with the parts under the masks black. */
async function painted(bytes: ArrayBuffer, masks: readonly Mask[]): Promise<ArrayBuffer> {
	const picture = await createImageBitmap(new Blob([bytes]));
	const canvas = document.createElement('canvas');
	canvas.width = picture.width;
	canvas.height = picture.height;
	const context = canvas.getContext('2d');
	if (context === null) throw new Error('no canvas');
	context.drawImage(picture, 0, 0);
	picture.close();
	context.fillStyle = '#000';
	for (const { x, y, width, height } of masks) {
		context.fillRect(
			...([Math.floor(x * canvas.width), Math.floor(y * canvas.height)] as const),
			...([Math.ceil(width * canvas.width), Math.ceil(height * canvas.height)] as const)
		);
	}
	const blob = await new Promise<Blob | null>((made) => canvas.toBlob(made, 'image/jpeg', 0.9));
	if (blob === null) throw new Error('the picture cannot be made anew');
	return blob.arrayBuffer();
}

async function sha256Of(bytes: ArrayBuffer): Promise<string> {
	const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
	return [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function bufferOf(bytes: Uint8Array): ArrayBuffer {
	const copy = new ArrayBuffer(bytes.byteLength);
	new Uint8Array(copy).set(bytes);
	return copy;
}
