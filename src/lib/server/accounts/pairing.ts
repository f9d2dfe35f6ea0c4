import { createHmac } from 'node:crypto';
import { encode } from 'uqr';
import { PAIRING_MS, SCREEN_LIFE_MS } from '#lib/domain/accounts/screen.ts';
import type { Reader } from '#lib/domain/accounts/reader.ts';
import { actorOf } from '#lib/domain/audit/entry.ts';
import { isoOf, type Instant } from '#lib/domain/calendar/time.ts';
import { accepted, refused, type Decision } from '#lib/domain/refusal.ts';
import { agencyIdOf } from '../store/accounts.ts';
import { record } from '../store/audit.ts';
import { withTransaction, type Database } from '../store/database.ts';
import { append } from '../store/ledger.ts';
import {
	clearPairings,
	countPairings,
	holdWaiting,
	insertPairing,
	pairingOfDevice,
	saveApproval
} from '../store/pairings.ts';
import {
	holdScreenOfDevice,
	savePairedScreen,
	saveToken,
	screenOfDevice
} from '../store/screens.ts';
import { countGuesses } from './guesses.ts';
import { hashOfSecret, newScreenToken } from './screen-cookies.ts';

/** Codes shown at once to one address, behind which a whole building may sit, and to all. */
const HERE_AT_MOST = 40;
const ALL_AT_MOST = 400;

/** What becomes of a device that asks to be let in. */
export type Waiting =
	| { is: 'waiting'; code: string; endsAt: Instant }
	/** Somebody has approved it: this opens the wall, together with the device's own secret. */
	| { is: 'approved'; token: string }
	/** Too many show a code already. */
	| { is: 'too_many' };

/** Who approves, and from where. */
export interface Approver {
	reader: Reader;
	address: string;
}

export interface Found {
	/** Network address of the device. */
	address: string;
	askedAt: Instant;
	/** The name under which the device was paired before. */
	knownAs: string | null;
}

/** Lets a wall in: the wall asks and waits, and somebody who may approves the code that it shows. */
export interface Pairing {
	/**
	 * A device asks, and asks again until it is let in. The same device gets the same code until that
	 * has ended, also after a restart.
	 */
	wait(device: string, address: string, now: Instant): Promise<Waiting>;
	/** What shows this code. Wrong codes are counted for each account and address. */
	find(code: string, by: Approver, now: Instant): Promise<Decision<Found>>;
	/**
	 * Approves it, for ninety days. The device fetches its token itself.
	 * @param given `agencyCode`: shows this agency with all below it; null: the whole province
	 */
	approve(
		given: { code: string; name: string; agencyCode: string | null },
		by: Approver,
		now: Instant
	): Promise<Decision<{ id: number; name: string; endsAt: string }>>;
}

