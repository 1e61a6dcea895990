import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CertifiedKey } from '../values/saml-certificate.ts';
import type { SamlServiceProvider } from './simplesamlphp-service-provider.ts';

export interface SimpleSamlPhpUser {
  readonly login: string;
  /** Sent to every service provider as they stand. `uid` is required: the NameID is made of it. */
  readonly attributes: Readonly<Record<string, readonly string[]>> & { readonly uid: readonly [string] };
}

export interface SimpleSamlPhpOptions {
  readonly serviceProviders: readonly SamlServiceProvider[];
  readonly users: readonly SimpleSamlPhpUser[];
  /** A loopback address that is another site than the broker's; default 127.0.0.6. */
  readonly host?: string;
  /** AES-128 in CBC mode, the only one that this version knows. */
  readonly encryptAssertions?: boolean;
  /** Refuse authentication requests that carry no valid signature of the service provider. */
  readonly requireSignedRequests?: boolean;
}

/** Every invented person has this password. */
export const simpleSamlPhpPassword = 'demo';

export interface ConfigurationInput {
  readonly folder: string;
  readonly origin: string;
  readonly entityId: string;
  readonly key: CertifiedKey;
  readonly options: SimpleSamlPhpOptions;
}

const persistent = 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent';
const rsaSha256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';

/** Writes all files that SimpleSAMLphp reads and makes the folders that it writes to. */
export async function writeConfiguration(input: ConfigurationInput): Promise<void> {
  const { folder, key } = input;
  const inFolder = (name: string): string => join(folder, name);
  await Promise.all(['metadata', 'session', 'data', 'temp'].map((name) => mkdir(inFolder(name))));
  await Promise.all([
    writeFile(inFolder('idp.key'), key.privateKeyPem, { mode: 0o600 }),
    writeFile(inFolder('idp.crt'), key.certificatePem),
    writePhp(inFolder('config.php'), 'config', mainConfiguration(input)),
    writePhp(inFolder('authsources.php'), 'config', authenticationSources(input)),
    writePhp(inFolder('metadata/saml20-idp-hosted.php'), 'metadata', hostedIdp(input)),
    writePhp(inFolder('metadata/saml20-sp-remote.php'), 'metadata', remoteServiceProviders(input)),
  ]);
}

/** PHP reads the values as JSON, so that nothing in them can be PHP. */
async function writePhp(path: string, variable: 'config' | 'metadata', value: object): Promise<void> {
  await writeFile(`${path}.json`, JSON.stringify(value));
  const read = `json_decode(file_get_contents(__FILE__ . '.json'), true, 512, JSON_THROW_ON_ERROR)`;
  await writeFile(path, `<?php\n$${variable} = ${read};\n`);
}

function mainConfiguration({ folder, origin }: ConfigurationInput): object {
  return {
    baseurlpath: `${origin}/`,
    certdir: `${folder}/`,
    datadir: join(folder, 'data/'),
    loggingdir: `${folder}/`,
    tempdir: join(folder, 'temp'),
    metadatadir: join(folder, 'metadata/'),
    attributenamemapdir: '/etc/simplesamlphp/attributemap/',
    secretsalt: randomBytes(24).toString('hex'),
    'auth.adminpassword': randomBytes(24).toString('hex'),
    'admin.checkforupdates': false,
    technicalcontact_name: 'Nobody',
    technicalcontact_email: 'nobody@school.invalid',
    timezone: 'Europe/Amsterdam',
    'logging.handler': 'errorlog',
    // warnings and worse
    'logging.level': 4,
    'enable.saml20-idp': true,
    'module.enable': { exampleauth: true, core: true, saml: true },
    'session.duration': 8 * 60 * 60,
    'session.cookie.secure': false,
    'session.cookie.samesite': 'Lax',
    'store.type': 'phpsession',
    'session.phpsession.savepath': join(folder, 'session'),
    'language.available': ['en', 'nl'],
    'language.default': 'en',
    'metadata.sources': [{ type: 'flatfile' }],
  };
}

function authenticationSources({ options }: ConfigurationInput): object {
  const users = options.users.map(({ login, attributes }) => [
    `${login}:${simpleSamlPhpPassword}`,
    attributes,
  ]);
  return { pupils: { 0: 'exampleauth:UserPass', ...Object.fromEntries(users) } };
}

function hostedIdp({ entityId, options }: ConfigurationInput): object {
  return {
    [entityId]: {
      host: '__DEFAULT__',
      privatekey: 'idp.key',
      certificate: 'idp.crt',
      auth: 'pupils',
      'signature.algorithm': rsaSha256,
      'saml20.sign.response': true,
      'saml20.sign.assertion': true,
      'assertion.encryption': options.encryptAssertions === true,
      'validate.authnrequest': options.requireSignedRequests === true,
      'redirect.validate': options.requireSignedRequests === true,
      NameIDFormat: [persistent],
      authproc: { 3: { class: 'saml:PersistentNameID', attribute: 'uid' } },
      // its value is an element
      attributeencodings: { eduPersonTargetedID: 'raw' },
    },
  };
}

function remoteServiceProviders({ options }: ConfigurationInput): object {
  return Object.fromEntries(
    options.serviceProviders.map((provider) => [provider.entityId, remote(provider)]),
  );
}

function remote(provider: SamlServiceProvider): object {
  const keys = (use: 'signing' | 'encryption', certificates: readonly string[]): readonly object[] =>
    certificates.map((certificate) => ({
      type: 'X509Certificate',
      signing: use === 'signing',
      encryption: use === 'encryption',
      X509Certificate: certificate,
    }));
  return {
    AssertionConsumerService: provider.assertionConsumer,
    NameIDFormat: persistent,
    keys: [
      ...keys('signing', provider.signingCertificates),
      ...keys('encryption', provider.encryptionCertificates),
    ],
  };
}
