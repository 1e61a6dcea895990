import { errors, type Adapter, type AdapterFactory } from 'oidc-provider';
import { z } from 'zod';
import type { EphemeralStore } from '../storage/stores/ephemeral-store.ts';
import type { SupplierClients } from './clients.ts';
import { createCodeUses, type CodeUses } from './code-uses.ts';
import { grantOf } from './grants.ts';
import type { IssuedTokens } from './issued-tokens.ts';
import { createRecords, nothing, recordAdapter, type Records } from './records.ts';
import { requestAtHand, type RequestAtHand } from './request-at-hand.ts';
import { createSessionAdapter, nameOfSession } from './session-adapter.ts';

/**
 * oidc-provider's storage on our short-lived store, which seals every payload. Clients come from the register, and
 * grants from what they say. Using up a code, a pushed request or a client assertion is atomic here, which the
 * library alone does not promise.
 */
export function createAdapterFactory(
  store: EphemeralStore,
  clients: SupplierClients,
  issuedTokens: IssuedTokens,
  atHand: RequestAtHand = requestAtHand,
): AdapterFactory {
  const codeUses = createCodeUses(store);
  return (model) => {
    const records = createRecords(model, store);
    switch (model) {
      case 'Client':
        return clientAdapter(clients);
      case 'Grant':
        return grantAdapter;
      case 'Session':
        return createSessionAdapter(records, store, atHand);
      case 'Interaction':
        return interactionAdapter(records, store, atHand);
      case 'AuthorizationCode':
        return codeAdapter(records, codeUses, createRecords('AccessToken', store));
      case 'AccessToken':
        return accessTokenAdapter(records, issuedTokens, atHand);
      case 'PushedAuthorizationRequest':
        return pushedRequestAdapter(records, createRecords('used', store));
      case 'ReplayDetection':
        return replayAdapter(records);
      default:
        return recordAdapter(records);
    }
  };
}

function clientAdapter(clients: SupplierClients): Adapter {
  const readOnly = (): Promise<never> => Promise.reject(new TypeError('clients come from the register'));
  return {
    find: (id) => clients.metadata(id),
    upsert: readOnly,
    findByUid: readOnly,
    findByUserCode: readOnly,
    consume: readOnly,
    destroy: readOnly,
    revokeByGrantId: readOnly,
  };
}

const unstored = (): Promise<never> => Promise.reject(new TypeError('grants are not stored'));
const grantAdapter: Adapter = {
  find: (id) => Promise.resolve(grantOf(id)),
  upsert: unstored,
  consume: unstored,
  findByUid: nothing,
  findByUserCode: nothing,
  // the library asks for it after a token is revoked, which is deleted by itself
  destroy: nothing,
  revokeByGrantId: nothing,
};

const sessionOf = z.looseObject({
  session: z.looseObject({ uid: z.string(), cookie: z.string() }),
  result: z.undefined().optional(),
});

/**
 * A login that begins in a session has to find it again (`findByUid`), whatever its name is by then. A request is
 * resumed once: finding it then uses it up, which the library would do with a further call.
 */
function interactionAdapter(records: Records, store: EphemeralStore, atHand: RequestAtHand): Adapter {
  return {
    ...recordAdapter(records),
    find: (id) => (atHand.resuming() ? records.take(id) : records.find(id)),
    destroy: (id) => (atHand.resuming() ? Promise.resolve() : records.delete(id)),
    async upsert(id, payload, expiresIn) {
      const begun = sessionOf.safeParse(payload).data;
      await Promise.all([
        records.put(id, payload, expiresIn),
        begun && nameOfSession(store, begun.session.uid).remember(begun.session.cookie, expiresIn),
      ]);
    },
  };
}

function codeAdapter(codes: Records, uses: CodeUses, tokens: Records): Adapter {
  return {
    ...recordAdapter(codes),
    async consume(id) {
      if (await uses.first(id)) return;
      const token = await uses.again(id);
      if (token !== undefined) await tokens.delete(token);
      throw new errors.InvalidGrant('authorization code already consumed');
    },
  };
}

/** A token that comes of a code is noted there, so that a second use of the code ends it (RFC 6749, 4.1.2). */
function accessTokenAdapter(tokens: Records, issued: IssuedTokens, atHand: RequestAtHand): Adapter {
  return {
    ...recordAdapter(tokens),
    async upsert(id, payload, expiresIn) {
      const [request, code] = [atHand.key(), atHand.code()];
      if (request === undefined || code === undefined) await tokens.put(id, payload, expiresIn);
      else issued.hold(request, { id, code, payload, expiresIn });
    },
    async find(id) {
      const kept = await tokens.find(id);
      return kept && issued.opened(atHand.key(), id, kept);
    },
  };
}

/** Longer than a pushed request lives, so that the mark cannot go before the record. */
const usedMarkSeconds = 5 * 60;

function pushedRequestAdapter(requests: Records, marks: Records): Adapter {
  return {
    ...recordAdapter(requests),
    async find(id) {
      const [payload, used] = await Promise.all([requests.find(id), marks.find(id)]);
      return payload && (used === undefined ? payload : { ...payload, consumed: true });
    },
    async consume(id) {
      if (await marks.putIfAbsent(id, {}, usedMarkSeconds)) return;
      throw new errors.InvalidRequestUri('request_uri is invalid, expired, or was already used');
    },
  };
}

function replayAdapter(assertions: Records): Adapter {
  return {
    ...recordAdapter(assertions),
    async upsert(id, payload, expiresIn) {
      if (await assertions.putIfAbsent(id, payload, expiresIn)) return;
      throw new errors.InvalidClientAuth('client assertion tokens must only be used once');
    },
  };
}
