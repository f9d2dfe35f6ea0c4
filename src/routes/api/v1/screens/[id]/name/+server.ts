import { renameScreen } from '#lib/server/commands/screens.ts';
import { screenNaming } from '#lib/server/web/screen-shapes.ts';
import { screenCommand } from '#lib/server/web/screen-commands.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = screenCommand(screenNaming, renameScreen);
