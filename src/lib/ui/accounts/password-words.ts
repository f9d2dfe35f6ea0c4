import { m } from '#lib/paraglide/messages.js';

const WORDS: Readonly<Record<string, () => string>> = {
	differ: m.password_differ,
	too_short: m.password_too_short,
	too_long: m.password_too_long,
	too_plain: m.password_too_plain,
	soon_guessed: m.password_soon_guessed,
	'accounts.password_wrong': m.own_confirm_wrong,
	'accounts.too_often': m.own_confirm_often
};

/** Why a new password was not taken, by its fault. */
export function passwordWords(fault: string): string {
	return (WORDS[fault] ?? m.password_soon_guessed)();
}
