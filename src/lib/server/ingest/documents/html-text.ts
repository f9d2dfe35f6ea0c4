import { parse, type DefaultTreeAdapterTypes } from 'parse5';

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;

const PASSED_OVER = new Set(
	'head script style noscript template svg nav button select input textarea iframe object form-control'.split(
		' '
	)
);
const BLOCKS = new Set(
	'address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html li main ol p pre section summary table tbody tfoot thead tr ul'.split(
		' '
	)
);
const LETTERS = 'abcdđeghiklmnopqrstuvxy';
const ROMANS = [
	'',
	'I',
	'II',
	'III',
	'IV',
	'V',
	'VI',
	'VII',
	'VIII',
	'IX',
	'X',
	'XI',
	'XII',
	'XIII',
	'XIV',
	'XV'
];

/**
 * The text of a page: a paragraph a line, lists with their numbers or dashes, a table of three columns
 * or more as rows of cells between tabs; one of two columns is a layout, and its cells follow each other.
 */
export function textOfHtml(html: string): string {
	const document = parse(html);
	return textOf(document.childNodes, 0)
		.replace(/[ \u00a0]+\n/g, '\n')
		.replace(/\n{3,}/g, '\n\n')
		.trim();
}

function isElement(node: Node): node is Element {
	return 'tagName' in node;
}

function attribute(element: Element, name: string): string | null {
	return element.attrs.find((one) => one.name === name)?.value ?? null;
}

function textOf(nodes: readonly Node[], listDepth: number): string {
	let out = '';
	for (const node of nodes) {
		if (node.nodeName === '#text' && 'value' in node) {
			const text = node.value.replace(/[\t\n\r ]+/g, ' ');
			out += out.endsWith('\n') || out === '' ? text.trimStart() : text;
		} else if (isElement(node)) out = appended(out, node, listDepth);
	}
	return out;
}

function appended(out: string, element: Element, listDepth: number): string {
	const { tagName } = element;
	if (PASSED_OVER.has(tagName) || attribute(element, 'hidden') !== null) return out;
	if (tagName === 'br') return `${out.trimEnd()}\n`;
	if (tagName === 'table') return block(out, tableText(element, listDepth));
	if (tagName === 'ol' || tagName === 'ul') return block(out, listText(element, listDepth));
	const inner = textOf(element.childNodes, listDepth);
	if (!BLOCKS.has(tagName)) return out.endsWith('\n') ? out + inner.trimStart() : out + inner;
	const apart = /^(?:p|h\d|div|blockquote)$/.test(tagName);
	return block(out, inner, apart && /^(?:p|h\d)$/.test(tagName));
}

/** On lines of its own; a paragraph with an empty line after it. */
function block(out: string, text: string, apart = false): string {
	const before = out === '' || out.endsWith('\n') ? out : `${out}\n`;
	if (text.trim() === '') return before;
	return `${before}${text.replace(/^\n+|\s+$/g, '')}\n${apart ? '\n' : ''}`;
}

function listText(list: Element, depth: number): string {
	const first = Number(attribute(list, 'start') ?? '1') || 1;
	let number = first - 1;
	let out = '';
	for (const item of list.childNodes) {
		if (!isElement(item)) continue;
		if (item.tagName !== 'li') {
			out = block(out, textOf([item], depth));
			continue;
		}
		number += 1;
		const text = textOf(item.childNodes, depth + 1).trim();
		if (text !== '') out += `${markOf(list, number, depth, text)}${text}\n`;
	}
	return out;
}

/** What the list shows before an item; nothing where the text numbers itself. */
function markOf(list: Element, number: number, depth: number, text: string): string {
	if (/^(?:\d{1,2}(?:\.\d{1,2})*[.)]|[a-zđ][.)]|[IVX]+\.|[-–+•]|Điều \d)/u.test(text)) return '';
	if (list.tagName === 'ul') return depth === 0 ? '- ' : '+ ';
	const type = attribute(list, 'type') ?? (depth === 0 ? '1' : 'a');
	if (type === 'a' || type === 'A') return `${LETTERS[number - 1] ?? String(number)}) `;
	if (type === 'I' || type === 'i') return `${ROMANS[number] ?? String(number)}. `;
	return `${number}. `;
}

function rowsOf(element: Element): Element[] {
	return element.childNodes.flatMap((child) => {
		if (!isElement(child)) return [];
		return child.tagName === 'tr'
			? [child]
			: /^t(?:head|body|foot)$/.test(child.tagName)
				? rowsOf(child)
				: [];
	});
}

function tableText(table: Element, depth: number): string {
	const rows = rowsOf(table).map((row) =>
		row.childNodes.filter(
			(cell): cell is Element => isElement(cell) && /^t[dh]$/.test(cell.tagName)
		)
	);
	const columns = Math.max(0, ...rows.map((row) => row.length));
	if (columns < 3) {
		return rows
			.flatMap((row) => row.map((cell) => block('', textOf(cell.childNodes, depth))))
			.join('\n');
	}
	return rows
		.map((row) =>
			row.map((cell) => textOf(cell.childNodes, depth).replace(/\s+/g, ' ').trim()).join('\t')
		)
		.join('\n');
}
