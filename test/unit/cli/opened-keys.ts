import { openKeys } from '../../../src/app/open-keys.ts';
import { systemClock } from '../../../src/domain/clock.ts';
import { systemRandomness } from '../../../src/domain/randomness.ts';
import { readKeyring } from '../../../src/keyring/read-keyring.ts';
import { sealedRowsOf } from '../../../src/cli/with-keys.ts';
import { createPostgresKeyFingerprintStore } from '../../../src/storage/postgres/key-fingerprint-store.ts';
import type { Postgres } from '../../../src/storage/postgres/pool.ts';
import { createRecordingLogger } from '../../../testkit/machine/recording-logger.ts';

/** Pseudonym keys with their check, and what seals what lasts, as a node opens them: on a fresh database before anybody signs in. */
export async function openedKeys(postgres: Postgres, keysFolder: string) {
  const { keyring, keyCheck } = await openKeys({
    unchecked: await readKeyring(keysFolder, systemRandomness),
    keysFolder,
    store: createPostgresKeyFingerprintStore(postgres),
    sealedRows: sealedRowsOf(postgres),
    clock: systemClock,
    logger: createRecordingLogger(),
  });
  return { keys: keyring.pseudonym, keyCheck, lasting: keyring.lasting };
}
