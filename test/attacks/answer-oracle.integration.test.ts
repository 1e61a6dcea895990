import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mostAnswersPerVisit } from '../../src/session/login-transactions.ts';
import { answerForm } from '../../testkit/actors/saml-school-page.ts';
import { pip } from '../../testkit/world/world.ts';
import { openTarget, type Target } from './target.ts';
import { withoutErrorIds } from '../../testkit/pages/printed.ts';

/*
 * Oracles at the assertion consumer. Jager and Somorovsky, "How to Break XML Encryption" (CCS 2011), read assertions in
 * CBC mode by sending thousands of changed ones and telling the refusals apart; Bleichenbacher's attack (XML Encryption
 * 1.1 section 5.5.1) needs the same. Every refusal is one page, and one visit is not answered without end.
 */

let target: Target;
beforeAll(async () => {
  target = await openTarget();
});
afterAll(async () => {
  await target.stillServes();
  await target.close();
});

async function visit() {
  const { world } = target;
  const browser = world.browser();
  const atSchool = await browser.go((await world.reader.begin({ login_hint: 'school:de-regenboog' })).url);
  const broker = {
    issuer: world.issuer,
    idp: 'regenboog-saml',
    entityId: 'https://regenboog.example/metadata',
    now: Date.now(),
  };
  const good = answerForm(world.regenboog, world.questionAt(atSchool), broker, { attributes: pip });
  return { browser, good };
}

const garbage = (index: number) => Buffer.from(`<garbage n="${String(index)}"/>`).toString('base64');

describe('one visit to a school', () => {
  it(`survives ${String(mostAnswersPerVisit - 1)} wrong answers, as a person may have several tabs`, async () => {
    const { browser, good } = await visit();
    for (let index = 1; index < mostAnswersPerVisit; index += 1) {
      await browser.postFromOtherSite(good.action, { ...good.fields, SAMLResponse: garbage(index) });
    }
    const arrived = await browser.postFromOtherSite(good.action, good.fields);
    expect(arrived.url.searchParams.get('code')).toBeTruthy();
  });

  it('is over after so many, for the good answer too', async () => {
    const { good } = await visit();
    for (let index = 0; index < mostAnswersPerVisit; index += 1) {
      await target.refusedByPage(
        (browser) => browser.postFromOtherSite(good.action, { ...good.fields, SAMLResponse: garbage(index) }),
        /^saml\./,
      );
    }
    await target.refusedByPage(
      (browser) => browser.postFromOtherSite(good.action, good.fields),
      'login.too_many_answers',
    );
  });

  it('is counted before an answer is looked at: 60 at the same moment are no way around', async () => {
    const { good } = await visit();
    const before = target.world.logger.events.length;
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        fetch(good.action, {
          method: 'POST',
          body: new URLSearchParams({ ...good.fields, SAMLResponse: garbage(index) }),
          redirect: 'manual',
        }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 400));
    const codes = target.world.logger.events.slice(before).map(({ fields }) => fields?.code ?? '');
    expect(codes.filter((code) => code.startsWith('saml.'))).toHaveLength(mostAnswersPerVisit);
    expect(codes.filter((code) => code === 'login.too_many_answers')).toHaveLength(60 - mostAnswersPerVisit);
  });
});

describe('the page of a refusal', () => {
  it('is the same whatever was wrong, but for its error id', async () => {
    const { world } = target;
    const pages = new Set<string>();
    for (const wishes of [
      { signed: 'none' as const },
      { editResponse: (xml: string) => xml.replace('pupil-0001', 'pupil-0002') },
      { encryptFor: { key: world.regenboog.key } },
      { conditions: '<saml:Conditions></saml:Conditions>' },
      { assertionIssuer: 'https://evil.example/metadata' },
      { issuedAt: '2001-01-01T00:00:00Z' },
    ]) {
      const browser = world.browser();
      const visited = await world.reader.begin({ login_hint: 'school:de-regenboog' });
      const refused = await world.answerAtRegenboog(browser, await browser.go(visited.url), wishes);
      expect(refused.status).toBe(400);
      pages.add(withoutErrorIds(refused.body).replace(/saml\.[a-z_]+/g, 'CODE'));
      expect(refused.body).not.toMatch(/saml\.[a-z_]+/);
    }
    expect(pages.size).toBe(1);
  });
});
