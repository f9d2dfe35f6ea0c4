import { error } from '@sveltejs/kit';
import { may } from '#lib/domain/accounts/reader.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { readEvidence } from '#lib/server/web/evidence-door.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const reader = requirePageReader(event, 'seeEvidence');
	const found = await readEvidence(event, reader, event.params.code);
	if (found === null) error(404, 'Không có tệp này');
	return { ...found, sends: may(reader, 'sendEvidence') };
};
