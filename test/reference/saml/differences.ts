import { libxml2 } from './libxml2.ts';
import { nodeSaml } from './node-saml.ts';
import { ours, readingOf, type AnswerToJudge, type Reader, type Reading } from './reading.ts';
import type { AnswerWishes } from '../../../testkit/actors/saml-school.ts';

export const others: Readonly<Record<'node-saml' | 'libxml2', Reader>> = {
  'node-saml': nodeSaml,
  libxml2,
};

/** A reason for which another reader comes to another verdict. */
export interface Difference {
  readonly other: keyof typeof others;
  /** Which of the two accepts. */
  readonly accepts: 'other' | 'ours';
  readonly why: string;
  /** Whether the changed text (of the Response, or within the encryption) can show it. */
  readonly explains: RegExp;
  /** An answer that shows it: changed on the way, or as the school signs it. */
  readonly example: AnswerWishes;
}

const onTheWay = (from: string | RegExp, to: string): AnswerWishes => ({
  editResponse: (xml) => xml.replace(from, to),
});

export const differences: readonly Difference[] = [
  {
    other: 'node-saml',
    accepts: 'other',
    why: 'xmldom ends lines at U+0085 and U+2028 too, as XML 1.1 does: it finds blanks where XML 1.0 has junk',
    explains: /[\u0085\u2028]/,
    example: onTheWay('<ds:SignatureValue>', '<ds:SignatureValue>\u2028'),
  },
  {
    other: 'node-saml',
    accepts: 'ours',
    why: 'for the same reason it does not find the text that was signed, where a school signs these characters',
    explains: /[\u0085\u2028]/,
    example: { editAssertion: (xml) => xml.replace('ac:classes:Password', '$&\u2028') },
  },
  {
    other: 'node-saml',
    accepts: 'other',
    why: '`]]>` in a text is not well-formed (XML 1.0, 2.4); xmldom reads it',
    explains: /\]\]>/,
    example: onTheWay('<samlp:Status>', ']]><samlp:Status>'),
  },
  {
    other: 'node-saml',
    accepts: 'other',
    why: 'a relative namespace has no canonical form (Canonical XML 1.3); xml-crypto makes one',
    explains: / xmlns(?::\w+)?=["'](?![a-z]+:)[^"']/,
    example: onTheWay('<samlp:Status>', '<samlp:Status xmlns:x="relative">'),
  },
  {
    other: 'libxml2',
    accepts: 'other',
    why: 'it reads comments, CDATA sections and processing instructions around the root, which ours refuses',
    explains: /<!(?:--|\[CDATA\[)|<\?(?!xml )/,
    example: onTheWay('<samlp:Status>', '<!-- --><samlp:Status>'),
  },
];

/**
 * What xmlsec1 refuses of what ours accepts: it puts the decrypted text into the document, where no XML declaration may
 * stand. Ours reads it by itself, as node-saml did.
 */
export const xmlsecRefuses = (answer: AnswerToJudge, text: string): boolean =>
  answer.xml.includes('EncryptedAssertion') && text.startsWith('<?xml ');

export interface Verdicts {
  readonly ours: Reading;
  readonly others: readonly (readonly [keyof typeof others, Reading])[];
}

export async function verdictsOf(answer: AnswerToJudge): Promise<Verdicts> {
  return {
    ours: await readingOf(ours, answer),
    others: [
      ['node-saml', await readingOf(nodeSaml, answer)],
      ['libxml2', await readingOf(libxml2, answer)],
    ],
  };
}

/** The differences that no entry of the list explains, in words; `text` is the changed XML, unencrypted. */
export function unexplained(verdicts: Verdicts, text: string): readonly string[] {
  const mine = verdicts.ours;
  return verdicts.others.flatMap(([other, theirs]) => {
    if ('refused' in mine && 'refused' in theirs) return [];
    if ('accepted' in mine && 'accepted' in theirs && mine.accepted === theirs.accepted) return [];
    const accepts = 'accepted' in mine ? 'ours' : 'other';
    if ('accepted' in mine !== 'accepted' in theirs) {
      const isKnown = (one: Difference) => one.other === other && one.accepts === accepts;
      if (differences.some((one) => isKnown(one) && one.explains.test(text))) return [];
    }
    return [`${other}: ${JSON.stringify(theirs)}, ours: ${JSON.stringify(mine)}`];
  });
}
