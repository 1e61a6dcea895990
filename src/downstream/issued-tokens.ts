import type { AdapterPayload, KoaContextWithOIDC } from 'oidc-provider';
import type { LastDisclosure } from '../disclosure/disclosure.ts';
import { ledgerEntryId } from '../domain/ids.ts';
import type { EphemeralStore } from '../storage/stores/ephemeral-store.ts';
import { createCodeUses } from './code-uses.ts';
import { createRecords, lifetimeOf } from './records.ts';

/**
 * Access tokens that come of codes, as they are kept: each with what was last disclosed with it, so that a userinfo with
 * the same outcome needs no further ledger entry. The library saves a token before it asks for claims; here it is kept
 * until the answer is made, and written before that leaves. An answer that does not leave brings no token.
 *
 * A request is known by its Koa context.
 */
export interface IssuedTokens {
  /** Keeps a new token of a code until the answer to this request is made. */
  hold(request: object, token: NewToken): void;
  /** Notes which token the request came with, and returns the record as the library wrote it. */
  opened(request: object | undefined, id: string, kept: AdapterPayload): AdapterPayload;
  /** What was last disclosed with the token of this request; `undefined` also where that cannot be read. */
  last(request: object): LastDisclosure | undefined;
  /** Keeps it with the token: losing it costs a ledger entry more, never one less. */
  remember(request: object, last: LastDisclosure): Promise<void>;
  readonly middleware: (ctx: KoaContextWithOIDC, next: () => Promise<void>) => Promise<void>;
}

export interface NewToken {
  readonly id: string;
  readonly code: string;
  readonly payload: AdapterPayload;
  readonly expiresIn: number | undefined;
}

interface Request {
  readonly issued?: NewToken;
  readonly opened?: { readonly id: string; readonly payload: AdapterPayload };
  readonly last?: LastDisclosure;
}

/** The field of a record that is ours. */
const ours = 'sluisDisclosed';

export function createIssuedTokens(store: EphemeralStore): IssuedTokens {
  const tokens = createRecords('AccessToken', store);
  const uses = createCodeUses(store);
  const requests = new WeakMap<object, Request>();
  const note = (request: object, known: Request): void => {
    requests.set(request, { ...requests.get(request), ...known });
  };
  const write = async ({ id, code, payload, expiresIn }: NewToken, last?: LastDisclosure): Promise<void> => {
    // written first: a second use of the code that comes in between has to find it, here or there
    await tokens.put(id, withLast(payload, last), lifetimeOf(expiresIn));
    if (!(await uses.brought(code, id))) await tokens.delete(id);
  };

  return {
    hold: (request, issued) => {
      note(request, { issued });
    },
    opened(request, id, { [ours]: kept, ...payload }) {
      const last = lastIn(kept);
      if (request !== undefined) note(request, { opened: { id, payload }, ...(last && { last }) });
      return payload;
    },
    last: (request) => requests.get(request)?.last,
    async remember(request, last) {
      note(request, { last });
      const opened = requests.get(request)?.opened;
      if (opened !== undefined) await tokens.replace(opened.id, withLast(opened.payload, last));
    },
    async middleware(ctx, next) {
      await next();
      const { issued, last } = requests.get(ctx) ?? {};
      if (issued !== undefined && ctx.status === 200) await write(issued, last);
    },
  };
}

function withLast(payload: AdapterPayload, last: LastDisclosure | undefined): AdapterPayload {
  return last === undefined ? payload : { ...payload, [ours]: last };
}

function lastIn(kept: unknown): LastDisclosure | undefined {
  if (typeof kept !== 'object' || kept === null || !('outcome' in kept) || !('entry' in kept)) {
    return undefined;
  }
  const { outcome, entry } = kept;
  const known = typeof entry === 'string' ? ledgerEntryId(entry) : undefined;
  return known === undefined || typeof outcome !== 'string' ? undefined : { outcome, entry: known };
}
