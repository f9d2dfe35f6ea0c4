import { revokeScreen } from '#lib/server/commands/screens.ts';
import { nothingMore } from '#lib/server/web/screen-shapes.ts';
import { screenCommand } from '#lib/server/web/screen-commands.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = screenCommand(nothingMore, revokeScreen);
