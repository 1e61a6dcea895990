import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalXml } from '../../src/upstream/saml/canonical-xml.ts';
import { parseXml } from '../../src/upstream/saml/scan-xml.ts';
import { everyElement } from '../../src/upstream/saml/xml-tree.ts';
import { differences, unexplained, verdictsOf } from '../reference/saml/differences.ts';
import { signingModes, toJudge } from '../reference/saml/good-answers.ts';
import { canonicalByLibxml2, parseWithLibxml2 } from '../reference/saml/libxml2.ts';
import { mutations } from '../reference/saml/mutations.ts';
import { startSamlLogin } from '../../testkit/actors/saml-login.ts';
import { partsOf, wrappingShapes } from './saml-wrapping.ts';

/*
 * Two XML stacks that disagree are how signature wrapping and parser differentials work (CVE-2025-25291, CVE-2025-25292
 * at ruby-saml; CVE-2025-29774, CVE-2025-29775 at xml-crypto). Ours, node-saml with xmldom, and libxml2 come to the
 * same verdict and the same person; where they do not, the reason stands in `differences.ts`.
 */

const modes = await signingModes();
const accepted = { accepted: expect.any(String) };

describe.each(modes)('a good answer, $name', ({ answer }) => {
  it('is accepted by all, with the same person and attributes', async () => {
    const { ours, others } = await verdictsOf(answer());
    expect(ours).toEqual(accepted);
    expect(others.map(([, reading]) => reading)).toEqual([ours, ours]);
  });

  it.each(Object.entries(wrappingShapes))(
    'means the same to all when it is wrapped: %s',
    async (_name, wrap) => {
      const { ours, others } = await verdictsOf(answer((xml) => wrap(partsOf(xml))));
      const verdicts = [ours, ...others.map(([, reading]) => reading)].map((reading) =>
        'accepted' in reading ? reading.accepted : 'refused',
      );
      expect(new Set(verdicts).size).toBe(1);
      // within an encryption there is no Response to wrap, so that some shapes change nothing
      if (!answer().xml.includes('EncryptedAssertion')) expect(verdicts[0]).toBe('refused');
    },
  );
});

describe('what is known to differ', () => {
  it.each(differences)('$other, accepted by $accepted: $why', async (difference) => {
    const login = await startSamlLogin();
    const answer = toJudge(login, login.school.respond(login.question, difference.example));
    const { ours, others } = await verdictsOf(answer);
    const theirs = new Map(others).get(difference.other);
    const refused = { refused: expect.stringMatching(/^saml\./) };
    expect([ours, theirs]).toEqual(difference.accepts === 'ours' ? [accepted, refused] : [refused, accepted]);
    expect(difference.explains.test(answer.xml)).toBe(true);
  });
});

it('an answer that was changed on the way means the same to all', { timeout: 180_000 }, async () => {
  const verdicts = { accepted: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...modes), mutations, async ({ answer }, edit) => {
      let text = '';
      const changed = answer((xml) => (text = edit(xml)));
      const found = await verdictsOf(changed);
      expect(unexplained(found, text)).toEqual([]);
      verdicts['accepted' in found.ours ? 'accepted' : 'refused'] += 1;
    }),
    { numRuns: 1000 },
  );
  // blanks between unsigned elements change nothing, and other wording of the same text neither
  expect(verdicts.accepted).toBeGreaterThan(20);
  expect(verdicts.refused).toBeGreaterThan(200);
});

describe('canonical XML', () => {
  const name = fc.constantFrom('a', 'x:a', 'y:b', 'z:c', 'b');
  const namespace = fc.constantFrom('urn:1', 'urn:2', 'http://a.example/');
  const declared = fc.dictionary(fc.constantFrom('x', 'y', 'z', 'w'), namespace, {
    maxKeys: 3,
    noNullPrototype: true,
  });
  const byDefault = fc.option(fc.constantFrom('', 'urn:1', 'urn:3'), { nil: undefined });
  const text = fc.string({
    unit: fc.constantFrom(
      'a',
      ' ',
      '\n',
      '\t',
      '&amp;',
      '&lt;',
      '&gt;',
      '>',
      '"',
      "'",
      '&#13;',
      '&#10;',
      'é',
      '\u{1F600}',
      '\u2028',
    ),
    maxLength: 6,
  });
  const attributes = fc.dictionary(
    fc.constantFrom('b', 'c', 'x:b', 'y:b', 'z:c', 'xml:lang'),
    text.map((value) => value.replaceAll('"', '&quot;')),
    { maxKeys: 4, noNullPrototype: true },
  );
  const { tree } = fc.letrec<{ tree: string; inside: string }>((tie) => ({
    inside: fc.oneof({ maxDepth: 4 }, text, tie('tree')),
    tree: fc
      .tuple(name, declared, byDefault, attributes, fc.array(tie('inside'), { maxLength: 3 }))
      .map(([element, prefixes, unprefixed, pairs, inside]) => {
        const all = [
          ...Object.entries(prefixes).map(([prefix, uri]) => `xmlns:${prefix}="${uri}"`),
          ...(unprefixed === undefined ? [] : [`xmlns="${unprefixed}"`]),
          ...Object.entries(pairs).map(([key, value]) => `${key}="${value}"`),
        ];
        return `<${[element, ...all].join(' ')}>${inside.join('')}</${element}>`;
      }),
  }));
  const prefixLists = fc.subarray(['x', 'y', 'w', '', 'unknown']);

  it('of any element is that of libxml2, and what one does not read the other does not either', () => {
    let compared = 0;
    fc.assert(
      fc.property(tree, prefixLists, (inside, inclusivePrefixes) => {
        const xml = `<r xmlns:x="urn:1" xmlns:y="urn:2" xmlns:z="urn:3">${inside}</r>`;
        const theirs = outcome(() => parseWithLibxml2(xml));
        const ours = outcome(() => parseXml(xml));
        expect(ours === undefined).toBe(theirs === undefined);
        if (ours === undefined || theirs === undefined) return;
        const nodes = [...everyElement(theirs.root)];
        for (const [index, element] of [...everyElement(ours)].entries()) {
          const node = nodes[index];
          const expected = canonicalByLibxml2(node && theirs.nodes.get(node), inclusivePrefixes);
          expect(canonicalXml(element, { inclusivePrefixes })).toBe(expected);
          compared += 1;
        }
        theirs.dispose();
      }),
      { numRuns: 1000 },
    );
    expect(compared).toBeGreaterThan(500);
  });
});

function outcome<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
