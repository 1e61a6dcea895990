import type { Language } from '../domain/language.ts';
import { messagesIn } from './languages/messages-in.ts';
import { html, type Markup } from './markup.ts';
import { inLanguage, type WrittenText } from './written-text.ts';

/** What a supplier or the operator says about trouble that is known. */
export interface ShownAnnouncement {
  /** Whose words these are; absent: the operator's. */
  readonly supplierName?: string | undefined;
  /** Absent: it is about all sign-ins. */
  readonly serviceName?: string | undefined;
  readonly text: WrittenText;
  /** When it was posted, as people of each language write it. */
  readonly since: Readonly<Record<Language, string>>;
}

/** What a page about this service has to say; without a service that is in the register, what concerns all sign-ins. */
export type AnnouncementsFor = (service: string | undefined) => readonly ShownAnnouncement[];

/** Each with whose words it is: a page of ours says in other words what others say. */
export function renderAnnouncements(
  language: Language,
  announcements: readonly ShownAnnouncement[],
): readonly Markup[] {
  const messages = messagesIn(language).announcement;
  return announcements.map(
    ({ supplierName, serviceName, text, since }) =>
      html`<section class="announcement">
        <h2>
          ${messages.heading({
            whose: supplierName ?? messages.operator,
            about: serviceName,
            since: since[language],
          })}
        </h2>
        <p>${inLanguage(language, text)}</p>
      </section>`,
  );
}
