import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { writeExampleSecrets } from '../../testkit/federation/example-secrets.ts';
import { example } from '../../testkit/federation/example-federation.ts';
import { signInFrom } from './sign-in-from.ts';
import { openWorld, secrets, type World } from '../../testkit/world/world.ts';
import { eventually } from '../../testkit/machine/eventually.ts';
import { freePort } from '../../testkit/machine/free-port.ts';
import { createDatabase } from '../../testkit/services/postgres.ts';
import { snippetWith, snippetsToRun } from './snippets.ts';
import { openWorkplace, type Workplace } from './workplace.ts';

let world: World;
let workplace: Workplace;
beforeAll(async () => {
  workplace = await openWorkplace();
  world = await openWorld({ postgresUrl: inject('postgres18Url'), redisUrl: inject('redisUrl') });
});
afterAll(async () => {
  // first what is there in any case
  await workplace.remove();
  await world.close();
});

const started = z.object({ url: z.string(), pkceCodeVerifier: z.string() });

/** One half of a sign-in in a process of its own, as a supplier's server would do it. */
async function call(expression: string): Promise<unknown> {
  const script = `import { startSignIn, finishSignIn } from './first-integration.mjs';
    console.log(JSON.stringify(await ${expression}));`;
  await workplace.write('call.mjs', script);
  const { code, out, said } = await workplace.run({ text: 'node call.mjs' });
  expect({ code, said }).toEqual({ code: 0, said: '' });
  return JSON.parse(out);
}

describe('README.md', () => {
  it('has a first integration that signs somebody in', async () => {
    await workplace.save('first-integration.mjs', snippetWith('README.md', 'js', 'openid-client'));
    Object.assign(workplace.env, {
      ISSUER: world.issuer,
      CLIENT_ID: 'leesboom-reader',
      CLIENT_SECRET: secrets.TEST_READER_SECRET,
      REDIRECT_URI: world.reader.redirectUri,
      NODE_NO_WARNINGS: '1',
    });
    const { url, pkceCodeVerifier } = started.parse(await call('startSignIn()'));
    const arrived = await signInFrom(world, url);
    const claims = await call(
      `finishSignIn(new URL(${JSON.stringify(arrived.href)}), ${JSON.stringify(pkceCodeVerifier)})`,
    );
    expect(claims).toEqual({ sub: expect.stringMatching(/^[\w-]{43}$/), given_name: 'Pip' });
  });

  it('says how to serve without the demo', async () => {
    const port = await freePort();
    workplace.inPlaceOf.set('/etc/sluis', workplace.folder).set('/run/secrets', workplace.folder);
    workplace.env['SLUIS_PORT'] = String(port);
    workplace.env['SLUIS_LOG_LEVEL'] = 'silent';
    await workplace.write('database-url', await createDatabase(inject('postgres15Url')));
    await workplace.write('redis-url', inject('redisUrl'));
    await workplace.write('federation/all.yaml', example);
    await writeExampleSecrets(join(workplace.folder, 'keys'));
    const [prepare] = snippetsToRun('README.md', 'sh');
    const [serve] = snippetsToRun('README.md', 'sh', 'serve');
    if (prepare === undefined || serve === undefined) throw new Error('no such block');
    expect(await workplace.run(prepare)).toMatchObject({ code: 0 });
    const exports = prepare.text.split('\n').filter((line) => line.startsWith('export '));
    const broker = await workplace.start({ ...serve, text: `${exports.join('\n')}\n${serve.text}` });
    try {
      await eventually(async () => {
        const answer = await fetch(`http://localhost:${String(port)}/health/ready`);
        expect(answer.status).toBe(200);
      }, 20_000);
    } finally {
      await broker.end('SIGTERM');
    }
  });
});
