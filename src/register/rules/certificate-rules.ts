import type { Fault, Finding } from '../../domain/fault.ts';
import type { IdentityProvider } from '../model/kinds/idp.ts';
import type { KeyObject } from 'node:crypto';
import {
  mostKeysOfOneType,
  readSigningCertificate,
  signingKeyType,
  type SigningKeyType,
} from '../../domain/signing-certificate.ts';

/** What a SAML IdP's certificates have to be, so that each of them can verify a signature. */
export function* certificateRules(idp: IdentityProvider): Generator<Fault> {
  if (idp.protocol.kind !== 'saml') return;
  const keys: Record<SigningKeyType, KeyObject[]> = { rsa: [], ec: [] };
  for (const [position, text] of idp.protocol.certificates.entries()) {
    const fault = certificateFault(text, keys);
    if (fault === undefined) continue;
    yield { kind: 'idp', id: idp.id, path: ['protocol', 'certificates', position], ...fault };
  }
}

/** Counts the keys; one that two certificates carry counts once. */
function certificateFault(
  text: string,
  keys: Record<SigningKeyType, KeyObject[]>,
): Omit<Finding, 'path'> | undefined {
  const remedy = "paste the signing certificate of the IdP's metadata";
  const key = publicKeyOf(text);
  if (key === undefined) {
    const problem = 'certificate cannot be read: neither PEM nor bare base64 of an X.509 certificate';
    return { problem, remedy };
  }
  const type = signingKeyType(key);
  if (type === undefined) return { problem: unusable(key), remedy };
  if (!keys[type].some((known) => known.equals(key))) keys[type].push(key);
  if (keys[type].length <= mostKeysOfOneType) return undefined;
  const name = type === 'rsa' ? 'RSA' : 'EC';
  return {
    problem: `certificate has the third ${name} key, and only two of a kind are tried`,
    remedy: 'keep the certificate that the IdP signs with and the next one, and remove the others',
  };
}

function publicKeyOf(text: string): KeyObject | undefined {
  try {
    return readSigningCertificate(text)?.publicKey;
  } catch {
    return undefined;
  }
}

function unusable(key: KeyObject): string {
  switch (key.asymmetricKeyType) {
    case 'rsa':
      return 'certificate has an RSA key shorter than 2048 bits';
    case 'ec':
      return 'certificate has an EC key on another curve than P-256, P-384 or P-521';
    default:
      return `certificate has a key that SAML cannot sign with (${key.asymmetricKeyType ?? 'unknown'}): RSA or EC is needed`;
  }
}
