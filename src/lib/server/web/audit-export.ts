import type { RequestEvent } from '@sveltejs/kit';
import type { z } from 'zod';
import type { Reader } from '#lib/domain/accounts/reader.ts';
import { m } from '#lib/paraglide/messages.js';
import { dayText, instantText } from '#lib/server/exports/csv-sheet.ts';
import type { Sheet, SheetCell } from '#lib/server/exports/sheet.ts';
import {
	countAudit,
	searchAudit,
	type AuditPage,
	type AuditQuery,
	type AuditRow
} from '#lib/server/store/audit-search.ts';
import type { Sql } from '#lib/server/store/database.ts';
import { readAs } from '#lib/server/store/reading.ts';
import { agencyNames } from './audit-reading.ts';
import { shownAct, type auditFilter } from './audit-shapes.ts';
import { actionWord, kindWord, toldDifferences } from './audit-words.ts';
import { download, EXPORTED_AT_MOST, recordExport } from './exports.ts';
import { ProblemError } from './problem.ts';

const PAGE = 2_000;

/**
 * What the filter leaves of the record of acts, as CSV, the newest first; itself put on record before
 * the first row goes out.
 *
 * @throws ProblemError 413 beyond {@link EXPORTED_AT_MOST}, 429 when too many are under way
 */
export async function exportAudit(
	event: RequestEvent,
	reader: Reader,
	query: z.output<typeof auditFilter>
): Promise<Response> {
	const { db, rulebook, settings } = event.locals.desk;
	const nameOf = await agencyNames(rulebook);
	const columns = columnsOf();
	// Real time: the record is never of the training clock.
	const head = headOf(query, settings.demo, Date.now());
	const cells = cellsOf(nameOf);
	return download(event, 'nhat-ky', 'csv', async (begin) =>
		readAs(db, reader, async (sql) => {
			const total = await countAudit(sql, query);
			if (total > EXPORTED_AT_MOST) {
				throw new ProblemError({
					status: 413,
					title: m.audit_too_many({ most: EXPORTED_AT_MOST, total }),
					code: 'audit.too_many',
					facts: { total, atMost: EXPORTED_AT_MOST }
				});
			}
			const first = await searchAudit(sql, query, null, PAGE);
			await recordExport(event, reader, 'audit', { ...query, format: 'csv' }, total);
			await begin({ name: m.audit_title(), head, columns, rows: rowsOf(sql, query, first, cells) });
		})
	);
}

async function* rowsOf(
	sql: Sql,
	query: AuditQuery,
	first: AuditPage,
	cells: (row: AuditRow) => SheetCell[]
): AsyncGenerator<SheetCell[], void, undefined> {
	for (let page = first; ;) {
		for (const row of page.rows) yield cells(row);
		if (page.older === null) return;
		page = await searchAudit(sql, query, { before: page.older }, PAGE);
	}
}

function columnsOf(): Sheet['columns'] {
	const titles = [
		m.audit_number(),
		m.audit_when(),
		m.audit_who(),
		m.audit_actor_account(),
		m.audit_actor_key(),
		m.audit_actor_screen(),
		m.audit_address(),
		m.audit_action(),
		m.audit_group(),
		m.audit_on(),
		m.audit_change(),
		m.audit_hash()
	];
	return titles.map((title) => ({ title, width: 24 }));
}

/** Read once, while the reader's language is known. */
function cellsOf(nameOf: (code: string) => string | null): (row: AuditRow) => SheetCell[] {
	return (row) => {
		const { n, actor, action, subject, subjectName, before, after, hash } = shownAct(row, nameOf);
		const changes = toldDifferences(before, after).map(
			(one) => `${one.field}: ${one.before ?? '—'} → ${one.after ?? '—'}`
		);
		return [
			{ number: n },
			{ instant: row.at },
			kindWord(actor.kind),
			actor.account && `${actor.account.name ?? ''} <${actor.account.email ?? ''}>`,
			actor.key && `${actor.key.id ?? ''} ${actor.key.name ?? ''}`,
			actor.screen && `${actor.screen.id ?? ''} ${actor.screen.name ?? ''}`,
			actor.address,
			actionWord(action),
			action,
			subjectName === null ? subject : `${subjectName} (${subject ?? ''})`,
			changes.join('; '),
			hash
		];
	};
}

function headOf(query: AuditQuery, demo: boolean, at: number): Sheet['head'] {
	const lines: (Sheet['head'][number] | null)[] = [
		[m.audit_title(), ''],
		demo ? [m.app_demo(), m.app_demo_explained()] : null,
		query.from === null ? null : [m.audit_from(), dayText(query.from)],
		query.to === null ? null : [m.audit_to(), dayText(query.to)],
		query.actor === null ? null : [m.audit_actor(), query.actor],
		query.group === null ? null : [m.audit_group(), query.group],
		query.subject === null ? null : [m.audit_subject(), query.subject],
		[m.export_made_at(), instantText(at)]
	];
	return lines.filter((line) => line !== null);
}
