import { errors, type AdapterPayload } from 'oidc-provider';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { grantIdOf } from '../../../src/downstream/grants.ts';
import { createAdapterCase, freshId, payload, type AdapterCase } from './adapter-case.ts';

const sessionRead = z.looseObject({
  authorizations: z.record(z.string(), z.object({ grantId: z.string() })),
});
const models = ['Session', 'Interaction', 'AccessToken', 'AuthorizationCode', 'PushedAuthorizationRequest'];
let parts: AdapterCase;

beforeEach(() => {
  parts = createAdapterCase();
});

describe.each(models)('records of %s', (model) => {
  it('are not found before they are written, nor after they are destroyed', async () => {
    const [adapter, id] = [parts.of(model), freshId()];
    expect(await adapter.find(id)).toBeUndefined();
    await adapter.upsert(id, payload(), 60);
    await adapter.destroy(id);
    expect(await adapter.find(id)).toBeUndefined();
    await adapter.destroy(id);
  });

  it('are found as they were written, and then as they were written again', async () => {
    const [adapter, id] = [parts.of(model), freshId()];
    const full = payload({ grantId: freshId(), scope: 'openid profile', nested: { list: [1, 'a', null] } });
    await adapter.upsert(id, full, 60);
    expect(await adapter.find(id)).toEqual(full);
    await adapter.upsert(id, payload({ scope: 'openid' }), 60);
    expect(await adapter.find(id)).toEqual(payload({ scope: 'openid' }));
  });

  it('are gone when their time is over, to the millisecond, and live anew when written again', async () => {
    const [adapter, id] = [parts.of(model), freshId()];
    await adapter.upsert(id, payload(), 60);
    parts.clock.advance(59_999);
    expect(await adapter.find(id)).toBeDefined();
    await adapter.upsert(id, payload(), 60);
    parts.clock.advance(59_999);
    expect(await adapter.find(id)).toBeDefined();
    parts.clock.advance(1);
    expect(await adapter.find(id)).toBeUndefined();
  });

  it('are not those of another model with the same id', async () => {
    const id = freshId();
    await parts.of(model).upsert(id, payload(), 60);
    for (const other of models.filter((name) => name !== model)) {
      expect(await parts.of(other).find(id)).toBeUndefined();
      await parts.of(other).destroy(id);
    }
    expect(await parts.of(model).find(id)).toBeDefined();
  });

  it('live a day at most when the library names no time, and a second at least', async () => {
    const [adapter, forgotten, over] = [parts.of(model), freshId(), freshId()];
    // @types/oidc-provider says that there always is a time; for some records the library has none
    await Reflect.apply(adapter.upsert, adapter, [forgotten, payload()]);
    for (const seconds of [0, -5, 0.5]) await adapter.upsert(over, payload(), seconds);
    expect(await adapter.find(over)).toBeDefined();
    parts.clock.advance(1000);
    expect(await adapter.find(over)).toBeUndefined();
    parts.clock.advance(24 * 3_600_000 - 1001);
    expect(await adapter.find(forgotten)).toBeDefined();
    parts.clock.advance(1);
    expect(await adapter.find(forgotten)).toBeUndefined();
  });

  it('rest in the store without anything that can be read', async () => {
    const id = freshId();
    await parts.of(model).upsert(id, payload({ grantId: 'canary-grant', uid: 'canary-uid' }), 60);
    if (/Code|Pushed/.test(model)) await parts.of(model).consume(id);
    const text = parts.written().toString('latin1');
    expect(text.length).toBeGreaterThan(100);
    for (const readable of ['canary', 'leesboom', id]) expect(text).not.toContain(readable);
  });
});

