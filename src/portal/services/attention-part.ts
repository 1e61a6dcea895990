import type { Language } from '../../domain/language.ts';
import { dayForPeople } from '../../domain/moment-for-people.ts';
import { html, type Markup } from '../../http/markup.ts';
import type { ActivationInput } from '../../release/activation.ts';
import { portalMessagesIn } from '../languages/messages-in.ts';
import type { Attention } from './attention.ts';
import { namesText } from './claim-text.ts';

/** What of a service needs somebody, a paragraph each; empty where nothing does. */
export function renderAttention(
  language: Language,
  input: ActivationInput,
  { endsOn, excess, missing }: Attention,
): readonly Markup[] {
  const { services: messages } = portalMessagesIn(language);
  const sentences = [
    endsOn === undefined ? '' : messages.ends(dayForPeople(endsOn, language)),
    excess.length === 0 ? '' : messages.excess(namesText(language, input, excess)),
    missing.length === 0 ? '' : messages.misses(input.service.name, namesText(language, input, missing)),
  ];
  return sentences
    .filter((sentence) => sentence !== '')
    .map((sentence) => html`<p class="attention">${sentence}</p>`);
}
