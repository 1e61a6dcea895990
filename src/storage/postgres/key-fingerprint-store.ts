import { z } from 'zod';
import { ledgerEntryId, personRoot, sectorId } from '../../domain/ids.ts';
import type {
  KeyFingerprintStore,
  KeyFingerprints,
  ProvableRelease,
} from '../stores/key-fingerprint-store.ts';
import { branded } from './columns.ts';
import type { Postgres, RunStatement } from './pool.ts';
import { writeEvents } from './write-register.ts';
import { statement } from './statement.ts';

const newest = statement({
  name: 'key-fingerprints',
  text: `select distinct on (name) name, fingerprint from sluis.key_fingerprint order by name, number desc`,
  row: z.object({ name: z.string(), fingerprint: z.string() }),
});
/** Lets readers through; a second writer waits until the first has committed. */
const lockFingerprints = statement({
  name: 'key-fingerprints-lock',
  text: 'lock table sluis.key_fingerprint in exclusive mode',
  row: z.unknown(),
});
const insertFingerprint = statement({
  name: 'key-fingerprint-insert',
  text: `insert into sluis.key_fingerprint (name, fingerprint, at, author, reason) values ($1, $2, $3, $4, $5)`,
  row: z.unknown(),
});
const pinnedVersions = statement({
  name: 'key-versions-pinned',
  text: 'select distinct key_version from sluis.sector_key order by key_version',
  row: z.object({ key_version: z.int() }),
});
/**
 * Of each service in a sector that is pinned to the version, now or once, the newest releases of people who are not erased.
 * By the index of services, and bounded before the join: a ledger is long, and most of it may be about nobody. A service that
 * moved has releases of another sector; those do not match, and others do.
 */
const provableReleases = statement({
  name: 'releases-provable',
  text: `select newest.id, newest.subject_proof, handle.root, pinned.sector
    from sluis.sector_key as pinned
    cross join lateral (
      select distinct id from sluis.record_version where kind = 'service' and body ->> 'sector' = pinned.sector
    ) as member
    cross join lateral (
      select id, person, subject_proof from sluis.disclosure
      where service = member.id order by at desc, number desc limit 200
    ) as newest
    join sluis.person_handle as handle on handle.handle = newest.person
    where pinned.key_version = $1`,
  row: z
    .object({
      id: branded(ledgerEntryId),
      subject_proof: z.string(),
      root: branded(personRoot),
      sector: branded(sectorId),
    })
    .transform(({ id, subject_proof: subjectProof, root, sector }): ProvableRelease => ({
      entry: id,
      subjectProof,
      root,
      sector,
    })),
});
const exists = z.object({ exists: z.boolean() });
const anyRelease = statement({
  name: 'release-exists',
  text: 'select exists (select from sluis.disclosure)',
  row: exists,
});
const anyPerson = statement({
  name: 'person-exists',
  text: 'select exists (select from sluis.person_identifier)',
  row: exists,
});
const knownPerson = statement({
  name: 'person-known',
  text: 'select exists (select from sluis.person_identifier where hash = any ($1::text[]))',
  row: exists,
});

/** With which keys the database was made. Close it by closing `postgres`, which it may share with other stores. */
export function createPostgresKeyFingerprintStore(postgres: Postgres): KeyFingerprintStore {
  const yes = async (statement: typeof anyRelease, values: readonly unknown[] = []): Promise<boolean> =>
    (await postgres.run(statement, values))[0]?.exists === true;
  return {
    ping: postgres.ping,
    close: postgres.close,
    fingerprints: () => readFingerprints(postgres.run),
    add: (fingerprints, why) =>
      postgres.transaction(async (run) => {
        await run(lockFingerprints, []);
        const known = await readFingerprints(run);
        const differs = [...fingerprints].some(([name, value]) => (known.get(name) ?? value) !== value);
        if (differs) return false;
        await insert(run, new Map([...fingerprints].filter(([name]) => !known.has(name))), why);
        return true;
      }),
    replace: (fingerprints, why) =>
      postgres.transaction(async (run) => {
        await insert(run, fingerprints, why);
        await writeEvents(run, why.events);
      }),
    pinnedVersions: async () =>
      (await postgres.run(pinnedVersions, [])).map(({ key_version }) => key_version),
    releasesUnder: (version) => postgres.run(provableReleases, [version]),
    hasReleases: () => yes(anyRelease),
    hasPeople: () => yes(anyPerson),
    knowsAny: (hashes) => yes(knownPerson, [hashes]),
  };
}

async function readFingerprints(run: RunStatement): Promise<KeyFingerprints> {
  return new Map((await run(newest, [])).map(({ name, fingerprint }) => [name, fingerprint]));
}

async function insert(
  run: RunStatement,
  fingerprints: KeyFingerprints,
  { at, author, reason }: Parameters<KeyFingerprintStore['replace']>[1],
): Promise<void> {
  for (const [name, value] of fingerprints) {
    await run(insertFingerprint, [name, value, new Date(at), author, reason]);
  }
}
