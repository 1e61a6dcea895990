import type { Agreement } from '../model/register.ts';
import { replacedFrom } from '../model/validity.ts';
import { missing } from './faults.ts';
import { rivalOf, type Incoherence, type Picture } from './picture.ts';

/** An agreement takes the place of another one of the same two parties, and shares that place with no third one. */
export function* replacementRules(
  picture: Picture,
  agreement: Agreement,
  index: number,
): Generator<Incoherence> {
  const { id, replaces, board, supplier } = agreement;
  if (replaces === undefined) return;
  const at = { kind: 'agreement', index, path: ['replaces'] } as const;
  const { agreements } = picture.index;
  if (agreements.isMissing(replaces)) yield missing('agreement', index, at.path, 'agreement', replaces);
  const older = agreements.get(replaces);
  if (older !== undefined && (older.board !== board || older.supplier !== supplier)) {
    // a program of one supplier reads this too: who the others are is not its business
    const problem = `agreement ${replaces} is not between ${board} and ${supplier}, as this one is`;
    yield { ...at, problem, remedy: 'name an earlier agreement of the same board and supplier' };
  }
  if (replacesInCircle(picture, agreement)) {
    const problem = `agreement ${id} replaces ${replaces}, which in turn replaces ${id}: neither would count`;
    yield { ...at, problem, remedy: 'leave replaces out of the older of them' };
  }
  yield* sharedPlace(picture, agreement, index);
}

function replacesInCircle({ index }: Picture, agreement: Agreement): boolean {
  const seen = new Set<string>();
  let next = agreement.replaces;
  while (next !== undefined && !seen.has(next)) {
    if (next === agreement.id) return true;
    seen.add(next);
    next = index.agreements.get(next)?.replaces;
  }
  return false;
}

function* sharedPlace(
  { focus, index }: Picture,
  agreement: Agreement,
  position: number,
): Generator<Incoherence> {
  if (agreement.status === 'ended') return;
  const candidates = index
    .agreementsBetween(agreement.board, agreement.supplier)
    .filter((other) => other.replaces === agreement.replaces && other.status !== 'ended')
    .filter((other) => daysOverlap(other, agreement));
  const rival = rivalOf(agreement, candidates, focus.agreements);
  if (rival === undefined) return;
  yield {
    kind: 'agreement',
    index: position,
    path: ['replaces'],
    problem: `agreements ${rival.id} and ${agreement.id} both replace ${agreement.replaces ?? ''} on some of the same days`,
    remedy: `let one of them replace the other, or keep their days apart`,
  };
}

/** Of two agreements in force about one service nobody could say which counts. */
export function* overlaps(
  { focus, index }: Picture,
  agreement: Agreement,
  position: number,
): Generator<Incoherence> {
  if (agreement.status !== 'active') return;
  const all = index.agreementsBetween(agreement.board, agreement.supplier);
  const inForce = all.filter(
    (other) => other.id !== agreement.id && other.status === 'active' && bothCount(other, agreement, all),
  );
  for (const [place, { service }] of agreement.services.entries()) {
    const covering = inForce.filter(({ services }) =>
      services.some((covered) => covered.service === service),
    );
    const rival = rivalOf(agreement, covering, focus.agreements);
    if (rival === undefined) continue;
    yield {
      kind: 'agreement',
      index: position,
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
