import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Arrived, Browser } from '../../testkit/actors/browser.ts';
import { onePost } from '../../testkit/actors/one-request.ts';
import { editRecord } from '../../testkit/world/edit-federation.ts';
import { openTarget, type Target } from './target.ts';

/*
 * Answers that nobody asked for (SAML 2.0 Profiles 4.1.5) have no step of ours before them: whoever brings one to a victim's
 * browser would sign the victim in as somebody else. And answers without RelayState, which are looked up by InResponseTo.
 */

let target: Target;
beforeAll(async () => {
  target = await openTarget();
});
afterAll(async () => {
  await target.stillServes();
  await target.close();
});

async function setUnsolicited(unsolicitedResponses: boolean | undefined): Promise<void> {
  await editRecord(target.world, 'idps', 'regenboog-saml', (idp) => ({
    ...idp,
    protocol: { ...Object(idp['protocol']), unsolicitedResponses },
  }));
}

const unknown = 'login.transaction_unknown';
const hint = { login_hint: 'school:de-regenboog' };

async function askedAt(browser: Browser): Promise<Arrived> {
  return browser.go((await target.world.reader.begin(hint)).url);
}

/** A good answer of the school to no request, or to one that nobody made; with any RelayState, or with none. */
async function strayForm(
  relayState: string | undefined,
  inResponseTo?: string,
): Promise<{ readonly action: string; readonly fields: Record<string, string> }> {
  const { action, fields } = target.world.answerFormAtRegenboog(await askedAt(target.world.browser()), {
    responseInResponseTo: inResponseTo,
  });
  const { SAMLResponse } = fields;
  return {
    action,
    fields: { SAMLResponse, ...(relayState === undefined ? {} : { RelayState: relayState }) },
  };
}

async function refused(form: Awaited<ReturnType<typeof strayForm>>, code: string): Promise<void> {
  await target.refusedByPage((browser) => browser.postFromOtherSite(form.action, form.fields), code);
}

describe('an answer to no request', () => {
  it('is refused where the record of the IdP does not say otherwise', async () => {
    for (const relayState of [undefined, '', 'leesboom-reader', 'https://evil.example/']) {
      await refused(await strayForm(relayState), unknown);
    }
  });
});

describe('an answer to no request, from an IdP with tiles,', () => {
  beforeAll(() => setUnsolicited(true));
  afterAll(() => setUnsolicited(undefined));

  const startOfReader = 'https://reader.leesboom.example/login';
  let browser: Browser;
  beforeEach(() => {
    browser = target.world.browser();
  });

  const expectNobody = async (): Promise<void> => {
    const silent = await browser.go((await target.world.reader.begin({ prompt: 'none' })).url);
    expect(silent.url.searchParams.get('error')).toBe('login_required');
  };

  it.each([
    undefined,
    '',
    'https://evil.example/',
    '//evil.example/',
    '/login',
    'http://127.0.0.1:6299/login',
    'nobody',
    'rekenrijk-practice/../x',
    'leesboom-reader\r\nLocation: https://evil.example',
    startOfReader,
  ])('leads to the front page and nowhere else with RelayState %j', async (relayState) => {
    const { status, to, set } = await onePost(browser, await strayForm(relayState));
    expect({ status, to: to.href }).toEqual({ status: 303, to: `${target.world.issuer}/` });
    expect(set.filter((line) => line.startsWith('sluis_'))).toEqual([]);
    await expectNobody();
  });

  it('leads to the front page when the operator blocked the service', async () => {
    await editRecord(target.world, 'services', 'leesboom-reader', (one) => ({ ...one, blocked: true }));
    const { to } = await onePost(browser, await strayForm('leesboom-reader'));
    await editRecord(target.world, 'services', 'leesboom-reader', (one) => ({ ...one, blocked: false }));
    expect(to.href).toBe(`${target.world.issuer}/`);
  });

  it('is refused when the IdP does not count today', async () => {
    await editRecord(target.world, 'idps', 'regenboog-saml', (idp) => ({ ...idp, disabled: true }));
    await refused({ action: acs(), fields: { SAMLResponse: encoded('<Response/>') } }, unknown);
    await editRecord(target.world, 'idps', 'regenboog-saml', (idp) => ({ ...idp, disabled: false }));
  });

  it('is refused when it names a request, of nobody or of somebody else', async () => {
    const other = target.world.questionAt(await askedAt(target.world.browser()));
    await refused(await strayForm('leesboom-reader', '_nobody'), unknown);
    await refused(await strayForm('leesboom-reader', `_${'n'.repeat(43)}`), unknown);
    await refused(await strayForm('leesboom-reader', other.requestId), 'saml.in_response_to');
  });

  it('is judged and refused when it names a visit that is pending', async () => {
    const pending = target.world.questionAt(await askedAt(target.world.browser()));
    await refused(await strayForm(pending.relayState), 'saml.in_response_to');
  });

  it('is refused when it is no Response at all', async () => {
    for (const SAMLResponse of ['', '?', encoded('<garbage/>'), encoded('<!DOCTYPE x><Response/>')]) {
      await refused({ action: acs(), fields: { SAMLResponse, RelayState: 'leesboom-reader' } }, unknown);
    }
  });

  it('leads to the start of the service that it names, unread: whoever signed it, nobody is signed in', async () => {
    const good = await strayForm('leesboom-reader');
    const forged = { ...good, fields: { ...good.fields, SAMLResponse: encoded('<Response>nothing') } };
    for (const form of [good, forged]) {
      const { status, to, set } = await onePost(browser, form);
      expect({ status, to: to.href }).toEqual({ status: 303, to: startOfReader });
      expect(set.filter((line) => line.startsWith('sluis_'))).toEqual([]);
    }
    await expectNobody();
  });
});

