import { sql } from 'drizzle-orm';
import { bigint, index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from '../columns.ts';
import { accounts } from './accounts.ts';
import { tasks } from './tasks.ts';

/** Files handed in as evidence (minh chứng); what is in them lies in DATA_DIR. Only ever added to. */
export const evidenceFiles = pgTable(
	'evidence_files',
	{
		id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
		code: text()
			.notNull()
			.generatedAlwaysAs(sql`'MC-' || id::text`)
			.unique(),
		taskId: bigint('task_id', { mode: 'number' })
			.notNull()
			.references(() => tasks.id),
		/** As its sender called it, without a folder and with the ending of what it is. */
		name: text().notNull(),
		/** By its content, never by what its sender says. */
		type: text().$type<'pdf' | 'docx' | 'xlsx' | 'jpg' | 'png'>().notNull(),
		size: integer().notNull(),
		sha256: text().notNull(),
		/** The random name under which it lies. */
		stored: text().notNull().unique(),
		keptAt: instant('kept_at').notNull(),
		accountId: integer('account_id').references(() => accounts.id)
	},
	(t) => [
		index('evidence_files_task').on(t.taskId),
		index('evidence_files_account').on(t.accountId)
	]
);
