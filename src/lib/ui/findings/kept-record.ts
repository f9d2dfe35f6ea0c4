/**
 * What somebody is writing down about a finding, kept on the device until the server has it: under the
 * account that writes it, so that another account on the same device is never shown it.
 */
export interface KeptRecord {
	/** The name under which it is sent: sent twice, it is logged once. */
	sentAs: string;
	/** Names and values of the form's fields. */
	values: Record<string, string>;
	/** Whether its sender has said that it is to be logged: it goes by itself when the network is back. */
	send: boolean;
}

const PREFIX = 'don-doc:finding';

function nameOf(account: number, place: string): string {
	return `${PREFIX}:${account}:${place}`;
}

/** @param place what the record is of: the dossier, the item, or nothing */
export function keptRecord(account: number, place: string): KeptRecord | null {
	try {
		const text = localStorage.getItem(nameOf(account, place));
		if (text === null) return null;
		const record = JSON.parse(text) as KeptRecord;
		const person = sessionStorage.getItem(nameOf(account, place));
		return person === null ? record : { ...record, values: { ...record.values, person } };
	} catch {
		return null;
	}
}

export function keepRecord(account: number, place: string, record: KeptRecord): void {
	try {
		// An official's name outlives a reload and not the tab: nobody else on the device comes upon it.
		const { person = '', ...values } = record.values;
		localStorage.setItem(nameOf(account, place), JSON.stringify({ ...record, values }));
		if (person !== '') sessionStorage.setItem(nameOf(account, place), person);
	} catch {
		// A browser that keeps nothing: the form itself still holds it.
	}
}

export function dropRecord(account: number, place: string): void {
	localStorage.removeItem(nameOf(account, place));
	sessionStorage.removeItem(nameOf(account, place));
}

/** All that an account keeps on this device. */
export function keptRecords(account: number): KeptRecord[] {
	try {
		const own = nameOf(account, '');
		return Object.keys(localStorage)
			.filter((name) => name.startsWith(own))
			.sort()
			.flatMap((name) => keptRecord(account, name.slice(own.length)) ?? []);
	} catch {
		return [];
	}
}
