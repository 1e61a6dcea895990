import type { Finding } from '../../domain/fault.ts';
import type { Affiliation } from '../../domain/person.ts';
import { switchedOnFor, type PolicyLine, type ReleasePolicy } from '../model/kinds/policy.ts';

/** Earlier lines of one claim, by the affiliations that they are for. */
type EarlierLines = ReadonlyMap<Affiliation, PolicyLine>;

/** Of several lines of one claim no two are for the same affiliation: it would not be clear which one counts. */
export function* sharedAffiliations({ claims }: Pick<ReleasePolicy, 'claims'>): Generator<Finding> {
  const linesByName = new Map<string, Map<Affiliation, PolicyLine>>();
  for (const [position, line] of claims.entries()) {
    const earlier = linesByName.get(line.name) ?? new Map<Affiliation, PolicyLine>();
    yield* line.affiliations === undefined
      ? sharedByAll(line, earlier, ['claims', position])
      : sharedBySome(line, line.affiliations, earlier, ['claims', position, 'affiliations']);
    linesByName.set(line.name, earlier);
    for (const affiliation of switchedOnFor(line)) {
      if (!earlier.has(affiliation)) earlier.set(affiliation, line);
    }
  }
}

function* sharedByAll(
  { name }: PolicyLine,
  earlier: EarlierLines,
  path: Finding['path'],
): Generator<Finding> {
  if (earlier.size === 0) return;
  const problem = `claim ${name} is switched on twice`;
  if ([...earlier.values()].some(({ affiliations }) => affiliations === undefined)) {
    yield { path, problem, remedy: 'keep one of the two' };
    return;
  }
  yield {
    path,
    problem: `${problem} for ${[...earlier.keys()].join(', ')}: a line without affiliations is for all`,
    remedy: 'say for whom this line is, or keep one of them',
  };
}

function* sharedBySome(
  { name }: PolicyLine,
  affiliations: readonly Affiliation[],
  earlier: EarlierLines,
  path: Finding['path'],
): Generator<Finding> {
  for (const [position, affiliation] of affiliations.entries()) {
    const other = earlier.get(affiliation);
    if (other === undefined) continue;
    const at = [...path, position];
    const problem = `claim ${name} is switched on twice for ${affiliation}`;
    yield other.affiliations === undefined
      ? {
          path: at,
          problem: `${problem}: a line without affiliations is for all`,
          remedy: 'say for whom that earlier line is, or keep one of them',
        }
      : { path: at, problem, remedy: `leave ${affiliation} out of one of the two lines` };
  }
}
