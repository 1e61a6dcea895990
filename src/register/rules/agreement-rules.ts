import type { Agreement } from '../model/register.ts';
import { daysOutOfOrder, missing, transformFaults, unknownAttribute } from './faults.ts';
import { overlaps, replacementRules } from './replacement-rules.ts';
import type { Incoherence, Picture } from './picture.ts';

/** An agreement is between a board and a supplier that exist, about services of that supplier, and clear. */
export function* agreementRules(picture: Picture): Generator<Incoherence> {
  for (const [index, agreement] of picture.focus.agreements.entries()) {
    if (picture.index.boards.isMissing(agreement.board)) {
      yield missing('agreement', index, ['board'], 'board', agreement.board);
    }
    if (picture.index.suppliers.isMissing(agreement.supplier)) {
      yield missing('agreement', index, ['supplier'], 'supplier', agreement.supplier);
    }
    const { validFrom, validUntil } = agreement;
    yield* daysOutOfOrder({ kind: 'agreement', index, path: ['validUntil'] }, validFrom, validUntil);
    yield* coveredServices(picture, agreement, index);
    yield* annexRows(picture, agreement, index);
    yield* replacementRules(picture, agreement, index);
    yield* overlaps(picture, agreement, index);
  }
}

function* coveredServices(picture: Picture, agreement: Agreement, index: number): Generator<Incoherence> {
  const seen = new Set<string>();
  for (const [position, { service: id }] of agreement.services.entries()) {
    const path = ['services', position, 'service'];
    if (picture.index.services.isMissing(id)) yield missing('agreement', index, path, 'service', id);
    const service = picture.index.services.get(id);
    if (service !== undefined && service.supplier !== agreement.supplier) {
      yield {
        kind: 'agreement',
        index,
        path,
        problem: `service ${id} is one of supplier ${service.supplier}, and this agreement is with ${agreement.supplier}`,
        remedy: 'leave it out, or put it into an agreement with its own supplier',
      };
    }
    if (seen.has(id)) {
      const problem = `service ${id} is covered twice`;
      yield { kind: 'agreement', index, path, problem, remedy: 'put all kinds of people into one entry' };
    }
    seen.add(id);
  }
}

function* annexRows(picture: Picture, agreement: Agreement, index: number): Generator<Incoherence> {
  const covered = new Map(agreement.services.map(({ service, kinds }) => [service, kinds]));
  const described = new Set<string>();
  for (const [position, row] of agreement.annex.entries()) {
    const at = (...rest: (string | number)[]) =>
      ({ kind: 'agreement', index, path: ['annex', position, ...rest] }) as const;
    const kinds = covered.get(row.service);
    if (kinds === undefined) {
      const problem = `service ${row.service} is not among the services that this agreement covers`;
      yield { ...at('service'), problem, remedy: `add ${row.service} to services, or leave the row out` };
    }
    if (!picture.catalogue.attributes.has(row.claim)) {
      yield unknownAttribute('agreement', index, at('claim').path, row.claim);
    }
    for (const [kindPosition, kind] of row.kinds.entries()) {
      if (kinds !== undefined && !kinds.includes(kind)) {
        const problem = `${kind} is not among the kinds of people for whom ${row.service} is covered`;
        yield {
          ...at('kinds', kindPosition),
          problem,
          remedy: `add ${kind} under services, or leave it out here`,
        };
      }
      const key = JSON.stringify([row.service, row.claim, kind]);
      if (described.has(key)) {
        const problem = `${row.claim} of ${kind} for ${row.service} has an earlier row`;
        yield { ...at('kinds', kindPosition), problem, remedy: 'make one row of the two' };
      }
      described.add(key);
    }
    yield* transformFaults(picture.catalogue, at('transforms'), row.claim, row.transforms);
  }
}
