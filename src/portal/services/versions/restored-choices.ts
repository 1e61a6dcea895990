import type { AttributeName } from '../../../domain/ids.ts';
import type { ReleasePolicy } from '../../../register/model/kinds/policy.ts';
import type { ActivationInput } from '../../../release/activation.ts';
import { notChosen } from '../choices.ts';
import { excessIn, type ClaimRow } from '../claim-rows.ts';
import { policyAsItIs, type FilledPolicy } from '../policy-form.ts';

/** What a version chose, as far as it can be chosen today. */
export interface RestoredChoices {
  readonly filled: FilledPolicy;
  /** What the version switched on and does not come back, because it is agreed no longer or the form cannot say it. */
  readonly lost: readonly AttributeName[];
}

/** The choices of an earlier policy narrowed to what is agreed today, for the form of the policy as it is. */
export function restoredChoices(
  input: ActivationInput,
  rows: readonly ClaimRow[],
  earlier: ReleasePolicy,
): RestoredChoices {
  const before = { ...input, policy: { record: earlier, version: input.policy?.version ?? 0 } };
  const filled = policyAsItIs(before, rows);
  // what the form can only keep, it keeps of the policy as it is: of an earlier one it is left out
  const unsaid = [...filled.choices].filter(([, { kind }]) => kind === 'as_it_is').map(([key]) => key);
  const choices = new Map(
    [...filled.choices].map(([key, choice]) => [key, unsaid.includes(key) ? notChosen : choice]),
  );
  const unsaidNames = earlier.claims
    .map(({ name }) => name)
    .filter((name) => unsaid.some((key) => key.startsWith(`${name}.`)));
  const lost = [...new Set([...excessIn(before, rows), ...unsaidNames])];
  return { filled: { ...filled, choices }, lost };
}
