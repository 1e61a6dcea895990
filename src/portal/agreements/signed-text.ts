import { createHash } from 'node:crypto';
import type { Language } from '../../domain/language.ts';
import { documentHash, type DocumentHash } from '../../domain/ids.ts';
import { portalMessagesIn } from '../languages/messages-in.ts';
import { agreementFacts } from './agreement-facts.ts';
import { annexText, type AnnexWords } from './annex-text.ts';
import type { SeenAgreement } from './seen-agreements.ts';

/** The text that is signed, as it is shown, kept and named by its hash: all three are these bytes. */
export interface SignedText {
  readonly text: string;
  readonly hash: DocumentHash;
}

/**
 * Everything that the agreement says, in the words of the page, and the digest of the record itself, so that nothing which the words
 * leave out can differ. What suppliers wrote is on lines that begin with words of ours.
 */
export function signedText(words: AnnexWords, seen: SeenAgreement): SignedText {
  const { text: messages, documentKinds } = portalMessagesIn(words.language).agreements;
  const { agreement, services } = seen;
  const lines = [
    messages.title,
    messages.id(agreement.id, versionOf(seen)),
    ...(agreement.replaces === undefined ? [] : [messages.replaces(agreement.replaces)]),
    '',
    ...agreementFacts(words.language, seen).map(({ name, value }) => `${name}: ${value}`),
    ...services.flatMap((service) => [
      '',
      messages.dataOf(service.name),
      ...agreement.annex
        .filter((row) => row.service === service.id)
        .map((row) => {
          const { label, lines: said } = annexText(words, service, row);
          return `- ${label}. ${said.join(' ')}`;
        }),
    ]),
    '',
    messages.documents,
    ...(agreement.documents ?? []).map(({ kind, hash }) => `- ${documentKinds[kind]}: SHA-256 ${hash}`),
    '',
    messages.record(sha256(JSON.stringify(seen.body))),
  ];
  // a word may go on below on a page, and not in a text that people keep
  const text = `${lines.join('\n').replaceAll('\u00ad', '')}\n`;
  return { text, hash: hashOf(text) };
}

/** In every language in which somebody may have read it. */
export function signedTexts(words: Omit<AnnexWords, 'language'>, seen: SeenAgreement): readonly SignedText[] {
  return (['nl', 'en'] as const satisfies readonly Language[]).map((language) =>
    signedText({ ...words, language }, seen),
  );
}

function versionOf({ readFrom }: SeenAgreement): number {
  return readFrom[0]?.version ?? 0;
}

function hashOf(text: string): DocumentHash {
  const hash = documentHash(sha256(text));
  if (hash === undefined) throw new TypeError('a hash has an unexpected shape');
  return hash;
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
