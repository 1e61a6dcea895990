import type { EphemeralStore } from '../storage/stores/ephemeral-store.ts';

/**
 * That a code was used, and which access token came of it. One record per code, changed by atomic steps only: of any
 * number of uses at the same time one is the first, and whichever comes when, after a second use no token of the
 * code is left.
 */
export interface CodeUses {
  /** `true` for the first use of a code, and for no other. */
  first(code: string): Promise<boolean>;
  /** A further use: the token that the first one brought has to go. `undefined` when there is none (yet). */
  again(code: string): Promise<string | undefined>;
  /** Notes the token that a first use brought. `false`: the code was used again meanwhile, the token has to go. */
  brought(code: string, token: string): Promise<boolean>;
}

/** Longer than a code lives, so that the mark cannot go before the code; and a token is noted within seconds. */
const keptSeconds = 5 * 60;
const first = 'first use';
const again = 'used again';
const tokenPrefix = 'token ';

export function createCodeUses(store: EphemeralStore): CodeUses {
  const keyOf = (code: string): string => `oidc-used:AuthorizationCode:${code}`;
  const exchange = async (code: string, state: string): Promise<string | undefined> => {
    const before = await store.exchange(keyOf(code), Buffer.from(state));
    return textOf(before);
  };
  return {
    first: (code) => store.putIfAbsent(keyOf(code), Buffer.from(first), keptSeconds),
    async again(code) {
      // A token that is noted stays noted: when it could not be ended this time, the next use finds it again.
      const noted = tokenIn(textOf(await store.get(keyOf(code))));
      return noted ?? tokenIn(await exchange(code, again));
    },
    // a mark that is gone says nothing about what happened meanwhile: in doubt the token goes
    brought: async (code, token) => (await exchange(code, tokenPrefix + token)) === first,
  };
}

function textOf(bytes: Uint8Array | undefined): string | undefined {
  return bytes && Buffer.from(bytes).toString('utf8');
}

function tokenIn(state: string | undefined): string | undefined {
  return state?.startsWith(tokenPrefix) === true ? state.slice(tokenPrefix.length) : undefined;
}
