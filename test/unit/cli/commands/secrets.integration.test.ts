import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { systemClock } from '../../../../src/domain/clock.ts';
import { systemRandomness } from '../../../../src/domain/randomness.ts';
import { createKeyringFiles } from '../../../../src/keyring/keyring-files.ts';
import { example } from '../../../../testkit/federation/example-federation.ts';
import { exampleSecrets, writeExampleSecrets } from '../../../../testkit/federation/example-secrets.ts';
import { runSluis } from '../../../../testkit/machine/run-sluis.ts';
import { boards } from '../../../../testkit/federation/schools.ts';
import { createDatabase } from '../../../../testkit/services/postgres.ts';

let root: string;
let keys: string;
let env: NodeJS.ProcessEnv;

/** A machine with the keys of a broker, the secrets of the example among them, and an empty database. */
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'sluis-secrets-'));
  [keys] = [join(root, 'keys')];
  env = { DATABASE_URL: await createDatabase(inject('postgres15Url')), SLUIS_KEYS: keys };
  await createKeyringFiles(keys, { clock: systemClock, randomness: systemRandomness });
  await writeExampleSecrets(keys);
  await write();
});
afterEach(() => rm(root, { recursive: true }));

const write = (from = '', to = '') =>
  writeFile(
    join(root, 'all.yaml'),
    example.replace(from, () => to),
  );
const keep = (file: string, text: string) => writeFile(join(keys, file), text);
const sluis = (...words: readonly string[]) => runSluis(words, env);
const apply = (...options: readonly string[]) =>
  sluis('apply', root, '--yes', '--author', 'ada', '--reason', 'because', ...options);
const place = String.raw`/\S*all\.yaml:\d+:\d+ services\[0\]\.client\.`;
const unreadable = (start: string) =>
  expect.stringMatching(
    new RegExp(
      `^${start}${place}authentication\\.secrets\\[0\\]: secret file reader\\.secret cannot be read`,
    ),
  );
const missing = `secret file reader.secret cannot be read, or is empty`;

describe('a secret that the files name, on the broker’s machine', () => {
  it('is said to be missing by validate and by apply, where it stands; nothing is changed', async () => {
    await rm(join(keys, 'reader.secret'));
    for (const words of [
      ['validate', root],
      ['validate', root, '--register'],
    ]) {
      expect(await sluis(...words)).toEqual({ code: 2, out: '', said: unreadable('') });
    }
    expect(await apply()).toEqual({ code: 2, out: '', said: unreadable('') });
    expect((await sluis('show', 'service', 'leesboom-reader')).code).toBe(1);
  });

  it('that is weak is refused where the service is new; of files alone nobody can tell', async () => {
    await keep('reader.secret', 'p@ssword');
    const alone = await sluis('validate', root);
    expect(alone).toMatchObject({ code: 0, out: expect.stringContaining('is valid') });
    expect(
      alone.said.match(/^warning: .*reader\.secret (?:is shorter than 32|has characters besides)/gm),
    ).toHaveLength(2);
    const refused = await apply();
    expect(refused.code).toBe(2);
    expect(refused.said.match(/reader\.secret (?:is shorter than 32|has characters besides)/g)).toHaveLength(
      2,
    );
    expect(`${alone.said}${refused.said}`).not.toContain('p@ssword');
  });

  it('that is in use is warned of, whatever the change, and refuses nothing', async () => {
    expect(await apply()).toMatchObject({ code: 0, said: '' });
    await rm(join(keys, 'reader.secret'));
    const warning = unreadable('warning: ');
    expect(await apply()).toMatchObject({
      code: 0,
      out: expect.stringContaining('nothing to do'),
      said: warning,
    });
    expect(await sluis('validate', root, '--register')).toMatchObject({ code: 0, said: warning });
    await write('name: Leesboom Lezen', 'name: Leesboom');
    expect(await apply('--dry-run')).toMatchObject({ code: 0, said: warning });
    expect(await apply()).toMatchObject({
      code: 0,
      out: expect.stringContaining('revision 2'),
      said: warning,
    });
    const restore = ['register', 'restore', 'service', 'leesboom-reader', '1', '--yes', '--reason', 'back'];
    expect(await sluis(...restore)).toMatchObject({
      code: 0,
      said: `warning: service leesboom-reader client.authentication.secrets.0: ${missing}. To do: put it where the broker reads it, or correct its name.\n`,
    });
  });

  it('of the environment may be that of the broker, which is another', async () => {
    await write('{ file: reader.secret }', '{ env: READER_SECRET }');
    const unset = expect.stringMatching(
      /^warning: .* secret READER_SECRET of the environment is not set where this/,
    );
    expect(await sluis('validate', root)).toMatchObject({ code: 0, said: unset });
    expect(await apply()).toMatchObject({ code: 0, said: unset });
    env['READER_SECRET'] = exampleSecrets['reader.secret'];
    expect(await sluis('validate', root)).toMatchObject({ code: 0, said: '' });
  });
});

