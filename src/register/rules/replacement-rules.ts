import type { Fault } from '../../domain/fault.ts';
import type { Agreement } from '../model/kinds/agreement.ts';
import { partiesWord } from '../model/parties.ts';
import { replacedFrom } from '../model/validity.ts';
import { rivalOf, type RuleInput } from './rule-input.ts';

/** An agreement takes the place of another one of the same two parties, and shares that place with no third one. */
export function* replacementRules(input: RuleInput, agreement: Agreement): Generator<Fault> {
  const { id, replaces, board, supplier } = agreement;
  if (replaces === undefined) return;
  const at = { kind: 'agreement', id, path: ['replaces'] } as const;
  const older = input.register.get('agreement', replaces);
  if (older !== undefined && (older.board !== board || older.supplier !== supplier)) {
    // an API client of one supplier reads this too: who the others are is not its business
    const problem = `agreement ${replaces} is not between ${board} and ${supplier}, as this one is`;
    yield { ...at, problem, remedy: 'name an earlier agreement of the same board and supplier' };
  }
  if (replacesInCircle(input, agreement)) {
    const problem = `agreement ${id} replaces ${replaces}, which in turn replaces ${id}: neither would count`;
    yield { ...at, problem, remedy: 'leave replaces out of the older of them' };
  }
  yield* sharedPlace(input, agreement);
}

function replacesInCircle({ register }: RuleInput, agreement: Agreement): boolean {
  const seen = new Set<string>();
  let next = agreement.replaces;
  while (next !== undefined && !seen.has(next)) {
    if (next === agreement.id) return true;
    seen.add(next);
    next = register.get('agreement', next)?.replaces;
  }
  return false;
}

function ofSameParties({ register }: RuleInput, { board, supplier }: Agreement): readonly Agreement[] {
  return register.referringTo('agreement', partiesWord(board, supplier));
}

function* sharedPlace(input: RuleInput, agreement: Agreement): Generator<Fault> {
  if (agreement.status === 'ended') return;
  const name = { kind: 'agreement', id: agreement.id } as const;
  const candidates = ofSameParties(input, agreement)
    .filter((other) => other.replaces === agreement.replaces && other.status !== 'ended')
    .filter((other) => daysOverlap(other, agreement));
  const rival = rivalOf(input, name, candidates);
  if (rival === undefined) return;
  yield {
    ...name,
    path: ['replaces'],
    problem: `agreements ${rival.id} and ${agreement.id} both replace ${agreement.replaces ?? ''} on some of the same days`,
    remedy: `let one of them replace the other, or keep their days apart`,
  };
}

/** Of two agreements in force about one service nobody could say which counts. */
export function* overlaps(input: RuleInput, agreement: Agreement): Generator<Fault> {
  if (agreement.status !== 'active') return;
  const name = { kind: 'agreement', id: agreement.id } as const;
  const all = ofSameParties(input, agreement);
  const inForce = all.filter(
    (other) => other.id !== agreement.id && other.status === 'active' && bothCount(other, agreement, all),
  );
  for (const [place, { service }] of agreement.services.entries()) {
    const covering = inForce.filter(({ services }) =>
      services.some((covered) => covered.service === service),
    );
    const rival = rivalOf(input, name, covering);
    if (rival === undefined) continue;
    yield {
      ...name,
      path: ['services', place, 'service'],
      problem: `agreements ${rival.id} and ${agreement.id} cover ${service} on some of the same days, and both are active`,
      remedy:
        'say with replaces which of the two takes the place of the other, or end one before the other begins',
    };
  }
}

/** Is there a day on which both are in force, replacements considered? */
function bothCount(left: Agreement, right: Agreement, all: readonly Agreement[]): boolean {
  const first = left.validFrom > right.validFrom ? left.validFrom : right.validFrom;
  const isReplacedBefore = [left, right].some((agreement) => {
    const from = replacedFrom(agreement, all);
    return from !== undefined && from <= first;
  });
  return daysOverlap(left, right) && !isReplacedBefore;
}

function daysOverlap(left: Agreement, right: Agreement): boolean {
  return left.validFrom <= right.validUntil && right.validFrom <= left.validUntil;
}
