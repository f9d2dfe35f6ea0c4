/** Folder of the pages of each kind of owner. */
const FOLDERS: Readonly<Record<string, string>> = {
	task: 'tasks',
	finding: 'findings',
	inspection: 'inspections',
	correction: 'corrections'
};

/** Where what a file is evidence for is shown. @returns null for a kind without a page */
export function pageOfOwner(owner: string): { href: string; code: string } | null {
	const [kind = '', code = ''] = owner.split(':');
	const folder = FOLDERS[kind];
	return folder === undefined ? null : { href: `/${folder}/${encodeURIComponent(code)}`, code };
}
