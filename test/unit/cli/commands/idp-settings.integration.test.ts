import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { openPostgres } from '../../../../src/storage/postgres/pool.ts';
import { createPostgresRegisterStore } from '../../../../src/storage/postgres/register-store.ts';
import { example } from '../../../../testkit/federation/example-federation.ts';
import { regenboogSaml } from '../../../../testkit/federation/parties.ts';
import { createRecordingLogger } from '../../../../testkit/machine/recording-logger.ts';
import { createDatabase } from '../../../../testkit/services/postgres.ts';
import { fillRegister } from '../../../../testkit/world/fill-register.ts';
import { makeCertifiedKey, trustedCertificate } from '../../../../testkit/values/saml-certificate.ts';
import { runInProcess } from '../run-in-process.ts';

const day = 86_400_000;
const now = Date.now();
/** A certificate that is valid from and until so many days from now. */
const made = async (from: number, until: number) => {
  const dates = { notBefore: new Date(now + from * day), notAfter: new Date(now + until * day) };
  return (await makeCertifiedKey({ curve: 'P-256', ...dates })).certificatePem;
};
const [good, expired, later, soon] = await Promise.all([
  made(-900, 900),
  made(-900, -20),
  made(30, 900),
  made(-900, 20),
]);
const tenant = '11111111-2222-4333-8444-555555555555';

let root: string;
let env: NodeJS.ProcessEnv;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'sluis-idps-'));
  const keys = join(root, 'keys');
  env = { DATABASE_URL: await createDatabase(inject('postgres15Url')), SLUIS_KEYS: keys };
});
afterEach(() => rm(root, { recursive: true }));

const write = (text: string) => writeFile(join(root, 'all.yaml'), text);
const withCertificates = (...certificates: readonly string[]) =>
  example.replace(/certificates: \[\S+\]/, () => `certificates: ${JSON.stringify(certificates)}`);
const withIssuer = (issuer: string, more = '') =>
  example.replace(/issuer: \S+/, () => `issuer: '${issuer}'${more}`);
const sluis = (...words: readonly string[]) => runInProcess(words, env);
const apply = (...options: readonly string[]) =>
  sluis('apply', root, '--yes', '--author', 'ada', '--reason', 'because', ...options);
/** Without what is said about secrets, which are not on this machine. */
const linesOf = ({ said }: { readonly said: string }) =>
  said.split('\n').filter((line) => line !== '' && !line.includes('nobody looked at the secrets'));
const at = (place: string, problem: string) =>
  expect.stringMatching(
    new RegExp(String.raw`^\S*all\.yaml:\d+:\d+ idps\[\d\]\.protocol\.${place}: ${problem}.* To do: `),
  );
const warned = (place: string, problem: string) =>
  expect.stringMatching(
    new RegExp(
      String.raw`^warning: \S*all\.yaml:\d+:\d+ idps\[\d\]\.protocol\.${place}: ${problem}.* To do: `,
    ),
  );
const first = String.raw`certificates\[0\]`;

describe('settings of a login with which nobody can sign in', () => {
  it.each<[string, string, string, string]>([
    ['an expired certificate', withCertificates(expired), first, 'certificate expired'],
    ['a certificate of the future', withCertificates(later), first, 'certificate is not valid before'],
    ['an unreadable certificate', withCertificates('MIIC'), first, 'certificate cannot be read'],
    ['common', withIssuer('https://login.microsoftonline.com/common/v2.0'), 'issuer', 'names common'],
    [
      'a placeholder',
      withIssuer('https://login.microsoftonline.com/{tenantid}/v2.0'),
      'issuer',
      '{tenantid} stands',
    ],
    [
      'the discovery document',
      withIssuer(`https://login.microsoftonline.com/${tenant}/v2.0/.well-known/openid-configuration`),
      'issuer',
      'is the address of the discovery document',
    ],
    [
      'another tenant',
      withIssuer(
        `https://login.microsoftonline.com/${tenant}/v2.0`,
        '\n      tenant: 99999999-2222-4333-8444-555555555555',
      ),
      'tenant',
      'is another tenant',
    ],
  ])('are refused by validate and apply where they stand: %s', async (_name, text, place, problem) => {
    await write(text);
    for (const refused of [
      await sluis('validate', root),
      await sluis('validate', root, '--register'),
      await apply(),
    ]) {
      expect(refused).toMatchObject({ code: 2, out: '' });
      expect(linesOf(refused)).toEqual([at(place, problem)]);
    }
  });
});

