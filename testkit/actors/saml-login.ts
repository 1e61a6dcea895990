import type { SamlProtocol } from '../../src/register/model/kinds/idp.ts';
import { idpId, requestHandle, type RequestHandle } from '../../src/domain/ids.ts';
import { systemClock, type Clock } from '../../src/domain/clock.ts';
import { systemRandomness, unguessable } from '../../src/domain/randomness.ts';
import type { SamlKeys } from '../../src/keyring/saml-keys.ts';
import type {
  LoginStart,
  PendingRequest,
  SchoolIdp,
  SignInAnew,
  VerifiedAssertion,
} from '../../src/upstream/school-idp.ts';
import { createSamlIdp, type SamlIdentityProvider } from '../../src/upstream/saml/saml-idp.ts';
import { exampleFederation } from '../federation/example-federation.ts';
import { makeCertifiedKey, type CertifiedKey } from '../values/saml-certificate.ts';
import { createSamlSchool, type AnswerWishes, type Question, type SamlSchool } from './saml-school.ts';

/** One school and the broker's side towards it, with a login that is under way. */
export interface SamlLogin {
  readonly school: SamlSchool;
  readonly idp: SchoolIdp;
  readonly keys: SamlKeys;
  readonly encryptionKey: CertifiedKey;
  /** How the browser goes to the school. */
  readonly start: LoginStart;
  readonly pending: PendingRequest;
  readonly question: Question;
  /** Lets the school answer, and the broker read the answer. */
  answer(wishes?: AnswerWishes): Promise<VerifiedAssertion>;
  /** Lets the broker read any XML as the answer. */
  read(xml: string): Promise<VerifiedAssertion>;
}

export interface SamlLoginWishes {
  readonly id?: string;
  readonly protocol?: Partial<SamlProtocol>;
  readonly identifier?: readonly string[];
  readonly signInAnew?: SignInAnew;
  readonly maxAge?: number;
  readonly clockToleranceSeconds?: number;
  readonly clock?: Clock;
  readonly schoolKey?: CertifiedKey;
  readonly moreDecryptionKeys?: readonly CertifiedKey[];
}

export const issuer = 'https://sluis.example';

const regenboogSaml = known(exampleFederation().parsed().idp[0]);

/** Keys are costly to make; tests that need other ones say so. */
const schoolKey = await makeCertifiedKey();
const encryptionKey = await makeCertifiedKey();
const signingKey = await makeCertifiedKey();

export async function startSamlLogin(wishes: SamlLoginWishes = {}): Promise<SamlLogin> {
  const clock = wishes.clock ?? systemClock;
  const school = createSamlSchool(wishes.schoolKey ?? schoolKey);
  const provider = samlProvider(school, wishes);
  const keys: SamlKeys = {
    signing: [signingKey],
    decryption: [encryptionKey, ...(wishes.moreDecryptionKeys ?? [])],
  };
  const idp = createSamlIdp({ idp: provider, issuer, keys, clock });
  const start = await idp.startLogin({
    handle: newHandle(),
    signInAnew: wishes.signInAnew ?? 'no',
    language: 'nl',
    ...(wishes.maxAge === undefined ? {} : { maxAge: wishes.maxAge }),
  });
  const { pending } = start;
  const question: Question = {
    entityId: provider.protocol.entityId,
    audience: `${issuer}/saml/${provider.id}/metadata`,
    assertionConsumer: `${issuer}/saml/${provider.id}/acs`,
    requestId: pending.requestId ?? '',
    now: clock.now(),
  };
  const read = (xml: string) => idp.readAnswer(asAnswer(xml), pending);
  const answer = (answerWishes?: AnswerWishes) => read(school.respond(question, answerWishes));
  return { school, idp, keys, encryptionKey, start, pending, question, answer, read };
}

function asAnswer(xml: string) {
  return { body: { SAMLResponse: Buffer.from(xml).toString('base64') }, rawQuery: '' };
}

export function newHandle(): RequestHandle {
  return known(requestHandle(unguessable(systemRandomness)));
}

export function samlProvider(school: SamlSchool, wishes: SamlLoginWishes = {}): SamlIdentityProvider {
  return {
    ...regenboogSaml,
    id: known(idpId(wishes.id ?? regenboogSaml.id)),
    protocol: {
      kind: 'saml',
      entityId: `https://${wishes.id ?? regenboogSaml.id}.example/metadata`,
      singleSignOnUrl: 'https://regenboog.example/sso',
      requestBinding: 'redirect',
      certificates: [school.key.certificatePem],
      requireEncryptedAssertions: false,
      signRequests: true,
      ...wishes.protocol,
    },
    identifier: { ...regenboogSaml.identifier, attributes: wishes.identifier ?? ['nameid'] },
    attributeMap: new Map(),
    ...(wishes.clockToleranceSeconds !== undefined && {
      clockToleranceSeconds: wishes.clockToleranceSeconds,
    }),
  };
}

function known<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new TypeError('the fixture has a wrong identifier');
  return value;
}
