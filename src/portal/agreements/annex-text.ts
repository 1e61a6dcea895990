import type { AttributeCatalogue } from '../../domain/attributes.ts';
import type { Language } from '../../domain/language.ts';
import { purposes } from '../../domain/purposes.ts';
import type { AnnexRow } from '../../register/model/kinds/agreement.ts';
import type { Service } from '../../register/model/kinds/service.ts';
import { portalMessagesIn } from '../languages/messages-in.ts';
import { listText, reducedText } from '../services/claim-text.ts';
import { peopleText } from './agreement-facts.ts';

/** A row of an annex in words: which data, and what is agreed about them. */
export interface AnnexText {
  readonly label: string;
  readonly lines: readonly string[];
}

export interface AnnexWords {
  readonly language: Language;
  readonly catalogue: AttributeCatalogue;
}

export function annexText(words: AnnexWords, service: Service | undefined, row: AnnexRow): AnnexText {
  const { annex: messages } = portalMessagesIn(words.language).agreements;
  const attribute = words.catalogue.attributes.get(row.claim);
  const isRequired = service?.claims.some(({ name, required }) => name === row.claim && required) ?? false;
  return {
    label: labelOf(words, row),
    lines: [
      messages.about(peopleText(words.language, row.affiliations)),
      whyText(words.language, row),
      ...(attribute === undefined ? [] : [messages.category(attribute.category)]),
      isRequired ? messages.required : messages.notRequired,
      ...(row.optional === true ? [messages.optional] : []),
      keptText(words.language, row),
    ],
  };
}

/** With what the agreement itself leaves of it. */
export function labelOf({ language, catalogue }: AnnexWords, { claim, transforms }: AnnexRow): string {
  const label = catalogue.attributes.get(claim)?.label[language] ?? claim;
  const reduced = reducedText(language, transforms);
  return reduced === '' ? label : `${label} (${reduced})`;
}

function whyText(language: Language, { purposes: named, ground }: AnnexRow): string {
  const { services, agreements } = portalMessagesIn(language);
  const why = listText(
    language,
    purposes.filter((each) => named.includes(each)).map((each) => services.purposes[each]),
  );
  return agreements.annex.why(ground === undefined ? why : `${why}, ${services.ground[ground]}`);
}

function keptText(
  language: Language,
  { destroyedAfterDays, readableByTeachersForDays: readable = 0 }: AnnexRow,
): string {
  const { annex: messages } = portalMessagesIn(language).agreements;
  if (destroyedAfterDays === undefined) return messages.keptUnknown;
  const kept = messages.destroyedAfter(destroyedAfterDays);
  return readable === 0 ? kept : `${kept} ${messages.readable(readable)}`;
}
