import { authorOf } from '../../../domain/portal-roles.ts';
import { ruleId } from '../../../register/model/kinds/policy.ts';
import type { Outcome } from '../../../register/changes/registry.ts';
import { rightsOfPerson } from '../../../rights/person-rights.ts';
import { granterOf, type Portal, type Visitor } from '../../visitor.ts';
import type { Asked } from '../change-form.ts';
import { chosenDay } from '../later/from-when.ts';
import { policyOf } from '../policy-form.ts';
import { writtenPolicy } from '../written-policy.ts';
import { draftsKeptSince } from './seen-drafts.ts';

/** So many drafts wait of one policy, and of a whole board. */
const most = { ofRecord: 5, ofBoard: 200 };

/**
 * Writes down what was chosen, for somebody else to publish, if the register would take it now. `full`: so much waits already
 * that nobody would look at it.
 */
export async function makeDraft(
  portal: Portal,
  visitor: Visitor,
  { seen, rows, filled }: Asked,
): Promise<Outcome | { readonly outcome: 'drafted' | 'full' }> {
  const { person } = visitor;
  const policy = policyOf(seen.input, rows, filled);
  const name = { kind: 'policy', id: ruleId(policy) } as const;
  const record = { ...name, body: writtenPolicy(policy) };
  const author = authorOf(granterOf(visitor));
  const reason = filled.reason.trim();
  const expected = [{ ...name, version: filled.version }];
  const rights = rightsOfPerson(person, 'draft');
  const judged = await portal.registry.submit([record], { author, reason, expected, rights, dryRun: true });
  if (judged.outcome !== 'valid' && judged.outcome !== 'unchanged') return judged;
  const day = chosenDay(portal, filled.from);
  const at = portal.clock.now();
  const added = await portal.drafts.add(
    {
      id: portal.randomness.uuid(),
      board: seen.input.board.id,
      record,
      version: filled.version,
      by: person.account,
      reason,
      ...(day === 'now' || day === undefined ? {} : { from: day }),
      at,
    },
    { type: 'draft.made', at, recordKind: name.kind, recordId: name.id, author, statedReason: reason },
    { ...most, keptSince: draftsKeptSince(portal) },
  );
  return { outcome: added === 'added' ? 'drafted' : 'full' };
}
