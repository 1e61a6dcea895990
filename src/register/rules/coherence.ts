import type { Fault } from '../../domain/fault.ts';
import { accessRules, accessWidthRules } from './access-rules.ts';
import { agreementRules } from './agreement-rules.ts';
import { agreementWidthRules } from './agreement-width.ts';
import { apiClientRules } from './api-client-rules.ts';
import { objectionRules } from './objection-rules.ts';
import { boardRules } from './operator-agreement-rules.ts';
import { policyRules } from './policy-rules.ts';
import { policyWidthRules } from './policy-width.ts';
import { referenceRules } from './reference-rules.ts';
import type { RuleInput } from './rule-input.ts';
import { idpRules, schoolRules } from './school-rules.ts';
import { serviceRules } from './service-rules.ts';

type Rule = (input: RuleInput) => Iterable<Fault>;

/** What must be true of every register. */
const registerRules: readonly Rule[] = [
  referenceRules,
  boardRules,
  schoolRules,
  idpRules,
  serviceRules,
  agreementRules,
  policyRules,
  accessRules,
  apiClientRules,
  objectionRules,
];

/** What is asked besides of records that somebody writes: no more than others allow. Records in use are narrowed. */
const widthRules: readonly Rule[] = [agreementWidthRules, policyWidthRules, accessWidthRules];

/** Everything that makes the records of the focus contradict the register or each other; empty when nothing does. */
export function incoherences(input: RuleInput): readonly Fault[] {
  return registerRules.flatMap((rule) => [...rule(input)]);
}

/**
 * Records of the focus that say more than others allow. The focus has to be the records that are being written, not
 * those that were there: making an agreement or a service narrower is never refused.
 */
export function excesses(input: RuleInput): readonly Fault[] {
  return widthRules.flatMap((rule) => [...rule(input)]);
}

/** Both, for files: all their records are being written. */
export function incoherencesOfFiles(input: RuleInput): readonly Fault[] {
  return [...incoherences(input), ...excesses(input)];
}
