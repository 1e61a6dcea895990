import type { ReleasePolicy } from '../../register/model/kinds/policy.ts';
import type { ActivationInput } from '../../release/activation.ts';
import { textIn } from '../form-fields.ts';
import type { WrongPolicy } from '../languages/services/messages.ts';
import {
  choiceKey,
  choicesFor,
  choicesIn,
  linesOf,
  notChosen,
  typedValues,
  type Choice,
  type Choices,
} from './choices.ts';
import { filledFromWhen, fromNow, type FromWhen } from './later/from-when.ts';
import { choosableIn, type ClaimRow } from './claim-rows.ts';

/** What somebody chose, as it was typed. */
export interface FilledPolicy {
  readonly enabled: boolean;
  readonly choices: Choices;
  /** Of the policy as it stood on the page: whoever sends the form has seen that one. 0: there was none. */
  readonly version: number;
  readonly reason: string;
  readonly from: FromWhen;
}

type Fields = Readonly<Record<string, unknown>>;

export function policyAsItIs({ policy }: ActivationInput, rows: readonly ClaimRow[]): FilledPolicy {
  return {
    enabled: policy?.record.enabled ?? false,
    choices: choicesIn(policy?.record.claims ?? [], choosableIn(rows)),
    version: policy?.version ?? 0,
    reason: '',
    from: fromNow,
  };
}

/** Fields for what is not agreed are not looked at: a form that somebody made up chooses no more than the page does. */
export function filledPolicy(fields: Fields, rows: readonly ClaimRow[]): FilledPolicy {
  const version = textIn(fields, 'version');
  return {
    enabled: textIn(fields, 'enabled') === 'yes',
    choices: new Map(
      rows.flatMap((row) =>
        row.agreed.map(({ affiliation }) => {
          const key = choiceKey(row.attribute.name, affiliation);
          return [key, filledChoice(fields, row, key)];
        }),
      ),
    ),
    // what is no version is none that the policy has
    version: /^\d{1,9}$/.test(version) ? Number(version) : -1,
    reason: textIn(fields, 'reason'),
    from: filledFromWhen(fields),
  };
}

function filledChoice(fields: Fields, { attribute }: ClaimRow, key: string): Choice {
  const typed = textIn(fields, key);
  const kind = [...choicesFor(attribute), 'as_it_is' as const].find((each) => each === typed);
  return kind === undefined ? notChosen : { kind, allow: textIn(fields, `${key}.allow`) };
}

/** The policy that the form asks for. */
export function policyOf(
  { school, service, policy }: ActivationInput,
  rows: readonly ClaimRow[],
  { enabled, choices }: Pick<FilledPolicy, 'enabled' | 'choices'>,
): ReleasePolicy {
  const claims = linesOf(choices, choosableIn(rows), policy?.record.claims ?? []);
  return { school: school.id, service: service.id, enabled, claims };
}

export function wrongInChoices({ choices }: FilledPolicy): readonly WrongPolicy[] {
  const isWrong = [...choices.values()].some(
    ({ kind, allow }) => kind === 'values' && typedValues(allow).length === 0,
  );
  return isWrong ? ['values'] : [];
}
