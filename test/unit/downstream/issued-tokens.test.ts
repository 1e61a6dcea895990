import { beforeEach, describe, expect, it } from 'vitest';
import { randomEntryId } from '../../../testkit/values/ids.ts';
import { createAdapterCase, freshId, payload, type AdapterCase } from './adapter-case.ts';

let parts: AdapterCase;
beforeEach(() => {
  parts = createAdapterCase();
});

describe('an access token of a code', () => {
  const tokens = () => parts.of('AccessToken');
  const last = { outcome: 'digest', entry: randomEntryId() };
  /** A code is redeemed, and `last` is disclosed with its token. */
  const redeem = async (status?: number) => {
    const [code, token] = [freshId(), freshId()];
    await parts.of('AuthorizationCode').consume(code);
    const request = parts.inRequest({ code });
    await tokens().upsert(token, payload(), 600);
    await parts.issuedTokens.remember(request, last);
    expect(await tokens().find(token), 'not before the answer is made').toBeUndefined();
    await parts.answered(status);
    return token;
  };

  it('is kept when its answer leaves, with what was disclosed, which only the next request sees', async () => {
    const token = await redeem();
    const request = parts.inRequest({});
    expect(parts.issuedTokens.last(request)).toBeUndefined();
    expect(await tokens().find(token)).toEqual(payload());
    expect(parts.issuedTokens.last(request)).toEqual(last);
  });

  it.each([400, 401, 500, 503])('is not kept when the answer is %i', async (status) => {
    const token = await redeem(status);
    parts.inRequest({});
    expect(await tokens().find(token)).toBeUndefined();
  });

  it('remembers what a later use disclosed, and lives no longer for it', async () => {
    const token = await redeem();
    const later = { outcome: 'another digest', entry: randomEntryId() };
    let request = parts.inRequest({});
    await tokens().find(token);
    parts.clock.advance(599_000);
    await parts.issuedTokens.remember(request, later);
    request = parts.inRequest({});
    expect(await tokens().find(token)).toEqual(payload());
    expect(parts.issuedTokens.last(request)).toEqual(later);
    parts.clock.advance(1_000);
    expect(await tokens().find(token)).toBeUndefined();
  });

  it('that was revoked meanwhile does not come back', async () => {
    const token = await redeem();
    const request = parts.inRequest({});
    await tokens().find(token);
    await tokens().destroy(token);
    await parts.issuedTokens.remember(request, last);
    expect(await tokens().find(token)).toBeUndefined();
  });

  it.each([
    {},
    { outcome: 'digest' },
    { outcome: 1, entry: last.entry },
    { outcome: 'digest', entry: 'x' },
    5,
  ])('counts as having disclosed nothing when its stored disclosure is malformed: %j', async (kept) => {
    const id = freshId();
    await tokens().upsert(id, payload({ sluisDisclosed: kept }), 600);
    const request = parts.inRequest({});
    expect(await tokens().find(id)).toEqual(payload());
    expect(parts.issuedTokens.last(request)).toBeUndefined();
  });
});
