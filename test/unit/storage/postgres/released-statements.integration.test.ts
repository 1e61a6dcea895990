import { expect, inject, it } from 'vitest';
import { queryDatabase } from '../../../../testkit/services/postgres.ts';
import { describeOnEveryPostgres, openDatabase } from '../../../../testkit/services/postgres-servers.ts';
import { currentStatements, releasedStatements } from '../../../contracts/released-statements.ts';

/** PostgreSQL looks up every table, column, function and type of a statement when it prepares it. */
async function refusedBy(
  url: string,
  statements: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const refused: string[] = [];
  for (const [name, text] of Object.entries(statements)) {
    // locks, cursors and notices cannot be prepared, and name nothing of the schema but what others name
    if (!/^\s*(?:select|insert|update|delete|with)\b/i.test(text)) continue;
    const [found] = await queryDatabase(url, `prepare one as ${text}`).then(
      () => [],
      (error: unknown) => [error instanceof Error ? error.message : 'refused'],
    );
    if (found !== undefined) refused.push(`${name}: ${found}`);
  }
  return refused;
}

describeOnEveryPostgres('the schema of this version', (serverUrl) => {
  it('understands every statement of the last release, whose nodes may still run', async () => {
    const { url, postgres } = await openDatabase(serverUrl());
    await postgres.close();
    expect(Object.keys(releasedStatements()).length).toBeGreaterThan(50);
    expect(await refusedBy(url, releasedStatements())).toEqual([]);
    expect(await refusedBy(url, currentStatements())).toEqual([]);
  });
});

it('a column that went away would be found', async () => {
  const { url, postgres } = await openDatabase(inject('postgres18Url'));
  await postgres.close();
  await queryDatabase(url, 'alter table sluis.person_handle rename column handle to name');
  expect((await refusedBy(url, releasedStatements())).join()).toMatch(
    /handle-find: column "handle" does not exist/,
  );
});
