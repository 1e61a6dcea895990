import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { queryDatabase, startPostgres15, type TestPostgres } from '../../testkit/services/postgres.ts';
import type { Installation } from './installation.ts';

const run = promisify(execFile);

/** Debian's PostgreSQL, prepared by the script of the compose file; its role has to give the password it was given. */
export async function startComposePostgres(installation: Installation): Promise<TestPostgres> {
  const server = await startPostgres15();
  try {
    await run(
      '/usr/lib/postgresql/15/bin/psql',
      ['--no-psqlrc', '--quiet', '--dbname', server.url, '--file', 'docker/postgres/create-broker.sql'],
      { env: { PATH: process.env['PATH'], BROKER_PASSWORD_FILE: installation.secret('database-password') } },
    );
    // The test server trusts everybody; the image of PostgreSQL asks everybody that comes over the network.
    await queryDatabase(
      server.url,
      `do $$ begin execute format(
         'copy (values (%L), (%L)) to %L',
         'host all sluis 127.0.0.1/32 scram-sha-256', 'host all all 127.0.0.1/32 trust', current_setting('hba_file'));
       end $$;
       select pg_reload_conf();`,
    );
    return server;
  } catch (error) {
    await server.stop();
    throw error;
  }
}
