import type { Actor } from '#lib/domain/audit/entry.ts';
import type { Instant } from '#lib/domain/calendar/time.ts';
import { accepted, refused, type Decision } from '#lib/domain/refusal.ts';
import { record } from '#lib/server/store/audit.ts';
import { withTransaction, type Database } from '#lib/server/store/database.ts';
import { subscribe, unsubscribe } from '#lib/server/store/morning-mail.ts';

/**
 * Somebody asks for the morning page by mail, or no longer. It goes to the address of their own account
 * and to no other.
 *
 * @param act `now` by the domain's clock: pages of earlier instants are not sent
 */
export async function wantMorningPage(
	db: Database,
	on: boolean,
	act: { actor: Actor; now: Instant; realNow: Instant }
): Promise<Decision<{ on: boolean }>> {
	const { accountId } = act.actor;
	if (accountId === null) return refused('morning.not_allowed');
	await withTransaction(db, async ({ sql }) => {
		const changed = on
			? await subscribe(sql, accountId, act.now)
			: await unsubscribe(sql, accountId);
		if (!changed) return;
		await record(sql, {
			at: act.realNow,
			actor: act.actor,
			action: on ? 'morning.subscribe' : 'morning.unsubscribe',
			subject: `account:${accountId}`,
			before: { on: !on },
			after: { on }
		});
	});
	return accepted({ on });
}
