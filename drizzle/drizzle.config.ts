import { defineConfig } from 'drizzle-kit';

// Paths are read from the repository root: `npm run db:generate -- --name=what_changed`.
export default defineConfig({
	dialect: 'postgresql',
	schema: './src/lib/server/store/tables/*.ts',
	out: './drizzle'
});
