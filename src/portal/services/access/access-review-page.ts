import type { Language } from '../../../domain/language.ts';
import { affiliations } from '../../../domain/person.ts';
import { html, type Markup } from '../../../http/markup.ts';
import type { AccessRule } from '../../../register/model/kinds/access.ts';
import { portalAddresses } from '../../addresses.ts';
import { portalMessagesIn } from '../../languages/messages-in.ts';
import { renderPortalPage, type PortalFrame } from '../../portal-page.ts';
import { renderReasonField } from '../../reason-field.ts';
import type { SeenService } from '../seen-services.ts';
import type { TryOut } from '../try-out.ts';
import { renderTryOut } from '../try-out-part.ts';
import type { FilledAccess, WrongAccess } from './access-form.ts';
import { accessSentences } from './access-text.ts';
import { renderWrongAccess } from './change-access-page.ts';

interface AccessReviewPage extends PortalFrame {
  /** As it would be after the change. */
  readonly seen: SeenService;
  readonly filled: FilledAccess;
  /** The rule that is in force now. */
  readonly before: AccessRule | undefined;
  readonly tryOuts: readonly TryOut[];
  readonly wrong: readonly WrongAccess[];
}

/** Who gets in now, and after the change: whoever saves it has seen that. */
export function renderAccessReview(page: AccessReviewPage): string {
  const { services } = portalMessagesIn(page.language);
  const messages = services.accessForm;
  const { school, service, access } = page.seen;
  return renderPortalPage({
    ...page,
    current: 'services',
    title: services.reviewTitle,
    body: html`<p class="state">${service.name}, ${school.name}</p>
      <h1>${services.reviewTitle}</h1>
      <p class="lead">${services.reviewLead}</p>
      ${renderWrongAccess(page)}
      <h2>${messages.now}</h2>
      ${sentences(page.language, page.before)}
      <h2>${messages.then}</h2>
      <div class="calm">${sentences(page.language, access?.record)}</div>
      ${access?.record.licence !== undefined && html`<p class="attention">${messages.afterwards}</p>`}
      <form method="post" action="${portalAddresses.changeAccess(school.id, service.id)}" class="fields">
        ${hiddenFields(page.filled)}
        ${renderReasonField({ label: services.reason, hint: services.reasonHint, value: page.filled.reason, isWrong: page.wrong.includes('reason') })}
        <p class="actions">
          <button class="button primary" type="submit" name="seen" value="yes">${services.save}</button>
          <button class="button secondary" type="submit" name="back" value="yes" formnovalidate>
            ${services.back}
          </button>
        </p>
      </form>
      ${page.tryOuts.length > 0 && renderTryOut(page.language, page.seen, page.tryOuts)}`,
  });
}

function sentences(language: Language, rule: AccessRule | undefined): Markup {
  const said = accessSentences(language, rule);
  const { everybody } = portalMessagesIn(language).services.accessForm;
  return html`${(said.length === 0 ? [everybody] : said).map((sentence) => html`<p>${sentence}</p>`)}`;
}

function hiddenFields({ version, affiliations: chosen, years, groups, from, until }: FilledAccess): Markup {
  const typed = Object.entries({ years, groups, from, until });
  return html`<input type="hidden" name="version" value="${version}" /> ${affiliations
      .filter((each) => chosen.includes(each))
      .map((each) => html`<input type="hidden" name="people.${each}" value="yes" />`)}
    ${typed.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}`;
}
