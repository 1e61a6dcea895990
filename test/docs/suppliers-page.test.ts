import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { pairwiseGroupId, pairwiseSchoolId } from '../../src/domain/ids.ts';
import { inspectGroups } from '../../src/guard/group-claims.ts';
import { read } from '../../testkit/machine/project-files.ts';
import { required } from '../../testkit/values/ids.ts';
import { claim, newEntry } from '../../testkit/values/new-entry.ts';
import { snippetWith } from './snippets.ts';

const example = z
  .object({
    school_id: z.string(),
    groups: z.array(z.object({ id: z.string() }).loose()),
    school_year: z.string(),
  })
  .parse(JSON.parse(snippetWith('docs/SUPPLIERS.md', 'json', 'groups').text));
const [first] = example.groups;

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
