import { m } from '#lib/paraglide/messages.js';
import { waitingOn, wipeOutbox } from './outbox-database.ts';

/**
 * For a form that signs out: whoever has something unsent is warned, and what lies on this device of the
 * account is taken off it before anybody else can use it.
 */
export async function signOutOf(account: number | null, form: HTMLFormElement): Promise<void> {
	if (account !== null) {
		const waiting = await waitingOn(account).catch(() => 0);
		if (waiting > 0 && !window.confirm(m.evidence_sign_out_warning({ n: waiting }))) return;
		await wipeOutbox(account).catch(() => undefined);
	}
	// `submit` asks nobody again.
	form.submit();
}
