/**
 * Takes a desk page anew whose connecting script could not be fetched, once the server answers; not
 * while somebody is typing, who would lose it: it is tried again at the next attempt to connect.
 */
export async function takePageAnew(): Promise<void> {
	if (document.activeElement?.matches('input, textarea, select') === true) return;
	const ready = await fetch('/readyz', { cache: 'no-store' }).catch(() => null);
	if (ready?.ok === true) location.reload();
}
