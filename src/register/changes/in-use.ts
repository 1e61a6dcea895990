import type { Fault } from '../../domain/fault.ts';
import type { RecordKind } from '../../domain/record-kinds.ts';
import { inTodaysForm } from '../model/earlier-forms.ts';
import { valueAt } from '../model/mapping.ts';
import { readableRecords, type Records } from '../model/records.ts';
import type { LookAtSecret } from '../model/secret-state.ts';
import { idpSettingRules } from '../rules/idp-setting-rules.ts';
import type { JudgedFault } from '../rules/judged-fault.ts';
import { operatorAgreementRules } from '../rules/operator-agreement-rules.ts';
import { redirectUriRules } from '../rules/redirect-uri-rules.ts';
import {
  kindsWithSecrets,
  lookAtSecrets,
  secretFaults,
  type LookedAtSecrets,
} from '../rules/secret-rules.ts';
import type { Step } from './step.ts';

/** What is wrong with a change, and what its author should know although it does not refuse it. */
export interface JudgedUse {
  readonly faults: readonly Fault[];
  readonly warnings: readonly Fault[];
}

/** Records of this kind are judged as they stand, also where a change leaves them as they are. Services are among them. */
export function isJudgedInUse(kind: RecordKind): boolean {
  return kindsWithSecrets.has(kind) || kind === 'board';
}

export interface UseRules {
  /** Absent: nobody looks at secrets. */
  readonly lookAtSecret: LookAtSecret | undefined;
  /** When the change is made, in milliseconds since the epoch: certificates begin and end. */
  readonly moment: number;
}

/**
 * Judges what works by the letter and goes wrong at the first sign-in: redirect URIs that nobody sends, secrets that are not there
 * or not fit, settings of logins with which nobody can sign in. What is new has to be right. What the record said before is in use,
 * and a change of something else must not wait until a school or supplier has changed it: it is warned of.
 */
export async function judgeUse(
  steps: readonly Step[],
  { lookAtSecret, moment }: UseRules,
): Promise<JudgedUse> {
  const faults: Fault[] = [];
  const warnings: Fault[] = [];
  const judged = steps.filter(({ kind, after }) => after !== undefined && isJudgedInUse(kind));
  const secrets =
    lookAtSecret &&
    (await lookAtSecrets(
      readableRecords(judged.map(({ kind, after: body }) => ({ kind, body }))),
      lookAtSecret,
    ));
  for (const { kind, before: stored, after } of judged) {
    const before = inTodaysForm(kind, stored);
    const written = readableRecords([{ kind, body: after }]);
    const inUse = foundIn(readableRecords([{ kind, body: before }]), secrets, moment).map(({ fault }) =>
      subjectOf(fault, before),
    );
    for (const { fault, isRefused } of foundIn(written, secrets, moment)) {
      const isFault = isRefused && !inUse.includes(subjectOf(fault, after));
      (isFault ? faults : warnings).push(fault);
    }
  }
  return { faults, warnings };
}

function foundIn(
  records: Records,
  secrets: LookedAtSecrets | undefined,
  moment: number,
): readonly JudgedFault[] {
  const addresses = [...redirectUriRules(records)].map((fault) => ({ fault, isRefused: true }));
  const ofSecrets = secrets === undefined ? [] : secretFaults(records, secrets);
  return [
    ...addresses,
    ...idpSettingRules(records, moment),
    ...[...operatorAgreementRules(records.board)].map((fault) => ({ fault, isRefused: false })),
    ...ofSecrets.map(({ fault, judgement }) => ({ fault, isRefused: judgement !== 'elsewhere' })),
  ];
}

/** What a fault is about: the value, and in which member it stands, wherever in a list. */
function subjectOf({ path, problem }: Fault, body: unknown): string {
  const member = path.filter((part) => typeof part === 'string');
  return JSON.stringify([member, valueAt(body, path), problem]);
}
