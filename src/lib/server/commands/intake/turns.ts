/** Whose turn it is with which dossiers, among the batches of one process. */
export interface DossierTurns {
	/**
	 * Waits until every batch that came before with one of these dossiers is done, then says how to
	 * end the own turn. Must not be asked from inside a transaction: who holds rows and waits here can
	 * be waited for by who has the turn, and neither PostgreSQL nor we would see it.
	 */
	take(codes: Iterable<string>): Promise<() => void>;
}

/**
 * Batches about the same dossiers go one behind the other, others side by side. All codes of a batch
 * are asked for in one step, so that each waits only for those that came before it and never in a
 * circle. Another process is not seen here; see the intake's second attempt.
 */
export function openDossierTurns(): DossierTurns {
	const last = new Map<string, Promise<void>>();
	return {
		async take(codes) {
			const own = Promise.withResolvers<undefined>();
			const asked = new Set(codes);
			const before = new Set<Promise<void>>();
			for (const code of asked) {
				const held = last.get(code);
				if (held) before.add(held);
				last.set(code, own.promise);
			}
			await Promise.all(before);
			return () => {
				for (const code of asked) if (last.get(code) === own.promise) last.delete(code);
				own.resolve(undefined);
			};
		}
	};
}