describe('on a machine without the keys of a broker', () => {
  it('nobody looks at secrets, which is said once and refuses nothing', async () => {
    await rm(join(keys, 'pseudonym.json'));
    await rm(join(keys, 'reader.secret'));
    const once = expect.stringMatching(/^warning: nobody looked at the secrets: .*\(SLUIS_KEYS\).*\n$/);
    expect(await sluis('validate', root)).toMatchObject({ code: 0, said: once });
    expect(await apply()).toMatchObject({ code: 0, out: expect.stringContaining('revision 1'), said: once });
  });

  it('nothing is said of files that name no secret', async () => {
    await rm(join(keys, 'pseudonym.json'));
    // JSON is YAML as well
    await writeFile(join(root, 'all.yaml'), JSON.stringify({ boards: [boards.waterland] }));
    expect(await sluis('validate', root)).toMatchObject({ code: 0, said: '' });
  });
});

describe('a redirect URI that nobody sends', () => {
  const uris = ['https://*.leesboom.example/cb', 'https://app.leesboom.example:443/cb'];
  const list = (...more: readonly string[]) =>
    `redirectUris: [http://127.0.0.4:3104/callback, ${more.map((uri) => `'${uri}'`).join(', ')}]`;

  it('is refused by validate and by apply, each where it stands', async () => {
    await write('redirectUris: [http://127.0.0.4:3104/callback]', list(...uris));
    for (const refused of [await sluis('validate', root), await apply()]) {
      expect(refused).toMatchObject({ code: 2, out: '' });
      expect(refused.said).toMatch(
        new RegExp(
          `${place}redirectUris\\[1\\]: has a wildcard.*\n.*redirectUris\\[2\\]: .*https://app.leesboom.example/cb`,
        ),
      );
    }
  });
});

describe('sluis secret check', () => {
  it('lists what cannot be read and what is weak, and never a secret', async () => {
    await apply();
    const good = await sluis('secret', 'check');
    expect(good).toEqual({ code: 0, out: '', said: 'every secret can be read, and none is weak\n' });
    await keep('reader.secret', 'p@ssword-p@ssword-p@ssword-p@ssword');
    const weak = await sluis('secret', 'check');
    expect(weak.out).toMatch(
      /^service leesboom-reader client\.authentication\.secrets\.0: secret file reader\.secret has characters besides .*\n$/,
    );
    expect(weak).toMatchObject({ code: 0, said: '' });
    await rm(join(keys, 'kade-entra.secret'));
    const gone = await sluis('secret', 'check');
    expect(gone.code).toBe(1);
    expect(gone.out).toMatch(
      /^idp kade-entra protocol\.clientSecret: secret file kade-entra\.secret cannot be read/m,
    );
    expect(`${weak.out}${gone.out}`).not.toContain('p@ss');
  });

  it('says where it has to run', async () => {
    await rm(join(keys, 'pseudonym.json'));
    expect(await sluis('secret', 'check')).toMatchObject({
      code: 2,
      said: expect.stringContaining('set SLUIS_KEYS'),
    });
  });
});
