import { readerFor } from '#lib/domain/accounts/reader.ts';
import { dayOf } from '#lib/domain/calendar/time.ts';
import { mayAddTo } from '#lib/server/evidence-owners.ts';
import { openReceiving } from '#lib/server/ingest/evidence/receive.ts';
import { accountByEmail } from '#lib/server/store/accounts.ts';
import { openDatabase } from '#lib/server/store/database.ts';
import { evidenceIn } from '#lib/server/store/evidence-bytes.ts';
import { openRulebook } from '#lib/server/store/rulebook.ts';
import { aFile } from './files.ts';
import { declared, NOW, stream } from './stage.ts';

/*
 * A program that takes files in one after the other and says of each when it is saved, to be killed in
 * the middle of anything: node taker.ts URL DATA_DIR EMAIL TASK SEED FROM TO
 */
const [url = '', dataDir = '', email = '', task = '', seed = '', from = '', to = ''] =
	process.argv.slice(2);
const database = openDatabase(url, { max: 2, scope: 'web' });
const { directory } = await openRulebook(database.sql).current();
const account = await accountByEmail(database.sql, email);
if (account === null) throw new Error(email);
const reader = readerFor(account, directory, dayOf(NOW));
const receiving = openReceiving({
	...{ database, bytes: evidenceIn(dataDir), mayAdd: mayAddTo },
	keptFor: async () => Promise.resolve(365)
});
process.stdout.write('ready\n');
for (let n = Number(from); n < Number(to); n += 1) {
	const bytes = aFile(Number(seed), n);
	const by = { reader, address: '10.0.0.1', now: NOW, realNow: Date.now() };
	const begun = await receiving.begin(declared(task, bytes), bytes.length, `file-${n}`, by);
	if (!begun.accepted) throw new Error(begun.refusal.code);
	const { upload, offset } = begun.value;
	const body = stream(bytes.slice(offset), { piece: 16_384 });
	const sent =
		begun.value.kept === null
			? await receiving.append(upload.id, { offset, body, checksum: null }, by)
			: begun;
	if (!sent.accepted) throw new Error(sent.refusal.code);
	if (sent.value.kept !== null) {
		process.stdout.write(`saved ${n} ${sent.value.kept.code} ${sent.value.kept.sha256}\n`);
	}
}
await database.close();
