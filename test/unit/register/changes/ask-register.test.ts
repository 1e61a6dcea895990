import { expect, it } from 'vitest';
import { createAskRegister } from '../../../../src/register/changes/ask-register.ts';
import { referencesOf } from '../../../../src/register/model/references.ts';
import { stored, wantedRecords } from '../../../../testkit/federation/example-federation.ts';

const records = stored(wantedRecords());
/** As much of a register as a question asks for. */
const ask = createAskRegister({
  find: (names) =>
    Promise.resolve(
      records.filter(({ kind, id }) => names.some((name) => name.kind === kind && name.id === id)),
    ),
  referringTo: (kind, references) =>
    Promise.resolve(
      records.filter(
        (record) =>
          record.kind === kind && referencesOf(kind, record.body).some((each) => references.includes(each)),
      ),
    ),
  everReferringTo: () => Promise.resolve([]),
});

it('finds a record once by each of its references, however late it is asked by another', async () => {
  const parties = 'parties waterland/leesboom';
  const count = (reference: string) =>
    ask((register) => register.referringTo('agreement', reference).map(({ id }) => id));
  expect(await count(parties)).toEqual(['waterland-leesboom']);
  expect(await count('board waterland')).toEqual(['waterland-leesboom']);
  expect(await count(parties)).toEqual(['waterland-leesboom']);
  expect(await count('board nowhere')).toEqual([]);
});

it('follows what it finds until the question needs nothing more', async () => {
  const supplier = await ask((register) => {
    const policy = register.get('policy', 'de-regenboog/leesboom-reader');
    const service = policy && register.get('service', policy.service);
    return service && register.get('supplier', service.supplier)?.name;
  });
  expect(supplier).toBe('Uitgeverij Leesboom');
  expect(await ask((register) => register.isMissing('school', 'nergens'))).toBe(true);
});
