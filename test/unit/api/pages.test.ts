import { createAskRegister } from '../../../src/register/changes/ask-register.ts';
import type { RecordName } from '../../../src/domain/record-kinds.ts';
import { describe, expect, it } from 'vitest';
import type { AuthenticatedClient } from '../../../src/api/authenticated-client.ts';
import { seenPage } from '../../../src/api/pages.ts';
import { apiClientId, boardId } from '../../../src/domain/ids.ts';
import type { Registry } from '../../../src/register/changes/registry.ts';
import type { StoredRecord } from '../../../src/storage/stores/records.ts';
import { required } from '../../../testkit/values/ids.ts';

const waterland: AuthenticatedClient = {
  id: required(apiClientId('waterland-client')),
  scopes: new Set(['register:read']),
  party: { kind: 'board', id: required(boardId('waterland')) },
};

const school = (id: string, board: string): StoredRecord => ({
  kind: 'school',
  id,
  version: 1,
  body: { id, board, name: id, town: 'Edam', brin: id === 'de-regenboog' ? '99AA' : '99AB', sector: 'po' },
});
const policiesOf = (of: string): readonly StoredRecord[] =>
  Array.from({ length: 700 }, (_, index) => {
    const service = `service-${String(index).padStart(3, '0')}`;
    return { kind: 'policy', id: `${of}/${service}`, version: 1, body: { school: of, service } };
  });

/** As much of a registry as a list asks for. */
function registryOf(records: readonly StoredRecord[]): Pick<Registry, 'find' | 'ask' | 'list'> {
  const isNamed =
    (name: RecordName) =>
    ({ kind, id }: StoredRecord): boolean =>
      kind === name.kind && id === name.id;
  const names = (body: unknown, member: string, id: string): boolean => Object(body)[member] === id;
  return {
    find: (name) => Promise.resolve(records.find(isNamed(name))),
    ask: createAskRegister({
      find: (wanted) => Promise.resolve(wanted.flatMap((name) => records.filter(isNamed(name)))),
      referringTo: () => Promise.resolve([]),
      everReferringTo: () => Promise.resolve([]),
    }),
    list: ({ kind, naming = {}, after = '', limit }) =>
      Promise.resolve(
        records
          .filter((record) => record.kind === kind && record.id > after)
          .filter(({ body }) => Object.entries(naming).every(([member, id]) => names(body, member, id)))
          .slice(0, limit),
      ),
  };
}

describe('a list of a school’s records', () => {
  const registry = registryOf([
    school('de-regenboog', 'waterland'),
    school('de-vuurtoren', 'zeeland'),
    ...policiesOf('de-regenboog'),
    ...policiesOf('de-vuurtoren'),
  ]);
  const page = (of: string) =>
    seenPage(registry, waterland, { kind: 'policy', filters: { school: of }, limit: 1 });

  it('goes on for the school’s own board', async () => {
    const { records, next } = (await page('de-regenboog')) ?? { records: [] };
    expect(records.map(({ id }) => id)).toEqual(['de-regenboog/service-000']);
    expect(next).toBeDefined();
  });

  it('ends at once for another board: where it would go on, names what that board may not see', async () => {
    expect(await page('de-vuurtoren')).toEqual({ records: [] });
    expect(await page('nowhere')).toEqual({ records: [] });
  });
});
