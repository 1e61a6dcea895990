import type { Place, Plan } from './certification-plan.ts';

const certification = 'flows/certification.integration.test.ts';
const protocol = 'flows/supplier-protocol.integration.test.ts';
const request = 'flows/authorization-request.integration.test.ts';
const hints = 'flows/hints-and-prompts.integration.test.ts';
const times = 'flows/sign-in-time.integration.test.ts';

const beside: Place = [certification, 'an authorization request', 'with %s=%s brings what it brings without'];
const ownTerms: Place = [
  certification,
  'an authorization request',
  'with %s instead of parameters is told that there is no such thing',
];
const noSuchScope: Place = [
  certification,
  'an authorization request',
  'for an address and a telephone number, which Sluis does not have, brings neither, and all the rest',
];
const maxAgeRefused: Place = [
  times,
  'a service that is not registered for the time of the sign-in',
  'is refused max_age=%j, signed in or not',
];
const usedOnce: Place = [
  protocol,
  'a code',
  'is exchanged once: the second time it is refused and the tokens of the first stop working',
];
const userinfo: Place = [
  certification,
  'userinfo',
  'says the same by GET, by POST with the token in the header, and by POST with the token in the form',
];
const maxAge =
  'max_age needs auth_time, which links people: a service that is not registered for it gets invalid_request';
const noObjects = 'there are no request objects; the module takes that answer for what it is';