export function openPairing({ db, secret }: { db: Database; secret: string }): Pairing {
	const guesses = countGuesses();

	/** Made from the device's secret, so that the page can be loaded again and nothing of it is kept. */
	function codeOf(device: string, createdAt: Instant): string {
		const made = createHmac('sha256', secret).update(`screen code ${createdAt} ${device}`).digest();
		return String(made.readUIntBE(0, 6) % 1_000_000).padStart(6, '0');
	}

	/** What is kept of a code: a million of them are quickly tried without the secret. */
	function keptOf(code: string): string {
		return createHmac('sha256', secret).update(`screen code kept ${code}`).digest('base64url');
	}

	async function begin(device: string, address: string, now: Instant): Promise<Waiting> {
		const deviceHash = hashOfSecret(device);
		await clearPairings(db.sql, now);
		const { here, all } = await countPairings(db.sql, address, now);
		if (here >= HERE_AT_MOST || all >= ALL_AT_MOST) return { is: 'too_many' };
		// Another device may show the same code just now: a millisecond later it is another code.
		for (let createdAt = now; createdAt < now + 5; createdAt += 1) {
			const code = codeOf(device, createdAt);
			const endsAt = createdAt + PAIRING_MS;
			const kept = { deviceHash, code: keptOf(code), createdAt, endsAt, address };
			if (await insertPairing(db.sql, kept)) return { is: 'waiting', code, endsAt };
			const known = await pairingOfDevice(db.sql, deviceHash);
			if (known !== null)
				return { is: 'waiting', code: codeOf(device, known.createdAt), endsAt: known.endsAt };
		}
		return { is: 'too_many' };
	}

	/** Makes the token of an approved device; again when the answer was lost on its way. */
	async function fetchToken(device: string, address: string, now: Instant): Promise<string | null> {
		const deviceHash = hashOfSecret(device);
		const token = newScreenToken();
		return withTransaction(db, async ({ sql }) => {
			const screen = await holdScreenOfDevice(sql, deviceHash);
			if (screen === null || screen.revokedAt !== null || screen.endsAt <= now) return null;
			await saveToken(sql, screen.id, {
				hash: hashOfSecret(token),
				at: now,
				former: screen.tokenHash,
				formerUntil: screen.endsAt
			});
			await record(sql, {
				at: now,
				actor: { kind: 'screen', accountId: null, keyId: null, screenId: screen.id, address },
				action: 'screen.rotate',
				subject: `screen:${screen.id}`,
				before: null,
				after: { because: 'paired' }
			});
			return token;
		});
	}

	return {
		async wait(device, address, now) {
			const deviceHash = hashOfSecret(device);
			const known = await pairingOfDevice(db.sql, deviceHash);
			if (known === null || known.endsAt <= now) return begin(device, address, now);
			if (known.screenId === null) {
				return { is: 'waiting', code: codeOf(device, known.createdAt), endsAt: known.endsAt };
			}
			const token = await fetchToken(device, address, now);
			if (token !== null) return { is: 'approved', token };
			// Approved, and revoked before it has come.
			await clearPairings(db.sql, now, deviceHash);
			return begin(device, address, now);
		},

		async find(code, by, now) {
			return guesses.count(by, async () => {
				const found = await holdWaiting(db.sql, keptOf(code), now);
				if (found === null) return refused('pairing.code_unknown', { field: 'code' });
				const { address, createdAt, knownAs } = found;
				return accepted({ address, askedAt: createdAt, knownAs });
			});
		},

		async approve({ code, name, agencyCode }, by, now) {
			const { account } = by.reader;
			if (account === null) return refused('pairing.forbidden');
			return guesses.count(by, async () =>
				withTransaction(db, async ({ sql }) => {
					const found = await holdWaiting(sql, keptOf(code), now);
					if (found === null) return refused('pairing.code_unknown', { field: 'code' });
					const agencyId = agencyCode === null ? null : await agencyIdOf(sql, agencyCode);
					if (agencyCode !== null && agencyId === null) {
						return refused('screens.agency_unknown', { field: 'scope' });
					}
					const before = await screenOfDevice(sql, found.deviceHash);
					const endsAt = now + SCREEN_LIFE_MS;
					const id = await savePairedScreen(sql, {
						name,
						agencyId,
						deviceHash: found.deviceHash,
						tokenHash: hashOfSecret(newScreenToken()),
						pairedAt: now,
						pairedBy: account.id,
						endsAt
					});
					await saveApproval(sql, found.deviceHash, id, now + PAIRING_MS);
					await record(sql, {
						at: now,
						actor: actorOf(by.reader, by.address),
						action: 'screen.pair',
						subject: `screen:${id}`,
						before: before && { name: before.name, endsAt: isoOf(before.endsAt) },
						after: {
							name,
							scope: agencyCode ?? 'province',
							address: found.address,
							endsAt: isoOf(endsAt)
						}
					});
					await append(sql, { at: now, kind: 'accounts', agencies: [], ids: [`screen:${id}`] });
					return accepted({ id, name, endsAt: isoOf(endsAt) });
				})
			);
		}
	};
}

/** A QR code as an SVG path in a square of `size` units, quiet zone included. */
export function qrOf(text: string): { size: number; path: string } {
	const { size, data } = encode(text, { ecc: 'M', border: 4 });
	const path = data
		.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')))
		.join('');
	return { size, path };
}
