import type { Change } from '../../src/storage/stores/records.ts';
import { randomUUID } from 'node:crypto';
import { readCatalogue } from '../../src/config/read-catalogue.ts';
import { readSettings } from '../../src/config/read-settings.ts';
import { openRegistry } from '../../src/cli/open-registry.ts';
import type { Registry } from '../../src/register/changes/registry.ts';
import { openPostgres, type Postgres } from '../../src/storage/postgres/pool.ts';
import { queryDatabase } from '../../testkit/services/postgres.ts';
import { createRecordingLogger } from '../../testkit/machine/recording-logger.ts';
import type { World } from '../../testkit/world/world.ts';

/** Somebody at the office of a school, who registers objections as the commands do. */
export interface Office {
  readonly registry: Registry;
  readonly postgres: Postgres;
  /** Registers an objection and waits until the broker knows it; gives its name. */
  object(school: string, person: unknown, about: object): Promise<string>;
  withdraw(id: string): Promise<void>;
  /** The handle of the only person who has one at a board. */
  onlyHandleAt(board: string): Promise<string>;
  close(): Promise<void>;
}

export async function openOffice(world: World): Promise<Office> {
  const logger = createRecordingLogger();
  const postgres = openPostgres({ url: world.databaseUrl, timeoutMs: 10_000, maxConnections: 2, logger });
  const settings = readSettings({ SLUIS_KEYS: world.keysFolder });
  const { registry } = openRegistry(postgres, {
    settings,
    catalogue: await readCatalogue(settings.configFolder),
  });
  const change = async (change: Change): Promise<void> => {
    const outcome = await registry.submit([change], { author: 'the office', reason: 'a letter' });
    if (outcome.outcome !== 'applied') throw new Error(JSON.stringify(outcome));
    await world.settled();
  };
  return {
    registry,
    postgres,
    async object(school, person, about) {
      const id = randomUUID();
      await change({ kind: 'objection', id, body: { id, school, person, ...about } });
      return id;
    },
    withdraw: (id) => change({ kind: 'objection', id, ended: true }),
    async onlyHandleAt(board) {
      const rows = await queryDatabase(
        world.databaseUrl,
        `select handle from sluis.person_handle where board = '${board}'`,
      );
      if (rows.length !== 1) throw new Error(`${String(rows.length)} people have a handle at ${board}`);
      return String(rows[0]?.['handle']);
    },
    close: () => postgres.close(),
  };
}
