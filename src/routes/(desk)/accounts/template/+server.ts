import { PEOPLE_COLUMNS, type PeopleColumn } from '#lib/domain/accounts/people-row.ts';
import { sheetFile } from '#lib/server/web/people-sheets.ts';
import { columnTitle } from '#lib/server/web/people-door.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import type { RequestHandler } from './$types';

/** An empty file of accounts with the headers that the import reads. */
export const GET: RequestHandler = async (event) => {
	requirePageReader(event, 'manageAccounts');
	const titles = (Object.keys(PEOPLE_COLUMNS) as PeopleColumn[]).map(columnTitle);
	return sheetFile('mau-tai-khoan.xlsx', {
		name: 'Tài khoản',
		head: [],
		columns: titles.map((title) => ({ title, width: 28 })),
		rows: []
	});
};
