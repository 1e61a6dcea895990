import type { Finding } from '../../domain/fault.ts';
import type { RecordName } from '../../domain/record-kinds.ts';
import type { Agreement, AgreementStatus } from '../model/kinds/agreement.ts';
import type { Sector } from '../model/kinds/sector.ts';
import type { BeforeAndAfter, RegisterReader } from '../model/register-reader.ts';

/**
 * What is wrong with the step that a record takes, whatever it says afterwards. Empty for kinds of records without a life
 * of their own.
 */
export function transitionFaults(
  { kind, id }: RecordName,
  { before, after }: BeforeAndAfter,
): readonly Finding[] {
  if (kind === 'sector') {
    const [old, next] = [before.get(kind, id), after.get(kind, id)];
    return old === undefined || next === undefined ? [] : [...sectorTransition(old, next)];
  }
  if (kind !== 'agreement') return [];
  const [old, next] = [before.get(kind, id), after.get(kind, id)];
  if (old === undefined) return [];
  return next === undefined ? [...agreementLeaves(old, after)] : [...agreementTransition(old, next)];
}

/** A sector belongs to one supplier for ever: another one would get the pseudonyms of the first. */
function* sectorTransition(old: Sector, next: Sector): Generator<Finding> {
  if (old.supplier === next.supplier) return;
  yield {
    path: ['supplier'],
    problem: `sector ${old.id} belongs to supplier ${old.supplier} and cannot move to ${next.supplier}, which would see the pseudonyms of the first`,
    remedy: `make a new sector for ${next.supplier}`,
  };
}

const nextStatuses: Readonly<Record<AgreementStatus, readonly AgreementStatus[]>> = {
  draft: ['offered', 'active', 'ended'],
  offered: ['draft', 'active', 'ended'],
  active: ['suspended', 'ended'],
  suspended: ['active', 'ended'],
  ended: [],
};

function* agreementTransition(old: Agreement, next: Agreement): Generator<Finding> {
  for (const party of ['board', 'supplier'] as const) {
    if (old[party] === next[party]) continue;
    yield {
      path: [party],
      problem: `agreement ${old.id} is with ${party} ${old[party]} and cannot become one with ${next[party]}`,
      remedy: 'end this agreement and make a new one',
    };
  }
  if (old.status !== next.status && !nextStatuses[old.status].includes(next.status)) {
    const possible = nextStatuses[old.status];
    yield {
      path: ['status'],
      problem: `agreement ${old.id} is ${old.status} and cannot become ${next.status}`,
      remedy:
        possible.length === 0
          ? 'make a new agreement, with replaces where it takes the place of this one'
          : `from ${old.status} it can become ${possible.join(' or ')}`,
    };
  }
  yield* placeOfAnother(old, next);
}

/**
 * What took the place of another agreement keeps it, from the same day or earlier: otherwise taking something away
 * here would bring that other one back.
 */
function* placeOfAnother(old: Agreement, next: Agreement): Generator<Finding> {
  if (!wasAgreed(old)) {
    if (next.status !== 'ended' || next.replaces === undefined) return;
    yield {
      path: ['status'],
      problem: `agreement ${old.id} was never active, and as an ended one it would take the place of ${next.replaces}`,
      remedy: 'leave replaces out when it ends, or remove the draft from the register',
    };
    return;
  }
  if (old.replaces === undefined) return;
  if (next.replaces !== old.replaces) {
    const problem = `agreement ${old.id} took the place of ${old.replaces}, which would come back`;
    yield { path: ['replaces'], problem, remedy: `leave replaces: ${old.replaces} as it is` };
  }
  if (next.validFrom > old.validFrom) {
    yield {
      path: ['validFrom'],
      problem: `agreement ${old.id} takes the place of ${old.replaces} on ${old.validFrom}; beginning on ${next.validFrom} it would bring ${old.replaces} back for the days between`,
      remedy: `leave validFrom at ${old.validFrom}`,
    };
  }
}

function* agreementLeaves(old: Agreement, after: RegisterReader): Generator<Finding> {
  const replaced = old.replaces === undefined ? undefined : after.get('agreement', old.replaces);
  if (replaced === undefined || replaced.status === 'ended' || !wasAgreed(old)) return;
  yield {
    path: [],
    problem: `agreement ${old.id} took the place of ${replaced.id}, which is ${replaced.status} and would come back`,
    remedy: `end ${replaced.id} or remove it too, or give this one status ended instead of removing it`,
  };
}

function wasAgreed({ status }: Agreement): boolean {
  return status !== 'draft' && status !== 'offered';
}
