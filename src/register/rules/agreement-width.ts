import type { Fault } from '../../domain/fault.ts';
import { registeredPurposes } from '../model/agreed.ts';
import type { AnnexRow } from '../model/kinds/agreement.ts';
import type { RuleInput } from './rule-input.ts';

/**
 * A row of an annex is for a purpose for which its service is registered to ask for that claim; another one never leaves,
 * whoever switches it on. Asked of agreements that somebody writes, not of those in use: a service that is registered for
 * other purposes from now on does not make a signed agreement invalid. A claim that the service does not ask for at all may
 * stand in an annex: agreements are often wider than what is used.
 */
export function* agreementWidthRules({ focus, register }: RuleInput): Generator<Fault> {
  for (const agreement of focus.agreement) {
    for (const [row, said] of agreement.annex.entries()) {
      const service = register.get('service', said.service);
      const registered = service === undefined ? [] : registeredPurposes(service, said.claim);
      if (registered.length === 0 || said.purposes.some((purpose) => registered.includes(purpose))) continue;
      yield {
        kind: 'agreement',
        id: agreement.id,
        path: ['annex', row, 'purposes'],
        problem: `${said.claim} for ${said.service} ${otherPurposes(said, registered)}: it would never leave`,
        remedy: 'agree on one of those purposes, or register the service for this one',
      };
    }
  }
}

/** Both sides of a row whose purposes are not those of the service. */
export function otherPurposes(row: AnnexRow, registered: readonly string[]): string {
  return `is agreed for ${row.purposes.join(', ')}, but the service is registered to ask for it for ${registered.join(', ')}`;
}
