import { SAML, ValidateInResponseTo, type CacheProvider, type SamlConfig } from '@node-saml/node-saml';
import type { SamlKeyPair, SamlKeys } from '../../keyring/saml-keys.ts';
import type { OurAddresses } from './addresses.ts';
import { refusal, type SamlRefusal } from './refusals.ts';

/** What distinguishes two verifications at one IdP: node-saml fixes these per instance. */
export interface Verification {
  /** The Response in plain base64. */
  readonly response: string;
  /** Certificates in PEM, of this IdP only. */
  readonly certificates: readonly string[];
  /** A signature on the Response is not required, but where there is one it has to hold. */
  readonly responseSigned: boolean;
  /** Which of our keys opens the assertion; absent when it is not encrypted. */
  readonly keyIndex?: number;
}

/** Returns the XML of the signed assertion, rebuilt from the bytes that the signature covers. */
export type Verifier = (verification: Verification) => Promise<string>;

/**
 * Verifies with node-saml. Instances are kept: they hold the certificates of one IdP and nothing of a login.
 * A certificate that expires gives another list, so another instance.
 */
export function createVerifier(us: OurAddresses, keys: SamlKeys, skewMs: number): Verifier {
  const instances = new Map<string, SAML>();
  const instanceFor = (verification: Verification): SAML => {
    const { certificates, responseSigned, keyIndex } = verification;
    const name = [responseSigned, keyIndex, ...certificates].join('|');
    const known = instances.get(name);
    if (known !== undefined) return known;
    const key = keyIndex === undefined ? undefined : keys.decryption[keyIndex];
    const made = new SAML(verifyingConfig(us, certificates, responseSigned, skewMs, key));
    instances.set(name, made);
    return made;
  };
  return async (verification) => {
    const result = await validate(instanceFor(verification), verification.response);
    const xml: unknown = result.profile?.getAssertionXml?.();
    if (typeof xml !== 'string') throw refusal('saml.signature_invalid');
    return xml;
  };
}

async function validate(saml: SAML, response: string) {
  try {
    return await saml.validatePostResponseAsync({ SAMLResponse: response });
  } catch (error) {
    // not kept as the cause: messages of the XML libraries quote what was sent
    throw refusal(codeOf(error));
  }
}

/**
 * node-saml looks at dates and audience of the assertion once the signature holds, before we can. What else it
 * refuses is about the signature.
 */
const codes: readonly (readonly [string, SamlRefusal])[] = [
  ['Error parsing', 'saml.date'],
  ['Unable to process multiple conditions', 'saml.assertion_shape'],
  ['SAML assertion expired', 'saml.expired'],
  ['SAML assertion not yet valid', 'saml.not_yet_valid'],
  ['SAML assertion audience', 'saml.audience'],
  ['SAML assertion AudienceRestriction', 'saml.audience'],
  ['SAML assertion has no AudienceRestriction', 'saml.audience'],
];

function codeOf(error: unknown): SamlRefusal {
  const message = error instanceof Error ? error.message : '';
  return codes.find(([start]) => message.startsWith(start))?.[1] ?? 'saml.signature_invalid';
}

function verifyingConfig(
  us: OurAddresses,
  certificates: readonly string[],
  responseSigned: boolean,
  skewMs: number,
  key: SamlKeyPair | undefined,
): SamlConfig {
  return {
    issuer: us.entityId,
    callbackUrl: us.assertionConsumer,
    audience: us.entityId,
    idpCert: [...certificates],
    wantAssertionsSigned: true,
    wantAuthnResponseSigned: responseSigned,
    acceptedClockSkewMs: skewMs,
    // not atomic and not bound to a browser: the transaction does this
    validateInResponseTo: ValidateInResponseTo.never,
    cacheProvider: noCache,
    ...(key === undefined ? {} : { decryptionPvk: key.privateKeyPem }),
  };
}

/** node-saml keeps request ids here only when it validates InResponseTo, which it does not. */
export const noCache: CacheProvider = {
  saveAsync: async () => null,
  getAsync: async () => null,
  removeAsync: async () => null,
};
