import { fileLists } from '../model/federation-records.ts';
import { accessRules, accessWidthRules } from './access-rules.ts';
import { agreementRules } from './agreement-rules.ts';
import { agreementWidthRules } from './agreement-width.ts';
import { apiClientRules } from './api-client-rules.ts';
import { recordIds, type Incoherence, type Picture } from './picture.ts';
import { policyRules } from './policy-rules.ts';
import { policyWidthRules } from './policy-width.ts';
import { idpRules, schoolRules } from './school-rules.ts';
import { sectorRules, serviceRules } from './service-rules.ts';

/** What must be true of every register, in the order in which records build on each other. */
const registerRules: readonly ((picture: Picture) => Iterable<Incoherence>)[] = [
  idsAreUnique,
  schoolRules,
  idpRules,
  sectorRules,
  serviceRules,
  agreementRules,
  policyRules,
  accessRules,
  apiClientRules,
];

/** What is asked besides of records that somebody writes: no more than others allow. Records in use are narrowed. */
const widthRules: readonly ((picture: Picture) => Iterable<Incoherence>)[] = [
  agreementWidthRules,
  policyWidthRules,
  accessWidthRules,
];

/** Everything that makes the records of the focus contradict the register or each other; empty when nothing does. */
export function incoherences(picture: Picture): readonly Incoherence[] {
  return registerRules.flatMap((rule) => [...rule(picture)]);
}

/**
 * Records of the focus that say more than others allow. The focus has to be the records that are being written, not
 * those that were there: making an agreement or a service narrower is never refused.
 */
export function excesses(picture: Picture): readonly Incoherence[] {
  return widthRules.flatMap((rule) => [...rule(picture)]);
}

/** Both, for files: all their records are being written. */
export function incoherencesOfFiles(picture: Picture): readonly Incoherence[] {
  return [...incoherences(picture), ...excesses(picture)];
}

function* idsAreUnique({ focus }: Picture): Generator<Incoherence> {
  for (const { kind } of fileLists) {
    const seen = new Set<string>();
    for (const [index, id] of recordIds(focus, kind).entries()) {
      const path = kind === 'policy' || kind === 'access' ? [] : ['id'];
      const problem = `${kind} ${id} is there twice`;
      if (seen.has(id)) {
        yield { kind, index, path, problem, remedy: 'remove one, or give it an id of its own' };
      }
      seen.add(id);
    }
  }
}
