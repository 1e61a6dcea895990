import { describe, expect, it } from 'vitest';
import { boardId, identifierHash, personRoot, schoolId, sectorId } from '../../../src/domain/ids.ts';
import {
  deriveAccountId,
  derivePairwiseGroupId,
  derivePairwiseSchoolId,
  deriveSubject,
  hashForObjections,
  hashIdentifier,
  objectionKeyOf,
} from '../../../src/pseudonym/derive.ts';
import { readEckId } from '../../../src/upstream/attributes/eck-id.ts';
import { required } from '../../../testkit/values/ids.ts';
import { pageVectors } from './page-vectors.ts';

const { keys, eckIds, identifierHashes, objectionHashes, subjects, accounts } = pageVectors;
const { pairwiseSchoolIds, pairwiseGroupIds } = pageVectors;
const sectorKey = (version: number): Buffer => required(keys.sector[String(version)]);

describe('the vectors of docs/PSEUDONYMS.md', () => {
  it.each(eckIds)('reading of an ECK iD as somebody writes it: $written', ({ written, value }) => {
    expect(readEckId(written) ?? null).toBe(value);
    expect([identifierHashes[0]?.value, null]).toContain(value);
  });

  it.each(identifierHashes)('hash of $namespace', ({ namespace, value, hash }) => {
    for (const portable of [true, false]) {
      expect(hashIdentifier(keys.root, { namespace, value, portable })).toBe(hash);
    }
  });

  it.each(objectionHashes)('objection hash at $board', ({ board, identifier, hash }) => {
    const key = objectionKeyOf(keys.root);
    expect(hashForObjections(key, required(boardId(board)), required(identifierHash(identifier)))).toBe(hash);
  });

  it.each(subjects)('sub in $sector with key version $keyVersion', ({ keyVersion, sector, root, sub }) => {
    const key = sectorKey(keyVersion);
    expect(deriveSubject(key, required(sectorId(sector)), required(personRoot(root)))).toBe(sub);
  });

  it.each(pairwiseSchoolIds)('id of $school in $sector with key version $keyVersion', (vector) => {
    const [sector, school] = [required(sectorId(vector.sector)), required(schoolId(vector.school))];
    expect(derivePairwiseSchoolId(sectorKey(vector.keyVersion), sector, school)).toBe(vector.id);
  });

  it.each(pairwiseGroupIds)(
    'id of $name at $school in $schoolYear, in $sector with key version $keyVersion',
    ({ keyVersion, sector, school, id, ...named }) => {
      const group = { ...named, school: required(schoolId(school)) };
      expect(derivePairwiseGroupId(sectorKey(keyVersion), required(sectorId(sector)), group)).toBe(id);
    },
  );

  it('of schools and groups are all different', () => {
    const ids = [...pairwiseSchoolIds, ...pairwiseGroupIds].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(accounts)('account of a $affiliation', ({ root, school, affiliation, account }) => {
    expect(
      deriveAccountId(keys.account, required(personRoot(root)), required(schoolId(school)), affiliation),
    ).toBe(account);
  });

  it('start from each other: the root of the subjects is the first hash', () => {
    expect(new Set([...subjects, ...accounts].map(({ root }) => root))).toEqual(
      new Set([identifierHashes[0]?.hash]),
    );
  });
});
