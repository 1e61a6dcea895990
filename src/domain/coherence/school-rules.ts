import { X509Certificate } from 'node:crypto';
import type { IdentityProvider } from '../register.ts';
import { missing, unknownAttribute } from './faults.ts';
import type { Incoherence, Picture } from './picture.ts';

/** A school belongs to a board that exists, and no two schools have one BRIN. */
export function* schoolRules({ federation, boards }: Picture): Generator<Incoherence> {
  const holders = new Map<string, string>();
  for (const [index, school] of federation.schools.entries()) {
    if (boards.isMissing(school.board)) yield missing('school', index, ['board'], 'board', school.board);
    const holder = holders.get(school.brin);
    if (holder === undefined) holders.set(school.brin, school.id);
    else {
      const problem = `BRIN ${school.brin} is already that of school ${holder}`;
      yield { kind: 'school', index, path: ['brin'], problem, remedy: 'correct one of the two' };
    }
  }
}

/** An IdP speaks for schools that exist, says which one, and names people in a namespace of its own. */
export function* idpRules(picture: Picture): Generator<Incoherence> {
  const owners = new Map<string, string>();
  for (const [index, idp] of picture.federation.idps.entries()) {
    for (const [position, school] of idp.schools.entries()) {
      if (picture.schools.isMissing(school)) {
        yield missing('idp', index, ['schools', position], 'school', school);
      }
    }
    yield* schoolFromRules(idp, index);
    yield* incomingNameRules(picture, idp, index);
    yield* certificateRules(idp, index);
    yield* namespaceRules(owners, idp, index);
  }
}

function* namespaceRules(
  owners: Map<string, string>,
  idp: IdentityProvider,
  index: number,
): Generator<Incoherence> {
  const { namespace } = idp.identifier;
  const owner = owners.get(namespace);
  owners.set(namespace, owner ?? idp.id);
  if (owner === undefined) return;
  yield {
    kind: 'idp',
    index,
    path: ['identifier', 'namespace'],
    problem: `namespace ${namespace} is already that of IdP ${owner}, so two people could get one pseudonym`,
    remedy: 'give this IdP a namespace of its own',
  };
}

function* schoolFromRules(idp: IdentityProvider, index: number): Generator<Incoherence> {
  if (idp.schools.length > 1 && idp.schoolFrom === undefined) {
    yield {
      kind: 'idp',
      index,
      path: ['schools'],
      problem: 'names several schools, but nothing says which of them a person belongs to',
      remedy: 'add schoolFrom with the attribute that tells the school',
    };
  }
  for (const [value, school] of idp.schoolFrom?.values ?? []) {
    if (idp.schools.includes(school)) continue;
    yield {
      kind: 'idp',
      index,
      path: ['schoolFrom', 'values', value],
      problem: `school ${school} is not among the schools that this IdP may speak for`,
      remedy: `add ${school} to schools, or correct the value`,
    };
  }
}

function* incomingNameRules(
  { catalogue }: Picture,
  idp: IdentityProvider,
  index: number,
): Generator<Incoherence> {
  const dropped = (path: readonly (string | number)[], name: string): Incoherence => ({
    kind: 'idp',
    index,
    path,
    problem: `${name} carries national numbers and is dropped at the door`,
    remedy: 'use another attribute',
  });
  for (const [position, name] of idp.identifier.attributes.entries()) {
    if (catalogue.forbiddenIncoming.has(name.toLowerCase())) {
      yield dropped(['identifier', 'attributes', position], name);
    }
  }
  for (const [incoming, name] of idp.attributeMap) {
    const path = ['attributeMap', incoming];
    if (catalogue.forbiddenIncoming.has(incoming.toLowerCase())) yield dropped(path, incoming);
    if (!catalogue.attributes.has(name)) yield unknownAttribute('idp', index, path, name);
  }
}

function* certificateRules(idp: IdentityProvider, index: number): Generator<Incoherence> {
  if (idp.protocol.kind !== 'saml') return;
  for (const [position, text] of idp.protocol.certificates.entries()) {
    const problem = certificateProblem(text);
    if (problem === undefined) continue;
    const path = ['protocol', 'certificates', position];
    yield {
      kind: 'idp',
      index,
      path,
      problem,
      remedy: "paste the signing certificate of the IdP's metadata",
    };
  }
}

function certificateProblem(text: string): string | undefined {
  const pem = text.includes('-----BEGIN')
    ? text
    : `-----BEGIN CERTIFICATE-----\n${text.replaceAll(/\s/g, '')}\n-----END CERTIFICATE-----\n`;
  try {
    const { asymmetricKeyType, asymmetricKeyDetails } = new X509Certificate(pem).publicKey;
    const weak = asymmetricKeyType === 'rsa' && (asymmetricKeyDetails?.modulusLength ?? 0) < 2048;
    return weak ? 'certificate has an RSA key shorter than 2048 bits' : undefined;
  } catch {
    return 'certificate cannot be read: neither PEM nor bare base64 of an X.509 certificate';
  }
}
