import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { SluisError } from '../domain/errors.ts';
import type { Randomness } from '../domain/randomness.ts';
import type { PseudonymKeys, SigningJwk, UncheckedKeyring } from './keyring.ts';
import {
  cookiesFile,
  lastingFile,
  oidcFile,
  pseudonymFile,
  samlFile,
  sealingFile,
  signingFile,
} from './keyring-format.ts';
import { createLastingKeys, type LastingKeys } from './lasting-keys.ts';
import { publicHalf, publicHalfOfJwk } from './key-material.ts';
import { assertionKey, type OidcKeys } from './oidc-keys.ts';
import { createSealer, type SealingVersions } from './sealer.ts';

const stateOrder = { active: 0, next: 1, retired: 2 } as const;

/**
 * Reads the seven key files of a folder. Throws `keyring.invalid` that names the file and the field, never a key.
 */
export async function readKeyring(folder: string, randomness: Randomness): Promise<UncheckedKeyring> {
  const [signing, saml, oidc, sealing, lasting, pseudonym, cookies] = await Promise.all([
    readKeyFile(folder, 'signing.json', signingFile),
    readKeyFile(folder, 'saml.json', samlFile),
    readKeyFile(folder, 'oidc.json', oidcFile),
    readKeyFile(folder, 'sealing.json', sealingFile),
    readKeyFile(folder, 'lasting.json', lastingFile),
    readKeyFile(folder, 'pseudonym.json', pseudonymFile),
    readKeyFile(folder, 'cookies.json', cookiesFile),
  ]);
  const { keys, currentVersion } = versionsOf('sealing.json', sealing);
  return {
    signing: signingKeys(signing),
    saml,
    oidc: await oidcKeys(oidc, { signing, saml }),
    sealer: createSealer({ keys, currentVersion, nameKey: sealing.nameKey }, randomness),
    uncheckedLasting: lastingKeys(lasting, { sealing, pseudonym }, randomness),
    uncheckedPseudonym: pseudonymKeys(pseudonym),
    cookies: cookies.keys,
  };
}

function signingKeys(file: z.infer<typeof signingFile>): readonly SigningJwk[] {
  for (const alg of ['ES256', 'RS256']) {
    if (!file.keys.some(({ state, jwk }) => state === 'active' && jwk.alg === alg)) {
      throw invalid('signing.json', `there is no active ${alg} key`);
    }
  }
  return file.keys
    .toSorted((left, right) => stateOrder[left.state] - stateOrder[right.state])
    .map(({ jwk }) => ({ use: 'sig', ...jwk }));
}

/** A key has one use: what signs for a school's IdP never signs a token or a SAML request as well. */
async function oidcKeys(
  { clientAssertion: [inUse, ...others] }: z.infer<typeof oidcFile>,
  elsewhere: { readonly signing: z.infer<typeof signingFile>; readonly saml: z.infer<typeof samlFile> },
): Promise<OidcKeys> {
  const seen = new Set([
    ...elsewhere.signing.keys.map(({ jwk }) => publicHalfOfJwk(jwk)),
    ...[...elsewhere.saml.signing, ...elsewhere.saml.decryption].map(publicHalf),
  ]);
  for (const [position, pair] of [inUse, ...others].entries()) {
    const half = publicHalf(pair);
    if (seen.has(half)) {
      throw invalid('oidc.json', `clientAssertion.${String(position)}: the key is in the key files twice`);
    }
    seen.add(half);
  }
  return { clientAssertion: [await assertionKey(inUse), ...(await Promise.all(others.map(assertionKey)))] };
}

function versionsOf(name: string, { keys, currentVersion }: z.infer<typeof lastingFile>): SealingVersions {
  const byVersion = new Map(keys.map(({ version, key }) => [version, key]));
  if (!byVersion.has(currentVersion)) throw invalid(name, 'currentVersion names no key of the file');
  return { keys: byVersion, currentVersion };
}

/** A key has one use: one that is thrown away with `sealing.json`, or is two versions, would not be what somebody thinks. */
function lastingKeys(
  file: z.infer<typeof lastingFile>,
  elsewhere: {
    readonly sealing: z.infer<typeof sealingFile>;
    readonly pseudonym: z.infer<typeof pseudonymFile>;
  },
  randomness: Randomness,
): LastingKeys {
  const { sealing, pseudonym } = elsewhere;
  const seen = new Set(
    [
      sealing.nameKey,
      pseudonym.root,
      pseudonym.account,
      pseudonym.ledgerProof,
      ...[...sealing.keys, ...pseudonym.sector].map(({ key }) => key),
    ].map((key) => key.toString('hex')),
  );
  for (const [position, { key }] of file.keys.entries()) {
    const text = key.toString('hex');
    if (seen.has(text)) {
      throw invalid('lasting.json', `keys.${String(position)}: the key is in the key files twice`);
    }
    seen.add(text);
  }
  return createLastingKeys(versionsOf('lasting.json', file), randomness);
}

function pseudonymKeys(file: z.infer<typeof pseudonymFile>): PseudonymKeys {
  const sectors = new Map(file.sector.map(({ version, key }) => [version, key]));
  if (!sectors.has(file.currentSectorVersion)) {
    throw invalid('pseudonym.json', 'currentSectorVersion names no key of the file');
  }
  return {
    root: file.root,
    sector: (version) => sectors.get(version),
    currentSectorVersion: file.currentSectorVersion,
    account: file.account,
    ledgerProof: file.ledgerProof,
  };
}

async function readKeyFile<Schema extends z.ZodType>(folder: string, name: string, schema: Schema) {
  let json: unknown;
  try {
    json = JSON.parse(await readFile(join(folder, name), 'utf8'));
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'not JSON';
    throw new SluisError(
      'keyring.invalid',
      `${join(folder, name)} cannot be read (${code}). Make a key folder with: sluis keys init`,
      // the cause of a parse failure would quote the file
      {},
    );
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw invalid(name, parsed.error.issues.map(described).join('; '));
}

/** Where, and what: our own words, or the code of the schema library, whose words may quote the file. */
function described({ path, code, message }: z.core.$ZodIssue): string {
  return `${path.join('.') || 'file'}: ${code === 'custom' ? message : code}`;
}

function invalid(file: string, fault: string): SluisError {
  return new SluisError('keyring.invalid', `key file ${file}: ${fault}`);
}
