const collator = new Intl.Collator('vi', { numeric: true });

/**
 * Vietnamese dictionary order: đ after d, ă and â after a; tones decide only between words that are
 * else equal; numbers by value ("Phường 2" before "Phường 10").
 */
export function compareVietnamese(a: string, b: string): number {
	return collator.compare(a, b);
}
