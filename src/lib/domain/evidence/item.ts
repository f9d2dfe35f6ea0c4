import { z } from 'zod';
import { isDay, isoOf, type Day, type Instant } from '../calendar/time.ts';
import type { EvidenceType } from './file.ts';

/** What a file can be evidence for. To evidence they are a kind and a public code, and no more. */
export const EVIDENCE_OWNERS = ['task', 'finding', 'inspection', 'correction'] as const;
export type EvidenceOwnerKind = (typeof EVIDENCE_OWNERS)[number];

export interface EvidenceOwner {
	kind: EvidenceOwnerKind;
	code: string;
}

/** `task:NV-12`, as it stands in addresses and on record. */
export function nameOfOwner({ kind, code }: EvidenceOwner): string {
	return `${kind}:${code}`;
}

/** @returns null for what names no owner */
export function ownerNamed(name: string): EvidenceOwner | null {
	const [, kind, code] = /^([a-z]+):([\w./-]{1,100})$/.exec(name) ?? [];
	const known = EVIDENCE_OWNERS.find((one) => one === kind);
	return known === undefined || code === undefined ? null : { kind: known, code };
}

/** One file of evidence. Three times are kept apart: when it happened, when it was taken, when it came. */
export interface EvidenceItem {
	code: string;
	owner: EvidenceOwner;
	name: string;
	type: EvidenceType;
	/** Bytes. */
	size: number;
	/** Hex, of the bytes as the device had them; null where a form without scripts sent it. */
	sha256Capture: string | null;
	/** Hex, of the bytes as they lie. */
	sha256Receipt: string;
	eventAt: Instant | null;
	capturedAt: Instant | null;
	receivedAt: Instant;
	/** Milliseconds by which the clock of the device was ahead of ours. */
	deviceAhead: number | null;
	keptLocation: boolean;
	masked: boolean;
	restricted: boolean;
	/** Code of the version before; null of the first. */
	versionOf: string | null;
	/** Code of the version that stands for it now. */
	replacedBy: string | null;
	deleteOn: Day | null;
	deletedAt: Instant | null;
	accountId: number | null;
}

/** `yes` and nothing else: what is told in a header has no types. */
const yes = z
	.string()
	.optional()
	.transform((text) => text === 'yes');
const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

/** What a device says of a file before it sends it, in the members of tus's Upload-Metadata. */
export const evidenceDeclared = z.object({
	owner: z.string().transform((text, context) => {
		const owner = ownerNamed(text);
		if (owner !== null) return owner;
		context.addIssue({ code: 'custom', message: 'không phải đối tượng có minh chứng' });
		return z.NEVER;
	}),
	name: z.string().min(1).max(500),
	sha256: z.string().regex(/^[0-9a-f]{64}$/, 'phải là SHA-256 dạng hex'),
	/** When what it shows happened. */
	eventAt: instant.optional(),
	capturedAt: instant,
	/** The clock of the device as it sends. */
	sentAt: instant,
	keepLocation: yes,
	masked: yes,
	restricted: yes,
	replaces: z
		.string()
		.regex(/^MC-\d+$/)
		.optional(),
	deleteOn: z.string().refine(isDay, 'không phải ngày').optional()
});
export type EvidenceDeclared = z.output<typeof evidenceDeclared>;

/** A file of evidence as it is shown: instants as ISO texts. */
export interface ShownEvidence {
	code: string;
	/** `task:NV-12` */
	owner: string;
	/** Empty once it is deleted. */
	name: string;
	type: EvidenceType;
	size: number;
	/** At receipt. */
	sha256: string;
	sha256Capture: string | null;
	eventAt: string | null;
	capturedAt: string | null;
	receivedAt: string;
	/** Seconds by which the clock of the device was ahead of ours. */
	deviceAhead: number | null;
	keptLocation: boolean;
	masked: boolean;
	restricted: boolean;
	versionOf: string | null;
	replacedBy: string | null;
	deleteOn: Day | null;
	deletedAt: string | null;
}

export function shownEvidence(file: EvidenceItem): ShownEvidence {
	const iso = (at: Instant | null) => (at === null ? null : isoOf(at));
	return {
		...{ code: file.code, owner: nameOfOwner(file.owner), name: file.name, type: file.type },
		...{ size: file.size, sha256: file.sha256Receipt, sha256Capture: file.sha256Capture },
		...{ eventAt: iso(file.eventAt), capturedAt: iso(file.capturedAt) },
		receivedAt: isoOf(file.receivedAt),
		deviceAhead: file.deviceAhead === null ? null : Math.round(file.deviceAhead / 1000),
		...{ keptLocation: file.keptLocation, masked: file.masked, restricted: file.restricted },
		...{ versionOf: file.versionOf, replacedBy: file.replacedBy, deleteOn: file.deleteOn },
		deletedAt: iso(file.deletedAt)
	};
}
