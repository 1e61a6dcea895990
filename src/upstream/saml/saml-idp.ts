import { isSubjectName, type IdentityProvider, type SamlProtocol } from '../../register/model/kinds/idp.ts';
import { createPrivateKey, hash } from 'node:crypto';
import type { Clock } from '../../domain/clock.ts';
import { serviceId } from '../../domain/ids.ts';
import type { SamlKeys } from '../../keyring/saml-keys.ts';
import type { PendingRequest, SchoolIdp, StartLogin } from '../school-idp.ts';
import { clockToleranceOf } from '../clock-tolerance.ts';
import { ourAddresses } from './addresses.ts';
import { acceptableUntil, authenticatedAt, sessionEndsAt } from './assertion-checks.ts';
import { readAttributes } from './attributes.ts';
import { requestIdOf, sendAuthnRequest, type RequestSender } from './authn-request.ts';
import type { Expectation } from './expectation.ts';
import { stableNameId } from './name-id.ts';
import { isUnsolicited, visitNamedBy } from './response-head.ts';
import { idOf, readSignedAssertion } from './signed-assertion.ts';
import { trustedKeys } from './trusted-certificates.ts';

/** An IdP of the register that speaks SAML. */
export type SamlIdentityProvider = IdentityProvider & { readonly protocol: SamlProtocol };

export interface SamlIdpOptions {
  readonly idp: SamlIdentityProvider;
  /** Origin of the broker, without a trailing slash. */
  readonly issuer: string;
  readonly keys: SamlKeys;
  readonly clock: Clock;
}

/**
 * One school's SAML 2.0 IdP (web browser SSO profile: AuthnRequest by redirect or POST, Response by POST).
 * Make one per version of the IdP in the register and keep it: keys and certificates are parsed once. What it
 * refuses, and why, is listed in `refusals.ts`. A replayed answer is not refused here: whoever calls consumes the
 * pending request and remembers `assertionId` until `replayableUntil`, atomically.
 */
export function createSamlIdp(options: SamlIdpOptions): SchoolIdp {
  const { idp, issuer, keys, clock } = options;
  const skewMs = clockToleranceOf(idp) * 1000;
  const us = ourAddresses(issuer, idp.id);
  const nameIdIdentifies = idp.identifier.attributes.some(isSubjectName);
  const verificationKeysAt = trustedKeys(idp.protocol.certificates);
  const decryptionKeys = keys.decryption.map((pair) => createPrivateKey(pair.privateKeyPem));
  const signingKey = createPrivateKey(keys.signing[0].privateKeyPem);
  const sender: RequestSender = {
    protocol: idp.protocol,
    us,
    keys,
    signingKey,
    nameIdIdentifies,
  };
  const expectationOf = (pending: PendingRequest): Expectation => ({
    entityId: idp.protocol.entityId,
    us,
    pending,
    now: clock.now(),
    skewMs,
    requireEncryptedAssertions: idp.protocol.requireEncryptedAssertions,
    nameIdIdentifies,
  });

  return {
    id: idp.id,

    async startLogin(input) {
      // nobody types a password for an answer that could not be verified
      verificationKeysAt(clock.now());
      return sendAuthnRequest(sender, input, pendingRequest(options, input));
    },

    handleOf: visitNamedBy,

    launch(answer) {
      if (idp.protocol.unsolicitedResponses !== true || !isUnsolicited(answer)) return undefined;
      const relayState = answer.body['RelayState'];
      return { service: typeof relayState === 'string' ? serviceId(relayState) : undefined };
    },

    /** Of the Response alone: whether a button was pressed or a script posted the form is another field. */
    digestOf: ({ body }) => hash('sha256', String(body['SAMLResponse']), 'base64url'),

    async readAnswer(answer, pending) {
      const expected = expectationOf(pending);
      const verificationKeys = verificationKeysAt(expected.now);
      const assertion = readSignedAssertion(answer, expected, { decryptionKeys, verificationKeys });
      const subject = stableNameId(assertion, expected);
      const sessionEnd = sessionEndsAt(assertion);
      return {
        idpId: idp.id,
        ...(subject === undefined ? {} : { subject }),
        attributes: readAttributes(assertion),
        authenticatedAt: Math.floor(authenticatedAt(assertion) / 1000),
        ...(sessionEnd === undefined ? {} : { sessionEndsAt: sessionEnd }),
        assertionId: idOf(assertion),
        replayableUntil: acceptableUntil(assertion, skewMs),
      };
    },
  };
}

function pendingRequest({ idp, clock }: SamlIdpOptions, input: StartLogin) {
  return {
    handle: input.handle,
    idpId: idp.id,
    startedAt: clock.now(),
    signInAnew: input.signInAnew,
    ...(input.maxAge === undefined ? {} : { maxAge: input.maxAge }),
    requestId: requestIdOf(input.handle),
  };
}
