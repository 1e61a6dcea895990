import type { InteractionResults } from 'oidc-provider';

/** How a supplier's request ends that ends without a sign-in. */
export type WithoutSignIn = 'cancelled' | 'not_available' | 'unproven';

/**
 * All that a supplier is told about it. One text for every refusal: an expired agreement is the same for everybody of a school,
 * an objection is not, and what is told of the one would tell the other by its absence. The same for `login_required`: which of
 * its reasons it was says whether somebody is signed in, and whether it is the one whom the supplier means.
 */
export const withoutSignIn = {
  cancelled: error('access_denied', 'the sign-in was cancelled'),
  not_available: error('access_denied', 'the service is not available for this sign-in'),
  unproven: error('login_required', 'no sign-in at the school fits this request'),
} as const satisfies Readonly<Record<WithoutSignIn, InteractionResults>>;

function error<Code extends string>(code: Code, description: string) {
  return { error: code, error_description: description } as const;
}
