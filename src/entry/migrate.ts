import { openInstallation } from '#lib/server/installation.ts';

/* Brings the database of the settings to the newest tables and ends: for a province that runs the
   migrations by itself before a new version is started. */
const installation = await openInstallation(process.env);
await installation.close();
process.stdout.write('the database is up to date\n');