describe('an answer without RelayState', () => {
  it('is refused when its request is nobody’s, or was made to another IdP', async () => {
    const { world } = target;
    const { requestId } = world.questionAt(
      await world.browser().go((await world.practice.begin({ login_hint: 'school:de-vuurtoren' })).url),
    );
    await refused(await strayForm(undefined, `_${'n'.repeat(43)}`), unknown);
    await refused(await strayForm(undefined, requestId), unknown);
  });

  it('is judged as any other: the Response names a pending request, and its assertion another one', async () => {
    const pending = target.world.questionAt(await askedAt(target.world.browser()));
    await refused(await strayForm(undefined, pending.requestId), 'saml.in_response_to');
  });

  it('is refused in another browser than the one that began', async () => {
    const form = target.world.answerFormAtRegenboog(await askedAt(target.world.browser()));
    const { SAMLResponse } = form.fields;
    await target.refusedByPage(
      (browser) => browser.postFromOtherSite(form.action, { SAMLResponse }),
      unknown,
    );
  });

  it.each([undefined, '', 'https://regenboog.example/default'])(
    'signs the person in who began, with %j in the place of RelayState',
    async (relayState) => {
      const { world } = target;
      const browser = world.browser();
      const visit = await world.reader.begin(hint);
      const { action, fields } = world.answerFormAtRegenboog(await browser.go(visit.url));
      const { SAMLResponse } = fields;
      const sent = relayState === undefined ? { SAMLResponse } : { SAMLResponse, RelayState: relayState };
      const { url } = await browser.postFromOtherSite(action, sent);
      expect((await world.reader.receive(visit, url)).userinfo).toHaveProperty('given_name', 'Pip');
    },
  );

  it('counts among the answers to its visit, and once', async () => {
    const { world } = target;
    const browser = world.browser();
    const { action, fields } = world.answerFormAtRegenboog(await askedAt(browser));
    const { SAMLResponse } = fields;
    const all = await Promise.all(
      Array.from({ length: 12 }, () => onePost(browser, { action, fields: { SAMLResponse } })),
    );
    expect(all.filter(({ status }) => status === 303)).toHaveLength(10);
    const ends = await Promise.all(
      all.filter(({ status }) => status === 303).map(({ to }) => browser.go(to.href)),
    );
    expect(ends.filter(({ url }) => url.searchParams.has('code'))).toHaveLength(1);
  });
});

function acs(): string {
  return `${target.world.issuer}/saml/regenboog-saml/acs`;
}

function encoded(xml: string): string {
  return Buffer.from(xml).toString('base64');
}
