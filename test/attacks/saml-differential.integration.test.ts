import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unexplained, verdictsOf, xmlsecRefuses } from '../reference/saml/differences.ts';
import { signingModes } from '../reference/saml/good-answers.ts';
import { mutations } from '../reference/saml/mutations.ts';
import { ours, readingOf, type AnswerToJudge, type Reading } from '../reference/saml/reading.ts';
import { samlifyAnswer } from '../reference/saml/samlify-answer.ts';
import { simpleSamlPhpAnswer } from '../reference/saml/simplesamlphp-answer.ts';
import { subjectAccordingToXmlsec } from '../reference/saml/xmlsec.ts';

/*
 * What `saml-differential.test.ts` holds to node-saml and libxml2, held to xmlsec1 and to answers that other programs
 * made. Whatever we accept, xmlsec1 accepts too, and both read the same subject. The other way round we may be stricter.
 */

const modes = await signingModes();

function subjectOf(reading: Reading): unknown {
  const told: unknown = 'accepted' in reading ? JSON.parse(reading.accepted) : undefined;
  return typeof told === 'object' && told !== null && 'subject' in told ? told.subject : undefined;
}

/** True when the broker accepted it. Fails when it did and xmlsec1 does not see the same. */
function agrees(answer: AnswerToJudge, reading: Reading): boolean {
  if ('refused' in reading) return false;
  expect(subjectAccordingToXmlsec(answer.xml, answer)).toBe(subjectOf(reading));
  return true;
}

it('xmlsec1 is there', () => {
  expect(spawnSync('xmlsec1', ['--version']).status).toBe(0);
});

it.each(modes)('a good answer means the same to xmlsec1: $name', async ({ answer }) => {
  const good = answer();
  expect(agrees(good, await readingOf(ours, good))).toBe(true);
});

it('an answer that xmlsec1 finds good is one that a changed letter spoils for both', async () => {
  // of both signatures the assertion's comes last
  const spoil = (xml: string) =>
    xml.replace(
      /(.*<ds:SignatureValue>.{40})(.)/s,
      (_all, start: string, letter: string) => start + (letter === 'A' ? 'B' : 'A'),
    );
  for (const { answer } of modes) {
    const changed = answer(spoil);
    expect(subjectAccordingToXmlsec(changed.xml, changed)).toBeUndefined();
    expect(await readingOf(ours, changed)).toEqual({ refused: 'saml.signature_invalid' });
  }
});

it(
  'an answer that was changed on the way is refused, or means the same to xmlsec1',
  { timeout: 120_000 },
  async () => {
    let kept = 0;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...modes), mutations, async ({ answer }, edit) => {
        let text = '';
        const changed = answer((xml) => (text = edit(xml)));
        if (xmlsecRefuses(changed, text)) return;
        if (agrees(changed, await readingOf(ours, changed))) kept += 1;
      }),
      { numRuns: 300 },
    );
    // blanks between the Response's own elements change nothing that is signed
    expect(kept).toBeGreaterThan(0);
  },
);

const programs = { SimpleSAMLphp: simpleSamlPhpAnswer, samlify: samlifyAnswer };

describe.each(Object.entries(programs))('an answer of %s', (_name, answerOf) => {
  it.each([false, true])('means the same to all, encrypted: %s', { timeout: 60_000 }, async (encrypted) => {
    const answer = await answerOf(encrypted);
    const { ours: mine, others } = await verdictsOf(answer);
    expect(others.map(([, reading]) => reading)).toEqual([mine, mine]);
    expect(agrees(answer, mine)).toBe(true);
    await fc.assert(
      fc.asyncProperty(mutations, async (edit) => {
        const xml = edit(answer.xml);
        expect(unexplained(await verdictsOf({ ...answer, xml }), xml)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
