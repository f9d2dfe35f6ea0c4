import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readerFor } from '#lib/domain/accounts/reader.ts';
import { dayOf } from '#lib/domain/calendar/time.ts';
import type { EvidenceDeclared } from '#lib/domain/evidence/item.ts';
import { actOnTask } from '#lib/server/commands/tasks/act.ts';
import { issueDirective } from '#lib/server/commands/tasks/issue.ts';
import { mayAddTo } from '#lib/server/evidence-owners.ts';
import { openReceiving, type EvidenceReceiving } from '#lib/server/ingest/evidence/receive.ts';
import { accountByEmail } from '#lib/server/store/accounts.ts';
import { evidenceIn, type EvidenceBytes } from '#lib/server/store/evidence-bytes.ts';
import { openRulebook, type Rulebook } from '#lib/server/store/rulebook.ts';
import { emailOf, settle, type Person } from '../accounts/province.ts';
import { freshDatabase, type FreshDatabase } from '../setup/database.ts';

export const NOW = Date.parse('2026-11-20T09:00:00+07:00');
export const PDF = new TextEncoder().encode('%PDF-1.7 báo cáo');

/** A province with one task that `land` has taken up, and a folder for what is handed in for it. */
export interface EvidenceStage {
	database: FreshDatabase;
	rulebook: Rulebook;
	dataDir: string;
	bytes: EvidenceBytes;
	task: string;
	/** As a program that has just started: it remembers nothing but what is in tables and on the disk. */
	receiving(): EvidenceReceiving;
	by(person: Person): Promise<{
		reader: ReturnType<typeof readerFor>;
		address: string;
		now: number;
		realNow: number;
	}>;
	/** Names that lie in the folder. */
	lying(): string[];
	close(): Promise<void>;
}

export async function openEvidenceStage(): Promise<EvidenceStage> {
	const dataDir = mkdtempSync(join(tmpdir(), 'don-doc-evidence-'));
	const database = await freshDatabase();
	const rulebook = openRulebook(database.web.sql);
	await settle(database);
	const by = async (person: Person) => {
		const account = await accountByEmail(database.sql, emailOf(person));
		if (account === null) throw new Error(person);
		const { directory } = await rulebook.current();
		const reader = readerFor(account, directory, dayOf(NOW));
		return { reader, address: '10.0.0.1', now: NOW, realNow: Date.now() };
	};
	const { directory } = await rulebook.current();
	const [leadId, trackerId] = [directory.byCode('H21.01'), directory.byCode('H21.02')];
	if (leadId === null || trackerId === null) throw new Error('two agencies');
	const issued = await issueDirective(
		database.web,
		{
			directive: {
				...{ type: 'công văn', number: '1/UBND-TH', issuedOn: '2026-11-19' },
				...{ issuer: 'UBND tỉnh', subject: 'x', urgency: null }
			},
			tasks: [
				{
					...{ path: null, text: 'Báo cáo', product: null, source: 'chairman', condition: null },
					...{ leadId, trackerId, coordinatingIds: [], due: null, dueFrom: null, units: [] }
				}
			],
			again: false
		},
		await by('office')
	);
	if (!issued.accepted) throw new Error(issued.refusal.code);
	const task = issued.value.tasks[0] ?? '';
	await actOnTask(database.web, { code: task, act: { kind: 'acknowledged' } }, await by('land'));
	const bytes = evidenceIn(dataDir);
	return {
		...{ database, rulebook, dataDir, bytes, task, by },
		receiving: () =>
			openReceiving({
				...{ database: database.web, bytes: evidenceIn(dataDir), mayAdd: mayAddTo },
				keptFor: async () => Promise.resolve(365)
			}),
		lying: () => {
			try {
				return readdirSync(join(dataDir, 'evidence'));
			} catch {
				return [];
			}
		},
		close: async () => {
			await database.drop();
			rmSync(dataDir, { recursive: true, force: true });
		}
	};
}

export function declared(
	task: string,
	bytes: Uint8Array,
	said: Partial<EvidenceDeclared> = {}
): EvidenceDeclared {
	return {
		...{ owner: { kind: 'task', code: task }, name: 'Ảnh hiện trường' },
		...{ sha256: createHash('sha256').update(bytes).digest('hex') },
		...{ capturedAt: NOW - 3_600_000, sentAt: Date.now() },
		...{ keepLocation: false, masked: false, restricted: false },
		...said
	};
}

/** Bytes as they come over a network: in pieces, and cut off where `until` says. */
export function stream(
	bytes: Uint8Array,
	{ until = bytes.length, piece = 1024 }: { until?: number; piece?: number } = {}
): ReadableStream<Uint8Array> {
	let at = 0;
	return new ReadableStream({
		pull(controller) {
			if (at >= until) {
				if (until < bytes.length) controller.error(new Error('the network went away'));
				else controller.close();
				return;
			}
			const end = Math.min(until, at + piece);
			controller.enqueue(bytes.slice(at, end));
			at = end;
		}
	});
}
