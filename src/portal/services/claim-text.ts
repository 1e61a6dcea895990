import type { Attribute, AttributeCatalogue, Transform } from '../../domain/attributes.ts';
import type { AttributeName } from '../../domain/ids.ts';
import type { Language } from '../../domain/language.ts';
import type { ActivationInput } from '../../release/activation.ts';
import { outlookOf, type Outlook } from '../../release/outlook.ts';
import { portalMessagesIn } from '../languages/messages-in.ts';
import { narrowestOf } from './policy-changes.ts';

/** Made once: a page of many services writes hundreds of lists. */
const lists: Readonly<Record<Language, Intl.ListFormat>> = {
  nl: new Intl.ListFormat('nl', { type: 'conjunction' }),
  en: new Intl.ListFormat('en', { type: 'conjunction' }),
};

/** `first, second and third`, in words of the language. */
export function listText(language: Language, parts: readonly string[]): string {
  return lists[language].format(parts);
}

/** A number as people write it. */
export function numberText(language: Language, number: number): string {
  return new Intl.NumberFormat(language).format(number);
}

/** What transforms leave of a value, in words; empty: all of it. */
export function reducedText(language: Language, transforms: readonly Transform[]): string {
  const { reduced } = portalMessagesIn(language).services;
  return transforms
    .map((transform) =>
      transform.kind === 'values'
        ? reduced.values(listText(language, transform.allow))
        : reduced[transform.kind],
    )
    .join(', ');
}

/** A claim as it stands in the middle of a sentence, with how it leaves. */
export function claimText(
  language: Language,
  { attributes }: AttributeCatalogue,
  { name, transforms }: { readonly name: AttributeName; readonly transforms: readonly Transform[] },
): string {
  const attribute = attributes.get(name);
  const label = attribute === undefined ? name : labelWithin(language, attribute);
  const reduced = reducedText(language, transforms);
  return reduced === '' ? label : `${label} (${reduced})`;
}

/** Claims by their names alone, as they stand in the middle of a sentence. */
export function namesText(
  language: Language,
  { catalogue }: Pick<ActivationInput, 'catalogue'>,
  names: readonly AttributeName[],
): string {
  return listText(
    language,
    names.map((name) => claimText(language, catalogue, { name, transforms: [] })),
  );
}

/** `BRIN` stays as it is written. */
function labelWithin(language: Language, { label }: Attribute): string {
  const text = label[language];
  return /^\p{Lu}\p{Lu}/u.test(text) ? text : text.slice(0, 1).toLocaleLowerCase(language) + text.slice(1);
}

/** As what the service knows people of the school: a sentence for each sort of people that gets in. `outlook`: that of the input. */
export function knownSentences(
  language: Language,
  input: ActivationInput,
  outlook: readonly Outlook[] = outlookOf(input),
): readonly string[] {
  const { services: messages } = portalMessagesIn(language);
  return outlook.length === 0
    ? [messages.knowsNobody(input.service.name)]
    : outlook.map((each) => knownSentence(language, input, each));
}

function knownSentence(
  language: Language,
  { service, catalogue }: ActivationInput,
  { affiliation, claims }: Outlook,
): string {
  const { services: messages } = portalMessagesIn(language);
  const order = [...catalogue.attributes.keys()];
  const texts = claims
    .toSorted((one, other) => order.indexOf(one.name) - order.indexOf(other.name))
    .map((claim) => claimText(language, catalogue, { name: claim.name, transforms: narrowestOf(claim) }));
  return messages.knows(service.name, messages.people[affiliation].somebody, listText(language, texts));
}
