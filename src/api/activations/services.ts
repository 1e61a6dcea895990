import type { ServiceId } from '../../domain/ids.ts';
import type { Registry } from '../../register/changes/registry.ts';
import { serviceRecord } from '../../register/model/kinds/service.ts';
import type { StoredRecord } from '../../storage/stores/records.ts';
import type { Party } from '../../domain/party.ts';
import type { FeedService } from './read-pairs.ts';

const batchSize = 1_000;

/** The services of which a party is told who has them, by id: its own, or all of them; of a board none. */
export async function servicesFor(
  registry: Pick<Registry, 'find' | 'list'>,
  party: Party,
  only?: ServiceId,
): Promise<readonly FeedService[]> {
  if (party.kind === 'board') return [];
  const found = only === undefined ? await listed(registry, party) : await named(registry, only);
  return found
    .flatMap(({ body }) => serviceRecord.safeParse(body).data ?? [])
    .filter(({ supplier }) => party.kind === 'operator' || supplier === party.id)
    .sort((left, right) => (left.id < right.id ? -1 : 1));
}

async function named(registry: Pick<Registry, 'find'>, id: ServiceId): Promise<readonly StoredRecord[]> {
  const found = await registry.find({ kind: 'service', id });
  return found === undefined ? [] : [found];
}

async function listed(
  registry: Pick<Registry, 'list'>,
  party: Exclude<Party, { readonly kind: 'board' }>,
): Promise<readonly StoredRecord[]> {
  const naming = party.kind === 'supplier' ? { naming: { supplier: party.id } } : {};
  const found: StoredRecord[] = [];
  for (;;) {
    const last = found.at(-1);
    const after = last === undefined ? {} : { after: last.id };
    const batch = await registry.list({ kind: 'service', limit: batchSize, ...naming, ...after });
    found.push(...batch);
    if (batch.length < batchSize) return found;
  }
}
