import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { openApiClient } from '../../testkit/world/api-calls.ts';
import {
  exampleApiClient,
  secretOf,
  setApiClients,
  type ExampleApiClient,
} from '../../testkit/world/api-clients.ts';
import { openWorld, type World } from '../../testkit/world/world.ts';
import { snippetWith } from './snippets.ts';
import { openWorkplace, type Workplace } from './workplace.ts';

const page = 'docs/MANAGEMENT-API.md';
const id = 'waterland-administration';

let world: World;
let workplace: Workplace;
beforeAll(async () => {
  world = await openWorld({ postgresUrl: inject('postgres15Url'), redisUrl: inject('redisUrl') });
  workplace = await openWorkplace();
  workplace.inPlaceOf.set('http://localhost:3000', world.issuer);
  workplace.env['SECRET'] = secretOf(id);
  for (const name of [id, 'operator-client']) {
    await writeFile(join(world.keysFolder, `${name}.secret`), secretOf(name));
  }
  const written = z.object({ apiClients: z.array(z.custom<ExampleApiClient>()) });
  const { apiClients } = written.parse(parse(snippetWithFile()));
  await setApiClients(world, [...apiClients, exampleApiClient('operator-client')]);
});
afterAll(async () => {
  await workplace.remove();
  await world.close();
});

const snippetWithFile = () => snippetWith(page, 'yaml', 'apiClients').text;

describe('docs/MANAGEMENT-API.md', () => {
  it('gets a token, reads, changes what was read, and asks for a change later', async () => {
    const ran = await workplace.run(snippetWith(page, 'sh', 'scheduled-changes'));
    expect({ code: ran.code, said: ran.said }).toEqual({ code: 0, said: '' });
    const operator = await openApiClient(world, 'operator-client');
    const policy = await operator.read('/policies/de-regenboog/leesboom-reader');
    expect(policy.record['claims']).toEqual([]);
    const { body } = await operator.get('/scheduled-changes').expect(200);
    expect(body.items).toMatchObject([
      { state: 'waiting', author: `api:${id}`, reason: 'ticket 42: the new school year' },
    ]);
  });
});
