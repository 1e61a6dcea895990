import type { Language } from '../../domain/language.ts';
import { html, type Markup } from '../../http/markup.ts';
import type { IdentityProvider } from '../../register/model/kinds/idp.ts';
import type { School } from '../../register/model/kinds/school.ts';
import { portalAddresses } from '../addresses.ts';
import { portalMessagesIn } from '../languages/messages-in.ts';
import { renderPortalPage, type PortalFrame } from '../portal-page.ts';
import { longestReason } from '../reason.ts';
import { identifierField, type FilledQuestion, type LookedForBy, type WrongQuestion } from './person-form.ts';

interface QuestionPage extends PortalFrame {
  readonly school: Pick<School, 'id' | 'name'>;
  readonly hasOthers: boolean;
  readonly logins: readonly IdentityProvider[];
  readonly by: LookedForBy;
  readonly filled: FilledQuestion;
  readonly wrong: readonly (WrongQuestion | 'unknown')[];
  readonly maySeeStaff: boolean;
  readonly isErased?: boolean | undefined;
}

/** The form that asks for one person, with where to find what is to be typed. */
export function renderQuestion(page: QuestionPage): string {
  const { questions: messages } = portalMessagesIn(page.language);
  return renderPortalPage({
    ...page,
    current: 'questions',
    title: messages.title,
    body: html`<h1>${messages.title}</h1>
      <p class="lead">${messages.lead(page.school.name)}</p>
      ${page.hasOthers && html`<p><a class="button secondary" href="${portalAddresses.questions}">${messages.otherSchool}</a></p>`}
      ${page.isErased === true && html`<p role="status"><strong>${messages.erased}</strong></p>`}
      ${page.wrong.length > 0 && wrongs(page)} ${ways(page)}
      <form method="post" action="${portalAddresses.questionsOf(page.school.id)}" class="fields">
        <input type="hidden" name="by" value="${page.by === 'eck-id' ? page.by : page.by.id}" />
        ${identifierFields(page)}
        ${page.maySeeStaff && text(page, 'request', messages.request, messages.requestHint)}
        ${text(page, 'reason', messages.reason, messages.reasonHint)}
        <p class="actions"><button class="button primary" type="submit">${messages.find}</button></p>
      </form>`,
  });
}

function wrongs({ language, wrong }: QuestionPage): Markup {
  const { questions: messages } = portalMessagesIn(language);
  return html`<div class="wrong" role="alert">
    ${wrong.map((each) => html`<p id="wrong-${each}">${messages.wrong[each]}</p>`)}
  </div>`;
}

/** By which login of the school, or by ECK iD. */
function ways({ language, school, logins, by }: QuestionPage): Markup {
  const { questions: messages } = portalMessagesIn(language);
  const all = [...logins.map(({ id, name }) => ({ id, name })), { id: 'eck-id', name: messages.eckId }];
  const chosen = by === 'eck-id' ? by : by.id;
  return html`<ul class="people" aria-label="${messages.waysTitle}">
    ${all.map(
      ({ id, name }) =>
        html`<li>
          ${
            id === chosen
              ? html`<strong>${messages.by(name)}</strong>`
              : html`<a class="whole" href="${portalAddresses.questionsOf(school.id)}?by=${id}"
                  >${messages.by(name)}</a
                >`
          }
        </li>`,
    )}
  </ul>`;
}

function identifierFields(page: QuestionPage): readonly Markup[] {
  const { questions: messages } = portalMessagesIn(page.language);
  const { by, language } = page;
  if (by === 'eck-id') {
    return [text(page, identifierField('eck-id'), messages.eckId, messages.eckIdHint, 'identifier')];
  }
  return by.identifier.attributes.map((name) =>
    text(
      page,
      identifierField(name),
      messages.identifier(name),
      whereToFind(language, by, name) ?? messages.identifierHint,
      'identifier',
    ),
  );
}

/** In the words of the school; in Dutch where it wrote no other. */
function whereToFind(language: Language, login: IdentityProvider, name: string): string | undefined {
  const said = login.whereToFind?.get(name);
  return typeof said === 'object' ? said[language] : said;
}

function text(
  { filled, wrong }: QuestionPage,
  field: string,
  label: string,
  hint: string,
  trouble: WrongQuestion = field === 'request' ? 'request' : 'reason',
): Markup {
  const isWrong = wrong.includes(trouble);
  const value = field === 'request' || field === 'reason' ? filled[field] : '';
  return html`<div class="field">
    <label for="${field}">${label}</label>
    <p class="hint" id="${field}-hint">${hint}</p>
    <input
      type="text"
      id="${field}"
      name="${field}"
      value="${value}"
      autocomplete="off"
      spellcheck="false"
      maxlength="${trouble === 'identifier' ? 4096 : longestReason}"
      ${trouble !== 'request' && html`required`}
      ${isWrong && html`aria-invalid="true"`}
      aria-describedby="${field}-hint${isWrong ? ` wrong-${trouble}` : ''}"
    />
  </div>`;
}
