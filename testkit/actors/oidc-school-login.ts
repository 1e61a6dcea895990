import type { IdentityProvider, OidcProtocol } from '../../src/register/model/kinds/idp.ts';
import { systemClock, type Clock } from '../../src/domain/clock.ts';
import { requestHandle, type RequestHandle } from '../../src/domain/ids.ts';
import { systemRandomness, unguessable, type Randomness } from '../../src/domain/randomness.ts';
import type { AssertionKey } from '../../src/keyring/oidc-keys.ts';
import { callbackOf, createOidcIdp } from '../../src/upstream/oidc/oidc-idp.ts';
import { shownAssertion } from '../../src/upstream/oidc/shown-assertion.ts';
import { shownSecret } from '../../src/upstream/oidc/shown-secret.ts';
import type { LoginAnswer, PendingRequest, SchoolIdp, StartLogin } from '../../src/upstream/school-idp.ts';
import { exampleFederation } from '../federation/example-federation.ts';
import { outgoingOnLoopback } from '../machine/outgoing-on-loopback.ts';
import type { OidcSchool, SchoolUser } from './oidc-school.ts';
import { createVisitor, type Visitor } from './oidc-school-visitor.ts';

/** Where the broker would be; nobody listens there, as the visitor stops at its door. */
const brokerOrigin = 'http://localhost:3000';

export const groups = {
  pupils: 'aaaaaaaa-0000-4000-8000-000000000001',
  teachers: 'aaaaaaaa-0000-4000-8000-000000000002',
};

/** An invented pupil, as Entra ID describes one. */
export const pupil: SchoolUser = {
  login: 'milan',
  subject: 'entra-subject-of-milan',
  claims: {
    oid: '00000000-aaaa-4bbb-8ccc-000000000007',
    preferred_username: 'milan@kade.example',
    given_name: 'Milan',
    family_name: 'Verzonnen',
    groups: [groups.pupils],
  },
};

const { schoolFrom: _oneSchoolNeedsNone, ...kadeEntra } = known(exampleFederation().parsed().idp[1]);
export const callback = callbackOf(brokerOrigin, kadeEntra.id);

export function known<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new TypeError('the fixture holds a value of the wrong shape');
  return value;
}

export function recordFor(school: OidcSchool, changes: Partial<IdentityProvider> = {}): IdentityProvider {
  return {
    ...kadeEntra,
    protocol: protocolFor(school),
    affiliation: { attribute: 'groups', values: new Map([[groups.pupils, 'pupil']]) },
    ...changes,
  };
}

type ProtocolChanges = Partial<Omit<OidcProtocol, 'clientSecret' | 'authentication'>>;

function protocolFor(
  school: OidcSchool,
  { protocol: changes = {}, shown }: Pick<Wiring, 'protocol' | 'shown'> = {},
): OidcProtocol {
  const { issuer, clientId } = school;
  const common = { kind: 'oidc', issuer, clientId, scopes: ['openid', 'profile'], ...changes } as const;
  if (shown === undefined) return { ...common, clientSecret: { env: 'UNUSED' } };
  const { audience } = shown;
  return { ...common, authentication: { method: 'private_key_jwt', assertionAudience: audience } };
}

export interface Wiring {
  readonly record?: IdentityProvider;
  readonly protocol?: ProtocolChanges;
  /** A key of the broker instead of the secret, and for whom its assertions are. */
  readonly shown?: { readonly key: AssertionKey; readonly audience: 'issuer' | 'token_endpoint' };
  readonly randomness?: Randomness;
  readonly clock?: Clock;
  readonly timeoutSeconds?: number;
}

/** The broker's side, ready to send people to `school`. */
export function idpFor(school: OidcSchool, wiring: Wiring = {}): SchoolIdp {
  const { clock = systemClock, randomness = systemRandomness } = wiring;
  return createOidcIdp({
    idp: wiring.record ?? recordFor(school),
    protocol: protocolFor(school, wiring),
    clientProof:
      wiring.shown === undefined
        ? () => shownSecret(school.clientSecret)
        : shownAssertion({ ...wiring.shown, clock, randomness }),
    issuer: brokerOrigin,
    clock,
    randomness,
    outgoing: outgoingOnLoopback(wiring.timeoutSeconds),
  });
}

export function newHandle(): RequestHandle {
  return known(requestHandle(unguessable(systemRandomness)));
}

/** Goes to the school, signs in there as far as it goes by itself, and comes back with an answer, not yet read. */
export async function comeBack(
  idp: SchoolIdp,
  input: Partial<StartLogin> = {},
  visitor: Visitor = createVisitor(),
): Promise<{ readonly answer: LoginAnswer; readonly pending: PendingRequest }> {
  const start = await idp.startLogin({ handle: newHandle(), signInAnew: 'no', language: 'nl', ...input });
  if (start.kind !== 'redirect') throw new TypeError('an OpenID Connect login begins with a link');
  const url = await visitor.visit(start.url, brokerOrigin);
  return { answer: answerOf(url), pending: start.pending };
}

function answerOf(url: URL): LoginAnswer {
  return { body: {}, rawQuery: url.search.slice(1) };
}

/** The whole way: an assertion, or the error that refused it. */
export async function signIn(idp: SchoolIdp, input: Partial<StartLogin> = {}, visitor?: Visitor) {
  const { answer, pending } = await comeBack(idp, input, visitor);
  return idp.readAnswer(answer, pending);
}
