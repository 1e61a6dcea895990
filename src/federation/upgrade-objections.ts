import type { Clock } from '../domain/clock.ts';
import { SluisError } from '../domain/errors.ts';
import type { Logger } from '../domain/logger.ts';
import { objectionRecord } from '../domain/records/objection-records.ts';
import { schoolRecord } from '../domain/records/school-records.ts';
import type { Objection } from '../domain/register.ts';
import type { RecordChange, RegisterStore } from '../storage/stores.ts';
import { mostAttempts } from './changes/consider-at-rest.ts';
import { eventsOf } from './changes/events.ts';
import type { Objectors } from './objectors.ts';

const perPage = 1_000;

export interface UpgradeParts {
  readonly store: Pick<RegisterStore, 'revision' | 'list' | 'find' | 'apply'>;
  readonly objectors: Objectors;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Objections that name a person by ledger handle, as they all did before, get the hashes of that person: one revision,
 * author `migration`. Those whose handle is gone are nobody's any more: they stay as they are, are counted in the log, and
 * are shown by `sluis objection list`. Done before a node serves; any number of nodes may do it at the same time. Throws `storage.conflict` when the register
 * never comes to rest.
 */
export async function upgradeObjections({ store, objectors, clock, logger }: UpgradeParts): Promise<void> {
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
    const revision = await store.revision();
    const { changes, gone } = await upgraded(store, objectors);
    if (changes.length === 0) {
      if (gone > 0) logger.warn('objections.of_nobody', { component: 'federation', count: gone });
      return;
    }
    const at = clock.now();
    const events = eventsOf({ revision: revision + 1, clipped: [] }, at);
    const meta = { author: 'migration', reason: 'objections hang on keyed hashes', at, events };
    const { outcome } = await store.apply(revision, changes, meta);
    if (outcome === 'applied') {
      logger.info('objections.upgraded', { component: 'federation', count: changes.length });
    }
  }
  throw new SluisError('storage.conflict', 'the register kept changing while objections were upgraded');
}

async function upgraded(
  store: UpgradeParts['store'],
  objectors: Objectors,
): Promise<{ readonly changes: readonly RecordChange[]; readonly gone: number }> {
  const changes: RecordChange[] = [];
  let gone = 0;
  for (const objection of await formerObjections(store)) {
    const body = await upgradedBody(store, objectors, objection);
    if (body === undefined) gone += 1;
    else changes.push({ kind: 'objection', id: objection.id, body });
  }
  return { changes, gone };
}

async function formerObjections(store: UpgradeParts['store']): Promise<readonly Objection[]> {
  const found: Objection[] = [];
  for (let after: string | undefined = ''; after !== undefined;) {
    const page = await store.list({ kind: 'objection', after, limit: perPage });
    for (const { body } of page) {
      const objection = objectionRecord.safeParse(body).data;
      if (objection?.person !== undefined) found.push(objection);
    }
    after = page.length < perPage ? undefined : page.at(-1)?.id;
  }
  return found;
}

async function upgradedBody(
  store: UpgradeParts['store'],
  objectors: Objectors,
  { person, hashes: _hashes, boards: _boards, ...about }: Objection,
): Promise<object | undefined> {
  const [stored] = await store.find([{ kind: 'school', id: about.school }]);
  const school = schoolRecord.safeParse(stored?.body).data;
  if (school === undefined || person === undefined) return undefined;
  const asked = await objectors.hashesOf(person, school);
  if ('problem' in asked) return undefined;
  return { ...about, hashes: [...asked.hashes].sort(), boards: [school.board] };
}