describe('a code', () => {
  const codes = () => parts.of('AuthorizationCode');
  const tokens = () => parts.of('AccessToken');
  const begun = async () => {
    const code = freshId();
    await codes().upsert(code, payload(), 60);
    return code;
  };
  /** As the library redeems a code: it is consumed, then the token is saved. */
  const redeem = async (code: string, token: string) => {
    await codes().consume(code);
    parts.inRequest({ code });
    await tokens().upsert(token, payload(), 600);
    await parts.answered();
    parts.inRequest({});
  };

  it('is consumed by exactly one of 50 at the same time', async () => {
    const code = await begun();
    const other = await begun();
    const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => codes().consume(code)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(errors.InvalidGrant);
    }
    await codes().consume(other);
  });

  it('that is used again takes the token along that came of it, and no other', async () => {
    const [code, other] = [await begun(), await begun()];
    await redeem(code, 'token');
    await redeem(other, 'other token');
    expect(await tokens().find('token')).toBeDefined();
    for (let again = 0; again < 3; again += 1) {
      await expect(codes().consume(code)).rejects.toThrow(errors.InvalidGrant);
      expect(await tokens().find('token')).toBeUndefined();
    }
    expect(await tokens().find('other token')).toBeDefined();
  });

  it('that is used again before its token is saved brings none that works', async () => {
    const code = await begun();
    await codes().consume(code);
    await expect(codes().consume(code)).rejects.toThrow(errors.InvalidGrant);
    parts.inRequest({ code });
    await tokens().upsert('token', payload(), 600);
    await parts.answered();
    expect(await tokens().find('token')).toBeUndefined();
  });

  it('whatever the order of steps, leaves no token after a second use', async () => {
    for (let round = 0; round < 20; round += 1) {
      const code = await begun();
      await codes().consume(code);
      parts.inRequest({ code });
      const again = Array.from({ length: round }, () => codes().consume(code));
      await tokens().upsert(`token ${round}`, payload(), 600);
      const saved = parts.answered();
      const later = codes().consume(code);
      await Promise.allSettled([...again, saved, later]);
      expect(await tokens().find(`token ${round}`)).toBeUndefined();
    }
  });

  it('whose mark is gone brings no token', async () => {
    parts.inRequest({ code: await begun() });
    await tokens().upsert('token', payload(), 600);
    await parts.answered();
    expect(await tokens().find('token')).toBeUndefined();
  });

  it('stays consumed for as long as it lives, and does not live longer for it', async () => {
    const code = await begun();
    await codes().consume(code);
    parts.clock.advance(59_999);
    await expect(codes().consume(code)).rejects.toThrow(errors.InvalidGrant);
    parts.clock.advance(1);
    expect(await codes().find(code)).toBeUndefined();
  });

  it('that is unknown can be consumed once as well: a loser learns nothing', async () => {
    const code = freshId();
    await codes().consume(code);
    await expect(codes().consume(code)).rejects.toThrow(errors.InvalidGrant);
  });
});

describe('a grant', () => {
  const terms = { accountId: 'canary-account', clientId: 'leesboom-reader', scope: 'openid profile' };

  it('is what its id says', async () => {
    const id = grantIdOf(terms);
    expect(await parts.of('Grant').find(id)).toEqual({
      kind: 'Grant',
      jti: id,
      accountId: terms.accountId,
      clientId: terms.clientId,
      openid: { scope: terms.scope },
    });
    expect(grantIdOf({ ...terms, scope: 'openid' })).not.toBe(id);
  });

  it('is not found by an id that does not encode a grant', async () => {
    const coded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const odd = ['', 'x', freshId(), coded({}), coded(['a', 'b']), coded(['a', 'b', 1]), coded(null)];
    for (const id of odd) expect(await parts.of('Grant').find(id)).toBeUndefined();
  });

  it('is written nowhere, and is no error to destroy', async () => {
    const adapter = parts.of('Grant');
    await expect(adapter.upsert(grantIdOf(terms), payload(), 60)).rejects.toThrow(TypeError);
    await adapter.destroy(grantIdOf(terms));
    await parts.of('AccessToken').revokeByGrantId(grantIdOf(terms));
    expect(parts.written()).toHaveLength(0);
  });
});

describe('a pushed request', () => {
  it('is used by exactly one of 50 at the same time', async () => {
    const [adapter, id] = [parts.of('PushedAuthorizationRequest'), freshId()];
    await adapter.upsert(id, payload(), 60);
    const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => adapter.consume(id)));
    const rejected = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(rejected).toHaveLength(49);
    for (const { reason } of rejected) expect(reason).toBeInstanceOf(errors.InvalidRequestUri);
  });
});

describe('a client assertion', () => {
  it('is new to exactly one of 50 at the same time', async () => {
    const [adapter, id] = [parts.of('ReplayDetection'), freshId()];
    const outcomes = await Promise.allSettled(
      Array.from({ length: 50 }, () => adapter.upsert(id, payload(), 60)),
    );
    const rejected = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(rejected).toHaveLength(49);
    for (const { reason } of rejected) expect(reason).toMatchObject({ error: 'invalid_client' });
    expect(await adapter.find(id)).toBeDefined();
  });

  it('may come again when it could not be valid any more', async () => {
    const [adapter, id] = [parts.of('ReplayDetection'), freshId()];
    await adapter.upsert(id, payload(), 60);
    parts.clock.advance(59_999);
    await expect(adapter.upsert(id, payload(), 60)).rejects.toMatchObject({ error: 'invalid_client' });
    parts.clock.advance(1);
    await adapter.upsert(id, payload(), 60);
  });
});

