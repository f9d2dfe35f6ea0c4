import { bringPart } from '#lib/ui/wall/scenes/scenes.ts';
import type { PageLoad } from './$types';

/** The server's HTML is all there is: see `+page.server.ts`. */
export const csr = false;

export const load: PageLoad = async ({ data }) => {
	await bringPart(data.scene);
	return data;
};
