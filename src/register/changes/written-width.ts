import type { Fault } from '../../domain/fault.ts';
import type { Affiliation } from '../../domain/person.ts';
import { nameOf, type RecordName } from '../../domain/record-kinds.ts';
import { excesses } from '../rules/coherence.ts';
import { switchedOnFor, type PolicyLine } from '../model/kinds/policy.ts';
import type { RegisterReader } from '../model/register-reader.ts';
import type { RuleInput } from '../rules/rule-input.ts';

/**
 * Agreements, policies and access rules that are written and say more than others allow. What the record said before, and
 * was narrowed since, may stay: taking one thing away from a narrowed policy is never refused because of another.
 * The focus holds no other records than those that are written.
 */
export function widthFaults(input: RuleInput, before: RegisterReader): readonly Fault[] {
  const known = new Map<string, ReadonlySet<string>>();
  const saidBeforeBy = (name: RecordName): ReadonlySet<string> => {
    const said = known.get(nameOf(name)) ?? new Set(saidBefore(name, before, input.register));
    known.set(nameOf(name), said);
    return said;
  };
  return excesses(input).filter((excess) => {
    const said = saidBeforeBy(excess);
    return saidAt(excess, input.register).some((each) => !said.has(each));
  });
}

/** What a record said before and may go on to say: a policy that is switched on is written anew. */
function saidBefore(
  { kind, id }: RecordName,
  before: RegisterReader,
  after: RegisterReader,
): readonly string[] {
  switch (kind) {
    case 'agreement':
      return (before.get(kind, id)?.annex ?? []).map(rowKey);
    case 'policy': {
      const old = before.get(kind, id);
      const isSwitchedOn = old?.enabled === false && after.get(kind, id)?.enabled === true;
      return old === undefined || isSwitchedOn ? [] : old.claims.flatMap(lineKeys);
    }
    case 'access':
      return before.get(kind, id)?.affiliations ?? [];
    default:
      return [];
  }
}

/** What an excess is about, in the words of `saidBefore`: all of it has to have been said. Never empty. */
function saidAt({ kind, id, path }: Fault, after: RegisterReader): readonly string[] {
  const position = Number(path[1]);
  switch (kind) {
    case 'agreement': {
      const row = after.get(kind, id)?.annex[position];
      return [row === undefined ? '' : rowKey(row)];
    }
    case 'policy':
      return lineKeysAt(after.get(kind, id)?.claims[position], path);
    case 'access':
      return [after.get(kind, id)?.affiliations?.[position] ?? ''];
    default:
      return [''];
  }
}

/** For whom a line switches its claim on, and whom it names: one that names nobody is for whomever the agreement covers. */
function lineKeys(line: PolicyLine): readonly string[] {
  return [...forKeys(line), ...(line.affiliations ?? []).map((affiliation) => nameKey(line, affiliation))];
}

/** Of the whole line, or of the one affiliation at which the path ends. */
function lineKeysAt(line: PolicyLine | undefined, path: Fault['path']): readonly string[] {
  if (line === undefined) return [''];
  if (path[2] !== 'affiliations') return forKeys(line);
  const affiliation = line.affiliations?.[Number(path[3])];
  return [affiliation === undefined ? '' : nameKey(line, affiliation)];
}

function forKeys(line: PolicyLine): readonly string[] {
  return switchedOnFor(line).map((affiliation) => `${line.name} for ${affiliation}`);
}

function nameKey({ name }: PolicyLine, affiliation: Affiliation): string {
  return `${name} names ${affiliation}`;
}

function rowKey(row: {
  readonly service: string;
  readonly claim: string;
  readonly purposes: readonly string[];
}): string {
  return [row.service, row.claim, ...row.purposes.toSorted()].join(' ');
}