describe('a session', () => {
  const session = (uid: string, exp: number, changes: AdapterPayload = {}) =>
    payload({ uid, exp, authorizations: { 'leesboom-reader': { grantId: 'grant' } }, ...changes });
  const hour = 3600;

  it('is found by its uid while a login waits that began in it, under whatever name', async () => {
    const [sessions, first, second, uid] = [parts.of('Session'), freshId(), freshId(), freshId()];
    await sessions.upsert(first, session(uid, hour), hour);
    expect(await sessions.findByUid(uid)).toBeUndefined();
    await parts.of('Interaction').upsert(freshId(), payload({ session: { uid, cookie: first } }), 900);
    expect(await sessions.findByUid(uid)).toEqual(session(uid, hour));
    expect(await parts.of('Interaction').findByUid(uid)).toBeUndefined();

    parts.inRequest({ sessionRenamed: true });
    await sessions.destroy(first);
    expect(await sessions.findByUid(uid)).toBeUndefined();
    await sessions.upsert(second, session(uid, hour), hour);
    expect(await sessions.findByUid(uid)).toEqual(session(uid, hour));

    // the login goes on with what it knew: an old name, which must not come back
    const result = { login: { accountId: 'canary-account' } };
    const again = payload({ session: { uid, cookie: first }, result });
    await parts.of('Interaction').upsert(freshId(), again, 900);
    expect(await sessions.findByUid(uid)).toEqual(session(uid, hour));
    await sessions.destroy(second);
    expect(await sessions.findByUid(uid)).toBeUndefined();
  });

  it('is written again only when it changed, or would live more than a sixtieth longer', async () => {
    const [sessions, id, uid] = [parts.of('Session'), freshId(), freshId()];
    const writes = async (payloadNow: AdapterPayload) => {
      parts.inRequest({});
      await sessions.find(id);
      const before = parts.written().length;
      await sessions.upsert(id, payloadNow, hour);
      return parts.written().length > before;
    };
    await sessions.upsert(id, session(uid, 10_000), hour);
    expect(await writes(session(uid, 10_000))).toBe(false);
    expect(await writes(session(uid, 10_060))).toBe(false);
    expect(await sessions.find(id)).toEqual(session(uid, 10_000));
    expect(await writes(session(uid, 10_061))).toBe(true);
    expect(await sessions.find(id)).toEqual(session(uid, 10_061));
    expect(await writes(session(uid, 10_000))).toBe(true);
    expect(await writes(session(uid, 10_000, { accountId: 'another' }))).toBe(true);
    expect(await writes(session(uid, 10_000, { authorizations: {} }))).toBe(true);
    await sessions.destroy(id);
    expect(await writes(session(uid, 10_000))).toBe(true);
  });

  it('that was changed in place after it was read is written', async () => {
    const [sessions, id, uid] = [parts.of('Session'), freshId(), freshId()];
    await sessions.upsert(id, session(uid, 10_000), hour);
    parts.inRequest({});
    const found = sessionRead.parse(await sessions.find(id));
    found.authorizations['another'] = { grantId: 'new' };
    await sessions.upsert(id, found, hour);
    expect(await sessions.find(id)).toMatchObject({ authorizations: { another: { grantId: 'new' } } });
  });

  it('that was written in the meantime is written back to what it was', async () => {
    const [sessions, id, uid] = [parts.of('Session'), freshId(), freshId()];
    await sessions.upsert(id, session(uid, 10_000), hour);
    parts.inRequest({});
    await sessions.find(id);
    await sessions.upsert(id, session(uid, 10_000, { accountId: 'another' }), hour);
    await sessions.upsert(id, session(uid, 10_000), hour);
    expect(await sessions.find(id)).toEqual(session(uid, 10_000));
  });

  it('that was read in another request is written', async () => {
    const [sessions, id, uid] = [parts.of('Session'), freshId(), freshId()];
    await sessions.upsert(id, session(uid, 10_000), hour);
    await sessions.find(id);
    parts.inRequest({});
    const before = parts.written().length;
    await sessions.upsert(id, session(uid, 10_000), hour);
    expect(parts.written().length).toBeGreaterThan(before);
  });
});

describe('look-ups', () => {
  it('by user code find nothing: the device flow is off', async () => {
    expect(await parts.of('DeviceCode').findByUserCode('code')).toBeUndefined();
  });
});

describe('clients', () => {
  it('come from the register and cannot be written', async () => {
    const adapter = parts.of('Client');
    expect(await adapter.find('leesboom-reader')).toMatchObject({
      client_id: 'leesboom-reader',
      subject_type: 'pairwise',
    });
    for (const id of ['onbekend', '', '../x', '__proto__', 'Leesboom-Reader']) {
      expect(await adapter.find(id)).toBeUndefined();
    }
    await expect(adapter.upsert('leesboom-reader', payload(), 60)).rejects.toThrow(TypeError);
    await expect(adapter.destroy('leesboom-reader')).rejects.toThrow(TypeError);
    await expect(adapter.consume('leesboom-reader')).rejects.toThrow(TypeError);
    await expect(adapter.revokeByGrantId('x')).rejects.toThrow(TypeError);
    await expect(adapter.findByUid('x')).rejects.toThrow(TypeError);
    await expect(adapter.findByUserCode('x')).rejects.toThrow(TypeError);
  });
});
