const KEY = 'wall-order';

/** The office's last order that this screen has taken, also by a page before this one; null: none. */
export function lastOrder(): string | null {
	return sessionStorage.getItem(KEY);
}

export function rememberOrder(id: string): void {
	sessionStorage.setItem(KEY, id);
}