describe('certificates with which people can sign in', () => {
  it('pass without a word: EC alone, a TRUSTED CERTIFICATE, two in one PEM', async () => {
    for (const certificates of [[good], [trustedCertificate(good)], [`${soon}${good}`]]) {
      await write(withCertificates(...certificates));
      const valid = await sluis('validate', root);
      expect(valid.code).toBe(0);
      expect(linesOf(valid)).toEqual([]);
    }
  });

  it('are taken beside others that do not count, with a warning', async () => {
    await write(withCertificates(expired, good, 'MIIC'));
    const warnings = [
      warned(first, 'certificate expired'),
      warned(String.raw`certificates\[2\]`, 'certificate cannot be read'),
    ];
    for (const taken of [await sluis('validate', root), await apply()]) {
      expect(taken.code).toBe(0);
      expect(linesOf(taken)).toEqual(warnings);
    }
  });

  it('are warned of, where the last one ends within 60 days', async () => {
    await write(withCertificates(soon));
    for (const taken of [await sluis('validate', root), await apply('--dry-run'), await apply()]) {
      expect(taken.code).toBe(0);
      expect(linesOf(taken)).toEqual([warned(first, 'certificate is the last one to be valid')]);
    }
  });
});

describe('a change for later', () => {
  it('is judged as of its day', async () => {
    const dayOf = (days: number) => new Date(now + days * day).toISOString().slice(0, 10);
    await write(withCertificates(soon));
    const refused = await apply('--at', dayOf(25));
    expect(refused.code).toBe(2);
    expect(linesOf(refused)).toEqual([at(first, 'certificate expired')]);
    await write(withCertificates(later));
    expect(await apply('--at', dayOf(25))).toMatchObject({ code: 2 });
    const taken = await apply('--at', dayOf(35));
    expect(taken.code).toBe(0);
    expect(linesOf(taken)).toEqual([]);
  });
});

describe('settings that are in use', () => {
  /** As a register that was written before anybody judged this, or long ago. */
  async function putInUse(certificate: string): Promise<void> {
    await write(withCertificates(good));
    expect(await apply()).toMatchObject({ code: 0 });
    const postgres = openPostgres({
      url: env['DATABASE_URL'] ?? '',
      timeoutMs: 5_000,
      maxConnections: 1,
      logger: createRecordingLogger(),
    });
    const protocol = { ...regenboogSaml.protocol, certificates: [certificate] };
    const body = { ...regenboogSaml, protocol };
    await fillRegister(createPostgresRegisterStore(postgres), [{ kind: 'idp', id: body.id, body }]);
    await postgres.close();
  }

  it('are warned of, and a change of something else is made; sluis idp check lists them', async () => {
    await putInUse(expired);
    await write(withCertificates(expired).replace('name: Leeromgeving De Regenboog', 'name: Anders'));
    const taken = await apply();
    expect(taken).toMatchObject({ code: 0, out: expect.stringContaining('revision 3') });
    expect(linesOf(taken)).toEqual([warned(first, 'certificate expired')]);
    const listed = await sluis('idp', 'check');
    expect(listed).toMatchObject({ code: 1, said: '' });
    expect(listed.out).toMatch(
      /^idp regenboog-saml protocol\.certificates\.0: certificate expired on .* To do: .*\n$/,
    );
    await write(withCertificates(soon));
    expect(await apply()).toMatchObject({ code: 0 });
    const ending = await sluis('idp', 'check');
    expect(ending).toMatchObject({ code: 0, said: '' });
    expect(ending.out).toMatch(
      /^idp regenboog-saml .*: certificate is the last one to be valid, and ends on .*\n$/,
    );
    await write(withCertificates(soon, good));
    expect(await apply()).toMatchObject({ code: 0, said: expect.not.stringContaining('certificate') });
    expect(await sluis('idp', 'check')).toEqual({
      code: 0,
      out: '',
      said: 'every login can work, and no certificate ends within 60 days\n',
    });
  });

  it('are looked at one by one: sluis idp check <id> says what it finds, or that there is none', async () => {
    await putInUse(expired);
    const looked = await sluis('idp', 'check', 'regenboog-saml');
    expect(looked.code).toBe(1);
    expect(looked.out).toMatch(/^BAD  · certificate · \d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d, [0-9A-F:]{95}$/m);
    expect(looked.out).toMatch(/ · sign-on address · /);
    expect(await sluis('idp', 'check', 'regenboog-sam')).toMatchObject({
      code: 1,
      out: '',
      said: expect.stringContaining('there is no IdP regenboog-sam'),
    });
    expect(await sluis('idp', 'check', 'Not an id')).toMatchObject({ code: 2 });
  });
});