export const basicPlan: Plan = {
  name: 'oidcc-basic-certification-test-plan',
  answers: [
    {
      module: 'oidcc-server',
      tests: [
        [
          'flows/saml-school.integration.test.ts',
          'a pupil of a school with SAML',
          'arrives at the reader with a pseudonym and a first name, then signs on to the practice tool',
        ],
      ],
    },
    {
      module: 'oidcc-response-type-missing',
      tests: [[request, 'a response type', 'that is missing is named']],
    },
    {
      module: 'oidcc-idtoken-signature',
      tests: [[certification, 'an id_token', 'of the %s says which of our keys signed it']],
    },
    {
      module: 'oidcc-idtoken-unsigned',
      tests: [[certification, 'an id_token', 'is offered signed only']],
      difference: 'nobody can be registered for it; the module is for clients that register themselves',
    },
    { module: 'oidcc-userinfo-get', tests: [userinfo] },
    { module: 'oidcc-userinfo-post-header', tests: [userinfo] },
    { module: 'oidcc-userinfo-post-body', tests: [userinfo] },
    {
      module: 'oidcc-ensure-request-without-nonce-succeeds-for-code-flow',
      tests: [[certification, 'an authorization request', 'without nonce brings an id_token without one']],
    },
    { module: 'oidcc-scope-profile', tests: [userinfo] },
    {
      module: 'oidcc-scope-email',
      tests: [[certification, 'userinfo', 'has the e-mail address of a teacher where that was agreed']],
      difference: 'email comes without email_verified: a school vouches for it, nobody has tried it',
    },
    {
      module: 'oidcc-scope-address',
      tests: [noSuchScope],
      difference: 'nobody gets an address: no such claim is in the catalogue',
    },
    {
      module: 'oidcc-scope-phone',
      tests: [noSuchScope],
      difference: 'nobody gets a telephone number: no such claim is in the catalogue',
    },
    { module: 'oidcc-scope-all', tests: [noSuchScope], difference: 'what was not agreed does not come' },
    {
      module: 'oidcc-ensure-other-scope-order-succeeds',
      tests: [[certification, 'an authorization request', 'means the same in whatever order its scopes are']],
    },
    { module: 'oidcc-display-page', tests: [beside] },
    { module: 'oidcc-display-popup', tests: [beside] },
    {
      module: 'oidcc-prompt-login',
      tests: [
        [
          times,
          'a service that is not registered for the time of the sign-in',
          'may ask for a new sign-in by prompt=login, and is not told when that was',
        ],
        [
          times,
          'a service that is registered for the time of the sign-in',
          'gets auth_time always, exact and the IdP’s own',
        ],
      ],
      difference: 'the module compares auth_time, for which the service has to be registered',
    },
    {
      module: 'oidcc-prompt-none-not-logged-in',
      tests: [
        [
          protocol,
          'an authorization request',
          'with prompt=none and no session is answered login_required at once',
        ],
      ],
    },
    {
      module: 'oidcc-prompt-none-logged-in',
      tests: [
        [
          certification,
          'an authorization request',
          'with prompt=none brings the person who is signed in, without a page',
        ],
      ],
    },
    {
      module: 'oidcc-max-age-1',
      tests: [
        maxAgeRefused,
        [times, 'a service that is registered for the time of the sign-in', 'gets a new one with max_age=0'],
      ],
      difference: maxAge,
    },
    {
      module: 'oidcc-max-age-10000',
      tests: [
        maxAgeRefused,
        [
          times,
          'a service that is registered for the time of the sign-in',
          'gets auth_time always, exact and the IdP’s own',
        ],
      ],
      difference: maxAge,
    },
    { module: 'oidcc-ensure-request-with-unknown-parameter-succeeds', tests: [beside] },
    {
      module: 'oidcc-id-token-hint',
      tests: [[hints, 'id_token_hint', 'of the person who signs in, or is signed in, changes nothing']],
    },
    {
      module: 'oidcc-login-hint',
      tests: [[hints, 'login_hint', 'that names no school, or several, lets one be chosen: %s']],
    },
    {
      module: 'oidcc-ui-locales',
      tests: [['flows/ui-locales.integration.test.ts', 'ui_locales', 'counts on the page: %s']],
    },
    { module: 'oidcc-claims-locales', tests: [beside] },
    {
      module: 'oidcc-ensure-request-with-acr-values-succeeds',
      tests: [
        beside,
        [
          times,
          'a service that is not registered for the time of the sign-in',
          'is not told what it asks for by claims, scope or acr_values',
        ],
      ],
    },
    { module: 'oidcc-codereuse', tests: [usedOnce] },
    {
      module: 'oidcc-codereuse-30seconds',
      tests: [usedOnce],
      difference: 'the test does not wait for 30 seconds: a code is used once from its first second on',
    },
    {
      module: 'oidcc-ensure-registered-redirect-uri',
      tests: [
        [protocol, 'an authorization request', 'to the unregistered address %s gets a page, not a redirect'],
      ],
    },
    {
      module: 'oidcc-ensure-post-request-succeeds',
      tests: [
        [
          'flows/posted-requests.integration.test.ts',
          'an authorization request that a page of a supplier posts',
          'leads to the school and back, like one in an address',
        ],
      ],
    },
    {
      module: 'oidcc-server-client-secret-post',
      tests: [
        [
          'interoperation/supplier-libraries.integration.test.ts',
          'openid-client 6',
          'signs in with the secret alone where the service is registered for client_secret_post',
        ],
      ],
    },
    {
      module: 'oidcc-request-uri-unsigned-supported-correctly-or-rejected-as-unsupported',
      tests: [ownTerms],
      difference: noObjects,
    },
    {
      module: 'oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported',
      tests: [ownTerms],
      difference: noObjects,
    },
    {
      module: 'oidcc-claims-essential',
      tests: [beside],
      difference:
        'the parameter claims is ignored: what leaves is what was agreed; discovery does not promise it',
    },
    {
      module: 'oidcc-ensure-request-object-with-redirect-uri',
      tests: [ownTerms],
      difference: noObjects,
    },
    {
      module: 'oidcc-refresh-token',
      tests: [
        ['attacks/client-authentication.integration.test.ts', 'a client secret', 'opens no other grant'],
      ],
      difference: 'there are no refresh tokens; the module is skipped where none comes',
    },
    {
      module: 'oidcc-ensure-request-with-valid-pkce-succeeds',
      tests: [
        [
          'interoperation/supplier-libraries.integration.test.ts',
          'openid-client 5',
          'signs in with all defaults and PKCE',
        ],
      ],
    },
  ],
};
