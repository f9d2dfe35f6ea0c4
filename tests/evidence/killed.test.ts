import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { evidenceOf } from '#lib/server/store/evidence.ts';
import { evidenceDifferences } from '#lib/server/store/recount-evidence.ts';
import { emailOf } from '../accounts/province.ts';
import { dice } from '../chaos/lives.ts';
import { aFile } from './files.ts';
import { openEvidenceStage, type EvidenceStage } from './stage.ts';

/** EVIDENCE_KILLS=30 EVIDENCE_UPLOADS=40 for the whole of it. */
const KILLS = Number(process.env.EVIDENCE_KILLS ?? 4);
const UPLOADS = Number(process.env.EVIDENCE_UPLOADS ?? 8);
const SEED = Number(process.env.EVIDENCE_SEED ?? Date.now() % 1_000_000);
const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

let stage: EvidenceStage;
beforeAll(async () => {
	stage = await openEvidenceStage();
}, 60_000);
afterAll(async () => stage.close());

/** One life of the program, killed after so many milliseconds of work; null: let it finish. */
async function life(from: number, killAfter: number | null): Promise<Map<number, string>> {
	const { database, dataDir, task } = stage;
	const given = [database.webUrl, dataDir, emailOf('land'), task, SEED, from, UPLOADS].map(String);
	const child = spawn(process.execPath, [join(import.meta.dirname, 'taker.ts'), ...given], {
		stdio: ['ignore', 'pipe', 'inherit']
	});
	const saved = new Map<number, string>();
	const ended = new Promise((end) => child.once('close', end));
	for await (const line of createInterface(child.stdout)) {
		const [said, n, , sha256 = ''] = line.split(' ');
		if (said === 'saved') saved.set(Number(n), sha256);
		if (said === 'ready' && killAfter !== null) {
			void wait(killAfter).then(() => child.kill('SIGKILL'));
		}
	}
	await ended;
	return saved;
}

it(
	`T29: a server killed at ${KILLS} random points during ${UPLOADS} uploads loses none, keeps none twice, and says of none too early that it is saved (seed ${SEED})`,
	{ timeout: 60_000 + KILLS * 10_000 },
	async () => {
		const roll = dice(SEED);
		const hashes = Array.from({ length: UPLOADS }, (_, n) => sha(aFile(SEED, n)));
		const said = new Map<number, string>();
		for (let kill = 0; kill <= KILLS; kill += 1) {
			// Now and then all of them are sent again: whoever was not told must ask.
			const from = roll() < 0.3 ? 0 : Math.max(-1, ...said.keys()) + 1;
			const last = kill === KILLS;
			const saved = await life(last ? 0 : from, last ? null : 5 + Math.floor(roll() * 220));
			for (const [n, sha256] of saved) {
				expect(sha256, `file ${n}`).toBe(hashes[n]);
				said.set(n, sha256);
			}
		}
		expect(said.size).toBe(UPLOADS);
		const owner = { kind: 'task', code: stage.task } as const;
		const items = await evidenceOf(stage.database.sql, owner);
		expect(items.map((item) => item.sha256Receipt).sort()).toEqual([...hashes].sort());
		expect(items.filter((item) => item.sha256Receipt !== item.sha256Capture)).toEqual([]);
		expect(await evidenceDifferences(stage.database.sql, stage.bytes)).toMatchObject({
			...{ files: UPLOADS, found: [] }
		});
		// Nothing half sent is left over either: each upload went on with its own bytes.
		expect(stage.lying()).toHaveLength(UPLOADS);
	}
);
