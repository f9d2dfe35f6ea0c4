/** Element type → its array type, by the numbers that PostgreSQL gives both for good. */
const ARRAY_OF: Record<string, string> = {
	'16': '1000', // bool
	'17': '1001', // bytea
	'19': '1003', // name
	'20': '1016', // int8
	'21': '1005', // int2
	'23': '1007', // int4
	'25': '1009', // text
	'26': '1028', // oid
	'701': '1022', // float8
	'1043': '1015', // varchar
	'1082': '1182', // date
	'1184': '1185', // timestamptz
	'1700': '1231', // numeric
	'2950': '2951' // uuid
};

type Handlers = Record<string, ((value: never) => unknown) | undefined>;

/**
 * Gives array types the handlers of their elements. postgres.js can look them up itself, whenever it
 * connects (`fetch_types`), but a connection lost during that look-up ends the process: nobody holds
 * the promise that it rejects.
 */
export function knowArrays(parsers: Handlers, serializers: Handlers): void {
	for (const [element, array] of Object.entries(ARRAY_OF)) {
		const [read, write] = [parsers[element], serializers[element]];
		parsers[array] = (text: string) => readArray(text, (one) => (read ? read(one as never) : one));
		serializers[array] = (values: unknown) =>
			Array.isArray(values)
				? writeArray(values, (one) => (write ? write(one as never) : one))
				: values;
	}
}

/**
 * `{1,NULL,"a, \"b\""}` as a list.
 * @throws RangeError for an array of arrays, which no query of ours asks for
 */
export function readArray<T>(text: string, read: (element: string) => T): (T | null)[] {
	if (text[0] !== '{' || text[1] === '{') throw new RangeError('not a plain list');
	const list: (T | null)[] = [];
	for (let at = 1; at < text.length - 1; at++) {
		if (text[at] === '"') {
			let element = '';
			for (at++; text[at] !== '"'; at++) {
				if (text[at] === '\\') at++;
				element += text[at];
			}
			list.push(read(element));
			at++;
		} else {
			const comma = text.indexOf(',', at);
			const end = comma < 0 ? text.length - 1 : comma;
			const element = text.slice(at, end);
			list.push(element === 'NULL' ? null : read(element));
			at = end;
		}
	}
	return list;
}

/** A list as PostgreSQL reads it; null and undefined become NULL. */
export function writeArray(values: readonly unknown[], write: (value: unknown) => unknown): string {
	const elements = values.map((value) =>
		value === null || value === undefined
			? 'NULL'
			: `"${String(write(value)).replace(/["\\]/g, '\\$&')}"`
	);
	return `{${elements.join(',')}}`;
}
