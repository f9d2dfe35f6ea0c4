import type { Reader } from '#lib/domain/accounts/reader.ts';
import { postsOn } from '#lib/domain/accounts/account.ts';
import { dayOf } from '#lib/domain/calendar/time.ts';
import { compareVietnamese } from '#lib/domain/words/collate.ts';
import type { Desk } from '../desk.ts';
import { listAccounts } from '../store/accounts.ts';
import { readAs } from '../store/reading.ts';

export interface PersonChoice {
	id: number;
	email: string;
	name: string;
}

/** Agencies of today, for a form that names one. */
export async function agenciesToChoose({ rulebook, clock }: Pick<Desk, 'rulebook' | 'clock'>) {
	const { directory, codeOf } = await rulebook.current();
	return directory
		.active(dayOf(clock.now()))
		.map(({ agencyId, name }) => ({ code: codeOf(agencyId), name }))
		.sort((a, b) => compareVietnamese(a.name, b.name));
}

/** Who orders inspections, as far as the reader sees people. */
export async function orderersToChoose(
	desk: Pick<Desk, 'db' | 'clock'>,
	reader: Reader
): Promise<PersonChoice[]> {
	return peopleWith(desk, reader, ['leader', 'office']);
}

/** Who may be of a team: everybody but walls and administrators. */
export async function membersToChoose(
	desk: Pick<Desk, 'db' | 'clock'>,
	reader: Reader
): Promise<PersonChoice[]> {
	return peopleWith(desk, reader, [
		...(['inspector', 'office', 'centre', 'head', 'acting_head', 'deputy', 'officer'] as const)
	]);
}

async function peopleWith(
	{ db, clock }: Pick<Desk, 'db' | 'clock'>,
	reader: Reader,
	roles: readonly string[]
): Promise<PersonChoice[]> {
	const accounts = await readAs(db, reader, listAccounts);
	const today = dayOf(clock.now());
	return accounts
		.filter((account) => postsOn(account, today).some(({ role }) => roles.includes(role)))
		.map(({ id, email, name }) => ({ id, email, name }))
		.sort((a, b) => compareVietnamese(a.name, b.name));
}
