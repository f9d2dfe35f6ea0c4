import { openReaders, type Readers } from '#lib/server/accounts/readers.ts';
import { sessionSettings } from '#lib/server/accounts/session.ts';
import type { Scene } from '../live/province.ts';
import { authSecret } from '../live/stage.ts';

/** As a web process opens them, on the scene's database and clock. */
export function readersOf({ database, rulebook, clock }: Scene): Readers {
	return openReaders({
		sql: database.sql,
		directory: async () => (await rulebook.current()).directory,
		clock,
		session: sessionSettings({ authSecret, origin: 'http://localhost', demo: true })
	});
}
