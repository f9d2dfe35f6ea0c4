import { agencyDirectory, type AgencyDirectory } from '#lib/domain/agencies/agency.ts';
import { provinceSeed } from '../../src/demo/province/province.ts';

/** The demo province's agencies without a database: Bình Định until 30/6/2025, Gia Lai since. */
export function demoDirectory(): {
	directory: AgencyDirectory;
	codeOf: (agencyId: number) => string | null;
} {
	const { agencies, successions } = provinceSeed();
	const ids = new Map(agencies.map(({ code }, n) => [code, n + 1]));
	const idOf = (code: string): number => ids.get(code) ?? 0;
	const directory = agencyDirectory({
		versions: agencies.flatMap(({ code, kind, level, versions }) =>
			versions.map(({ parentCode, ...rest }) => ({
				...{ ...rest, agencyId: idOf(code), code, kind, level },
				parentId: parentCode === null ? null : idOf(parentCode)
			}))
		),
		aliases: agencies.flatMap(({ code, aliases }) =>
			aliases.map((alias) => ({ ...alias, agencyId: idOf(code) }))
		),
		successions: successions.map(({ fromCode, toCode, kind, on }) => ({
			...{ kind, on },
			fromId: idOf(fromCode),
			toId: idOf(toCode)
		}))
	});
	return { directory, codeOf: (agencyId) => agencies[agencyId - 1]?.code ?? null };
}
