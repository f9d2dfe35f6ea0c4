import { bringFirst } from '#lib/ui/wall/scenes/first-scenes.ts';
import type { PageLoad } from './$types';

/** On the server and in the browser: the scene that is drawn first is there before it is drawn. */
export const load: PageLoad = async ({ data }) => {
	await bringFirst(data);
	return data;
};
