import type { EvidenceOwner, EvidenceOwnerKind } from '#lib/domain/evidence/item.ts';
import { refused } from '#lib/domain/refusal.ts';
import type { MayAdd } from './commands/evidence.ts';
import { mayAddToCorrection } from './commands/correction-evidence.ts';
import { mayAddToFinding, mayAddToInspection } from './commands/findings/evidence.ts';
import { mayAddToTask } from './commands/tasks/evidence.ts';

/** For each kind of owner the rule of its room: each room writes its own line here. */
const RULES: Readonly<Partial<Record<EvidenceOwnerKind, MayAdd>>> = {
	task: mayAddToTask,
	finding: mayAddToFinding,
	inspection: mayAddToInspection,
	correction: mayAddToCorrection
};

/** Who may add evidence to an owner, as its room says; to a kind that no room knows nobody may. */
export function mayAddTo({ kind }: EvidenceOwner): MayAdd {
	return RULES[kind] ?? (async () => Promise.resolve(refused('evidence.owner_unknown')));
}
