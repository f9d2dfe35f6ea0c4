import type { Actor } from '#lib/domain/audit/entry.ts';
import { accepted, refused, type Decision } from '#lib/domain/refusal.ts';
import { record } from '../store/audit.ts';
import { withTransaction, type Database } from '../store/database.ts';
import { forgetTrustedDevices } from '../store/trusted-devices.ts';

/** Trusts one of an account's devices no more: its next sign-in there shows the second factor. */
export async function forgetDevice(
	database: Database,
	{ id, accountId }: { id: number; accountId: number },
	actor: Actor
): Promise<Decision<number>> {
	return withTransaction(database, async ({ sql }) => {
		const at = Date.now();
		const forgotten = await forgetTrustedDevices(sql, { accountId, id, at });
		if (forgotten === 0) return refused('devices.device_unknown');
		const subject = `account:${accountId}`;
		const before = { device: id };
		await record(sql, { at, actor, action: 'device.forget', subject, before, after: null });
		return accepted(id);
	});
}
