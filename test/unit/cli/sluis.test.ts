import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { example } from '../../../testkit/federation/example-federation.ts';
import { runSluis } from '../../../testkit/machine/run-sluis.ts';
import { makeCertifiedKey } from '../../../testkit/values/saml-certificate.ts';

const assertionKeys = z.object({
  clientAssertion: z.array(z.object({ privateKeyPem: z.string(), certificatePem: z.string() })),
});

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluis-cli-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

describe('wrong configuration ends with 2', () => {
  it('all faulty variables at once', async () => {
    const { code, said } = await runSluis(['validate', folder], { SLUIS_PORT: 'x', SLUIS_TYPO: '1' });
    expect(code).toBe(2);
    expect(said).toMatch(/SLUIS_TYPO: is not a variable/);
    expect(said).toMatch(/SLUIS_PORT: is "x"/);
  });

  it('all faults of federation files, at their places', async () => {
    await writeFile(
      join(folder, 'a.yaml'),
      example.replace('brin: 99AA', 'brin: 9').replace('kind: oidc', 'kind: cas'),
    );
    const { code, said } = await runSluis(['validate', folder]);
    expect(code).toBe(2);
    expect(said).toMatch(/a\.yaml:4:\d+ schools\[0\]\.brin/);
    expect(said).toMatch(/a\.yaml:22:\d+ idps\[1\]\.protocol\.kind/);
  });

  it('a configuration folder that is not there', async () => {
    const { code, said } = await runSluis(['validate', folder], { SLUIS_CONFIG: join(folder, 'none') });
    expect(code).toBe(2);
    expect(said).toMatch(/attributes\.yaml cannot be read/);
  });
});

describe('what works ends with 0', () => {
  it('help', async () => {
    const { code, out, said } = await runSluis(['help']);
    expect({ code, said }).toEqual({ code: 0, said: '' });
    expect(out).toMatch(/^ {2}apply <folder> +makes the register/m);
    expect((await runSluis(['serve', '--help'])).code).toBe(0);
  });

  it('validate counts what there is', async () => {
    await writeFile(join(folder, 'a.yaml'), example);
    const { code, out } = await runSluis(['validate', folder]);
    expect(code).toBe(0);
    expect(out).toContain('1 boards, 2 schools, 2 idps, 2 suppliers');
  });

  it('schema writes what its check accepts, and the check notices a difference', async () => {
    const env = { SLUIS_CONFIG: folder };
    expect((await runSluis(['schema', '--check'], env)).code).toBe(1);
    expect((await runSluis(['schema'], env)).code).toBe(0);
    expect((await runSluis(['schema', '--check'], env)).code).toBe(0);
    await writeFile(join(folder, 'schema', 'federation.schema.json'), '{}');
    expect(await runSluis(['schema', '--check'], env)).toMatchObject({
      code: 1,
      said: expect.stringContaining('Run: sluis schema'),
    });
  });

  it('keys certificate shows what a school uploads, of the key in use and of the next', async () => {
    const keys = join(folder, 'keys');
    const env = { SLUIS_KEYS: keys };
    await runSluis(['keys', 'init'], env);
    const file = join(keys, 'oidc.json');
    const { clientAssertion } = assertionKeys.parse(JSON.parse(await readFile(file, 'utf8')));
    const inUse = await runSluis(['keys', 'certificate'], env);
    expect(inUse).toMatchObject({
      code: 0,
      said: expect.stringMatching(/^key [\w-]{43}, valid until 20\d\d-/),
    });
    expect(inUse.out.trim()).toBe(clientAssertion[0]?.certificatePem.trim());
    expect(await runSluis(['keys', 'certificate', '--next'], env)).toMatchObject({
      code: 1,
      out: '',
      said: expect.stringContaining('no key after the one in use'),
    });

    const { privateKeyPem, certificatePem } = await makeCertifiedKey();
    const next = { privateKeyPem, certificatePem };
    await writeFile(file, JSON.stringify({ clientAssertion: [...clientAssertion, next] }));
    const shown = await runSluis(['keys', 'certificate', '--next'], env);
    expect(shown.out.trim()).toBe(certificatePem.trim());
  });

  it('keys init makes keys once', async () => {
    const keys = join(folder, 'keys');
    await mkdir(keys);
    const first = await runSluis(['keys', 'init'], { SLUIS_KEYS: keys });
    expect(first).toMatchObject({ code: 0, said: expect.stringContaining('safe place') });
    const made = await readdir(keys);
    expect(made.length).toBeGreaterThan(0);
    const second = await runSluis(['keys', 'init'], { SLUIS_KEYS: keys });
    expect(second).toMatchObject({ code: 0, out: expect.stringContaining('holds all keys already') });
    expect(await readdir(keys)).toEqual(made);
  });
});
