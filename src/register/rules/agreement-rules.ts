import type { Fault } from '../../domain/fault.ts';
import type { Agreement, AnnexRow } from '../model/kinds/agreement.ts';
import { overlaps, replacementRules } from './replacement-rules.ts';
import type { RuleInput } from './rule-input.ts';
import { daysOutOfOrder, transformFaults, unknownAttribute, type Place } from './shared-faults.ts';

/** An agreement is about services of its supplier, and clear. */
export function* agreementRules(input: RuleInput): Generator<Fault> {
  for (const agreement of input.focus.agreement) {
    const { id, validFrom, validUntil } = agreement;
    yield* daysOutOfOrder({ kind: 'agreement', id, path: ['validUntil'] }, validFrom, validUntil);
    yield* coveredServices(input, agreement);
    yield* annexRows(input, agreement);
    yield* replacementRules(input, agreement);
    yield* overlaps(input, agreement);
  }
}

function* coveredServices({ register }: RuleInput, agreement: Agreement): Generator<Fault> {
  const seen = new Set<string>();
  for (const [position, { service: id }] of agreement.services.entries()) {
    const at = { kind: 'agreement', id: agreement.id, path: ['services', position, 'service'] } as const;
    const service = register.get('service', id);
    if (service !== undefined && service.supplier !== agreement.supplier) {
      yield {
        ...at,
        problem: `service ${id} is one of supplier ${service.supplier}, and this agreement is with ${agreement.supplier}`,
        remedy: 'leave it out, or put it into an agreement with its own supplier',
      };
    }
    if (seen.has(id)) {
      const problem = `service ${id} is covered twice`;
      yield { ...at, problem, remedy: 'put all affiliations into one entry' };
    }
    seen.add(id);
  }
}

function* annexRows({ catalogue }: RuleInput, agreement: Agreement): Generator<Fault> {
  const covered = new Map(agreement.services.map(({ service, affiliations }) => [service, affiliations]));
  const described = new Set<string>();
  for (const [position, row] of agreement.annex.entries()) {
    const at = (...rest: (string | number)[]) =>
      ({ kind: 'agreement', id: agreement.id, path: ['annex', position, ...rest] }) as const;
    const allowed = covered.get(row.service);
    if (allowed === undefined) {
      const problem = `service ${row.service} is not among the services that this agreement covers`;
      yield { ...at('service'), problem, remedy: `add ${row.service} to services, or leave the row out` };
    }
    if (!catalogue.attributes.has(row.claim)) yield unknownAttribute(at('claim'), row.claim);
    for (const [each, affiliation] of row.affiliations.entries()) {
      if (allowed !== undefined && !allowed.includes(affiliation)) {
        const problem = `${affiliation} is not among the affiliations for which ${row.service} is covered`;
        yield {
          ...at('affiliations', each),
          problem,
          remedy: `add ${affiliation} under services, or leave it out here`,
        };
      }
      // beside what the school has it for, people may be asked for their consent to more
      const key = JSON.stringify([row.service, row.claim, affiliation, row.ground === 'consent']);
      if (described.has(key)) {
        const problem = `${row.claim} of ${affiliation} for ${row.service} has an earlier row`;
        yield { ...at('affiliations', each), problem, remedy: 'merge the two rows' };
      }
      described.add(key);
    }
    yield* transformFaults(catalogue, at('transforms'), row.claim, row.transforms);
    yield* ownPurposes(agreement, row, at('purposes'));
  }
}

/** A processor has no purposes of its own (GDPR 28(3)(a), 28(10)), and those of others need the consent of whom it is about. */
function* ownPurposes({ relation }: Agreement, row: AnnexRow, at: Place): Generator<Fault> {
  if (!row.purposes.includes('supplier_own')) return;
  if (relation !== 'controller') {
    const problem = `${row.claim} would be used for the supplier's own purposes, and a processor has none`;
    yield { ...at, problem, remedy: 'leave supplier_own out of this processing agreement' };
  } else if (row.ground !== 'consent') {
    const problem = `${row.claim} would be used for the supplier's own purposes without consent`;
    yield { ...at, problem, remedy: 'put it into a row with ground: consent' };
  }
}
