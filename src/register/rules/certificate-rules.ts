import type { KeyObject } from 'node:crypto';
import type { Finding } from '../../domain/fault.ts';
import {
  holdsPrivateKey,
  mostKeysOfOneType,
  readSigningCertificates,
  usableUntil,
  type SigningCertificate,
} from '../../domain/signing-certificate.ts';
import { certificatesEnd } from '../model/certificate-end.ts';
import type { IdentityProvider, SamlProtocol } from '../model/kinds/idp.ts';
import { timeOfUse, type TimeOfUse } from '../model/time-of-use.ts';
import type { JudgedFault } from './judged-fault.ts';

type Found = Omit<Finding, 'path'> & Pick<JudgedFault, 'isRefused'>;

/** A certificate, and where in the list of the IdP it stands; several may stand in one text. */
interface Placed {
  readonly position: number;
  readonly certificate: SigningCertificate;
}

/**
 * What a SAML IdP's certificates have to be, so that each of them can verify a signature, and one of them does at `moment`, or when
 * the IdP comes into use later.
 */
export function* certificateRules(
  idp: IdentityProvider,
  protocol: SamlProtocol,
  moment: number,
): Generator<JudgedFault> {
  const texts = protocol.certificates.map((text) => ({ text, read: readSigningCertificates(text) }));
  const placed = texts.flatMap(({ read }, position) =>
    read.flatMap((certificate) => (certificate === undefined ? [] : [{ position, certificate }])),
  );
  const use = timeOfUse(idp, moment);
  const fails = !placed.some(({ certificate }) => certificate.type !== undefined);
  for (const [position, found] of [
    ...texts.flatMap(({ text, read }, at) => textFaults(text, read, fails).map((one) => [at, one] as const)),
    ...keyFaults(placed, use?.from ?? moment),
    ...(use === undefined ? [] : timeFaults(placed, use)),
  ]) {
    const { isRefused, ...finding } = found;
    const path = ['protocol', 'certificates', position];
    yield { isRefused, fault: { kind: 'idp', id: idp.id, path, ...finding } };
  }
}

const paste = "paste the signing certificate of the IdP's metadata";

function textFaults(
  text: string,
  read: readonly (SigningCertificate | undefined)[],
  isAlone: boolean,
): readonly Found[] {
  if (holdsPrivateKey(text)) {
    const problem = 'a private key stands here, which only the IdP may have';
    const remedy = 'remove it, and have the school make another key and certificate: this one is known now';
    return [{ problem, remedy, isRefused: true }];
  }
  if (!read.includes(undefined)) return [];
  const problem = 'certificate cannot be read: neither PEM nor bare base64 of an X.509 certificate';
  return [{ problem, remedy: paste, isRefused: isAlone }];
}

const authority: Found = {
  problem: 'certificate issued another one in the same PEM: it is of an authority, and verifies nothing here',
  remedy: 'remove it, and leave the certificate that the IdP itself signs with',
  isRefused: false,
};

/** A key that two certificates carry counts once, and one that expired does not count. */
function* keyFaults(placed: readonly Placed[], moment: number): Generator<readonly [number, Found]> {
  const keys: Record<'rsa' | 'ec', KeyObject[]> = { rsa: [], ec: [] };
  for (const { position, certificate } of placed) {
    const { key, type, validTo, isAuthority } = certificate;
    if (isAuthority) yield [position, authority];
    else if (type === undefined) yield [position, { problem: unusable(key), remedy: paste, isRefused: true }];
    if (type === undefined || validTo <= moment || keys[type].some((known) => known.equals(key))) continue;
    keys[type].push(key);
    if (keys[type].length <= mostKeysOfOneType) continue;
    const name = type === 'rsa' ? 'RSA' : 'EC';
    const problem = `certificate has the third ${name} key, and only two of a kind are tried`;
    const remedy = 'keep the certificate that the IdP signs with and the next one, and remove the others';
    yield [position, { problem, remedy, isRefused: true }];
  }
}

function* timeFaults(placed: readonly Placed[], use: TimeOfUse): Generator<readonly [number, Found]> {
  const usable = placed.filter(({ certificate }) => certificate.type !== undefined);
  const certificates = usable.map(({ certificate }) => certificate);
  const isUsable = usableUntil(certificates, use.from) !== undefined;
  const end = isUsable ? certificatesEnd(certificates, use) : undefined;
  for (const { position, certificate } of usable) {
    const { validFrom, validTo } = certificate;
    if (validTo <= use.from) yield [position, expired(validTo, isUsable)];
    else if (!isUsable && use.from < validFrom) yield [position, notYet(validFrom)];
    else if (validTo === end) yield [position, ending(end, certificates)];
  }
}

function expired(validTo: number, othersAreUsable: boolean): Found {
  return othersAreUsable
    ? {
        problem: `certificate expired on ${momentText(validTo)} and verifies nothing`,
        remedy: 'remove it',
        isRefused: false,
      }
    : {
        problem: `certificate expired on ${momentText(validTo)}, and none of the others is valid: nobody could sign in`,
        remedy: 'ask the school for the certificate that its IdP signs with now',
        isRefused: true,
      };
}

function notYet(validFrom: number): Found {
  return {
    problem: `certificate is not valid before ${momentText(validFrom)}, and none of the others is: nobody could sign in until then`,
    remedy: 'add the certificate that the IdP signs with until then, or let the IdP begin later (validFrom)',
    isRefused: true,
  };
}

function ending(end: number, certificates: readonly SigningCertificate[]): Found {
  const starts = certificates
    .filter(({ type, validFrom }) => type !== undefined && validFrom > end)
    .map(({ validFrom }) => validFrom);
  const next = starts.length === 0 ? '' : ` until ${momentText(Math.min(...starts))}`;
  return {
    problem: `certificate is the last one to be valid, and ends on ${momentText(end)}: nobody can sign in after that${next}`,
    remedy: 'ask the school for its next certificate, and add it before that day',
    isRefused: false,
  };
}

/** As certificates say it. */
function momentText(moment: number): string {
  return `${new Date(moment).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
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
