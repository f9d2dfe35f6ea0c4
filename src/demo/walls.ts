import { randomBytes } from 'node:crypto';
import { readerFor } from '#lib/domain/accounts/reader.ts';
import type { AgencyDirectory } from '#lib/domain/agencies/agency.ts';
import type { Day } from '#lib/domain/calendar/time.ts';
import type { WallPlan } from '#lib/domain/wall/scene.ts';
import { openPairing } from '#lib/server/accounts/pairing.ts';
import { newDevice } from '#lib/server/accounts/screen-cookies.ts';
import { planScreen } from '#lib/server/commands/screen-directing.ts';
import { accountByEmail } from '#lib/server/store/accounts.ts';
import type { Database } from '#lib/server/store/database.ts';

/** Two walls that an office would have; nobody has ever stood a browser in front of these. */
const WALLS: readonly { name: string; plan: WallPlan | null }[] = [
	{ name: 'Sảnh trụ sở UBND tỉnh (mô phỏng)', plan: null },
	{
		name: 'Phòng giao ban Văn phòng (mô phỏng)',
		plan: { scenes: ['today', 'due_today', 'departments', 'communes'], seconds: 30 }
	}
];

const OFFICE = 'vanphong@demo.example';
const HERE = '127.0.0.1';

/**
 * Pairs two walls by the same commands as any office, so that the page of screens has something to
 * show. Their devices' secrets are kept by nobody: they open nothing, and the page says that they have
 * not come yet.
 */
export async function pairDemoWalls(
	database: Database,
	directory: AgencyDirectory,
	today: Day
): Promise<void> {
	const account = await accountByEmail(database.sql, OFFICE);
	if (account === null) return;
	const by = { reader: readerFor(account, directory, today), address: HERE };
	const pairing = openPairing({ db: database, secret: randomBytes(32).toString('base64url') });
	for (const { name, plan } of WALLS) {
		const now = Date.now();
		const waiting = await pairing.wait(newDevice(), HERE, now);
		if (waiting.is !== 'waiting') return;
		const paired = await pairing.approve({ code: waiting.code, name, agencyCode: null }, by, now);
		if (!paired.accepted) throw new Error(`demo wall: ${paired.refusal.code}`);
		if (plan !== null) await planScreen(database, { id: paired.value.id, plan }, by, now);
	}
}
