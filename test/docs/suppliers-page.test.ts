import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { pairwiseGroupId, pairwiseSchoolId } from '../../src/domain/ids.ts';
import { inspectGroups } from '../../src/guard/group-claims.ts';
import { filesBelow, read } from '../../testkit/machine/project-files.ts';
import { required } from '../../testkit/values/ids.ts';
import { claim, newEntry } from '../../testkit/values/new-entry.ts';
import { snippetWith } from './snippets.ts';
import { tableRows } from './table-rows.ts';

const example = z
  .object({
    school_id: z.string(),
    groups: z.array(z.object({ id: z.string() }).loose()),
    school_year: z.string(),
  })
  .parse(JSON.parse(snippetWith('docs/SUPPLIERS.md', 'json', 'groups').text));
const [first] = example.groups;
const manifest = z.object({ version: z.string() });

describe('the example of classes and schools in docs/SUPPLIERS.md', () => {
  it('is an answer that the guard lets through', () => {
    const released = ['groups', 'school_id', 'school_year'].map((name) => ({
      claim: claim(name),
      transforms: [],
    }));
    const pairwiseIds = {
      school: () => required(pairwiseSchoolId(example.school_id)),
      group: () => required(pairwiseGroupId(first?.id ?? '')),
    };
    const known = { entry: newEntry({ released }), pairwiseIds, payload: example };
    expect(inspectGroups(example.groups, [], known)).toBeUndefined();
  });

  it('has the ids that docs/PSEUDONYMS.md derives', () => {
    const vectors = read('docs/PSEUDONYMS.md');
    expect(vectors).toContain(`"id": "${example.school_id}"`);
    expect(vectors).toContain(`"id": "${first?.id ?? ''}"`);
  });
});

describe('the table of libraries in docs/SUPPLIERS.md', () => {
  const page = read('docs/SUPPLIERS.md');
  const rows = tableRows(page, '| Tried').map(([name = '']) => name);

  it.each([
    ['openid-client', 'openid-client'],
    ['openid-client', 'openid-client-5'],
    ['@auth/core', '@auth/core'],
    ['express-openid-connect', 'express-openid-connect'],
    ['passport-openidconnect', 'passport-openidconnect'],
  ])('names the version of %s with which the tests sign in (%s)', (name, folder) => {
    const { version } = manifest.parse(JSON.parse(read(`node_modules/${folder}/package.json`)));
    const [major, minor] = version.split('.');
    expect(rows.join('\n')).toContain(`${name} ${major ?? ''}.${minor ?? ''}`);
  });

  it('has no row of a program that the tests do not run among those that were tried', () => {
    const tests = filesBelow('test/interoperation', '.test.ts').map((path) => read(path));
    const isTried = (row: string) => {
      const [, name = '', major = ''] = /^([\w.-]+)(?: (\d+))?/.exec(row) ?? [];
      return [name, `${name} ${major}`].some((title) =>
        tests.some((text) => new RegExp(`^describe\\('${title}(?:'| as)`, 'm').test(text)),
      );
    };
    const untried = rows.filter((row) => !isTried(row));
    expect(rows.length).toBeGreaterThan(7);
    expect(untried).toEqual([]);
  });
});
