import { fileLists } from '../records/federation-records.ts';
import { agreementRules } from './agreement-rules.ts';
import { recordIds, type Incoherence, type Picture } from './picture.ts';
import { policyRules, policyWidthRules } from './policy-rules.ts';
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
];

/** Everything that makes a register contradict itself; empty when nothing does. */
export function incoherences(picture: Picture): readonly Incoherence[] {
  return registerRules.flatMap((rule) => [...rule(picture)]);
}

/** The same, and what is asked of federation files besides: no policy wider than its agreement. */
export function incoherencesOfFiles(picture: Picture): readonly Incoherence[] {
  return [...incoherences(picture), ...policyWidthRules(picture)];
}

function* idsAreUnique({ federation }: Picture): Generator<Incoherence> {
  for (const { kind } of fileLists) {
    const seen = new Set<string>();
    for (const [index, id] of recordIds(federation, kind).entries()) {
      const path = kind === 'policy' || kind === 'access' ? [] : ['id'];
      const problem = `${kind} ${id} is there twice`;
      if (seen.has(id)) {
        yield { kind, index, path, problem, remedy: 'remove one, or give it an id of its own' };
      }
      seen.add(id);
    }
  }
}
