import type { Registry } from '../register/changes/registry.ts';
import type { SuccessionsOf } from '../pseudonym/supplier-successions.ts';
import type { LedgerStore } from '../storage/stores/ledger-store.ts';
import type { Operation } from './operation.ts';
import { announcementOperations, type AnnouncementParts } from './operations/announcements.ts';
import { auditOperations } from './operations/audit.ts';
import { changeOperations } from './operations/changes.ts';
import { disclosureOperations } from './operations/disclosures.ts';
import { activationOperations } from './operations/activations.ts';
import { documentOperations, type DocumentReading } from './operations/documents.ts';
import { peopleOperations } from './operations/people.ts';
import { recordOperations } from './operations/records.ts';
import { scheduledChangeOperations } from './operations/scheduled-changes.ts';
import { successionOperations } from './operations/successions.ts';
import { versionOperations } from './operations/versions.ts';
import type { ActivationFeed } from './activations/feed.ts';
import type { PersonSearch } from './person-search.ts';
import { kindRoutes } from './kind-routes.ts';

/** Everything that the API can do, in the order in which its reference shows it. */
export function apiOperations(parts: {
  readonly registry: Registry;
  readonly ledger: Pick<LedgerStore, 'list' | 'pageOfAudit'>;
  readonly people: PersonSearch;
  readonly successionsOf: SuccessionsOf;
  readonly activations: ActivationFeed;
  readonly announcing: Omit<AnnouncementParts, 'registry'>;
  readonly documents: DocumentReading;
}): readonly Operation[] {
  const { registry, ledger, people, successionsOf, activations, announcing, documents } = parts;
  return [
    ...kindRoutes.flatMap((route) => [
      ...recordOperations(registry, route),
      ...versionOperations(registry, route),
    ]),
    ...changeOperations(registry),
    ...scheduledChangeOperations(registry),
    ...disclosureOperations(ledger),
    ...auditOperations(ledger),
    ...peopleOperations({ registry, people, ledger }),
    ...successionOperations(successionsOf),
    ...activationOperations(activations),
    ...announcementOperations({ registry, ...announcing }),
    ...documentOperations({ registry, documents }),
  ];
}
