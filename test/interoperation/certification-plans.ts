import { basicPlan } from './certification-basic-plan.ts';
import type { Place, Plan } from './certification-plan.ts';

const certification = 'flows/certification.integration.test.ts';
const signOut = 'flows/certification-of-sign-out.integration.test.ts';
const protocol = 'flows/supplier-protocol.integration.test.ts';

const signsOut: Place = [
  signOut,
  'a sign-out',
  'with %s ends the session when the person says so, and leads back where that can be checked',
];
const signOutRefused: Place = [signOut, 'a sign-out', 'with %s gets a page that says so, and ends nothing'];

const leadsBackByLink =
  'after the sign-out a page says what ended and what may still be open; the way back is a link on it, no redirect';

const config: Plan = {
  name: 'oidcc-config-certification-test-plan',
  answers: [
    {
      module: 'oidcc-discovery-endpoint-verification',
      tests: [
        [
          protocol,
          'what the provider says of itself',
          'offers code, S256, pairwise subjects, PAR and iss in responses, and nothing looser',
        ],
        [
          protocol,
          'what the provider says of itself',
          'promises the claims that somebody can get, and no others',
        ],
        [protocol, 'what the provider says of itself', 'publishes public halves of keys only'],
        [certification, 'an id_token', 'is offered signed only'],
      ],
    },
  ],
};

const logout: Plan = {
  name: 'oidcc-rp-initiated-logout-certification-test-plan',
  answers: [
    {
      module: 'oidcc-rp-initiated-logout-discovery-endpoint-verification',
      tests: [[signOut, 'a sign-out', 'has its address in discovery']],
    },
    { module: 'oidcc-rp-initiated-logout', tests: [signsOut], difference: leadsBackByLink },
    { module: 'oidcc-rp-initiated-logout-bad-post-logout-redirect-uri', tests: [signOutRefused] },
    { module: 'oidcc-rp-initiated-logout-modified-id-token-hint', tests: [signOutRefused] },
    { module: 'oidcc-rp-initiated-logout-no-id-token-hint', tests: [signsOut] },
    { module: 'oidcc-rp-initiated-logout-no-params', tests: [signsOut] },
    { module: 'oidcc-rp-initiated-logout-no-post-logout-redirect-uri', tests: [signsOut] },
    { module: 'oidcc-rp-initiated-logout-no-state', tests: [signsOut], difference: leadsBackByLink },
    { module: 'oidcc-rp-initiated-logout-only-state', tests: [signsOut] },
    {
      module: 'oidcc-rp-initiated-logout-query-added-to-post-logout-redirect-uri',
      tests: [signOutRefused],
    },
    { module: 'oidcc-rp-initiated-logout-bad-id-token-hint', tests: [signOutRefused] },
  ],
};

/** As the suite had them in November 2026, each module where the plan has it. */
export const plans: readonly Plan[] = [config, basicPlan, logout];
