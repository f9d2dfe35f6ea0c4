/**
 * A page that opens anywhere and says that it is simulated.
 *
 * @param title in plain letters, for the page carries no font of its own
 */
export function simulatedPdf(title: string): Uint8Array {
	const words = `BT /F1 18 Tf 72 760 Td (${title} - SO LIEU MO PHONG) Tj ET`;
	const parts = [
		'<< /Type /Catalog /Pages 2 0 R >>',
		'<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
		'<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
		`<< /Length ${words.length} >>\nstream\n${words}\nendstream`,
		'<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'
	];
	let text = '%PDF-1.4\n';
	const at = parts.map((part, n) => {
		const from = text.length;
		text += `${n + 1} 0 obj\n${part}\nendobj\n`;
		return `${String(from).padStart(10, '0')} 00000 n \n`;
	});
	const begin = text.length;
	text += `xref\n0 ${parts.length + 1}\n0000000000 65535 f \n${at.join('')}`;
	text += `trailer << /Size ${parts.length + 1} /Root 1 0 R >>\nstartxref\n${begin}\n%%EOF\n`;
	return Buffer.from(text, 'latin1');
}
