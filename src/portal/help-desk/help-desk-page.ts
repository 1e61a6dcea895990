import type { Language } from '../../domain/language.ts';
import { html, type Markup } from '../../http/markup.ts';
import type { School } from '../../register/model/kinds/school.ts';
import { portalAddresses } from '../addresses.ts';
import { renderFact } from '../fact.ts';
import { portalMessagesIn } from '../languages/messages-in.ts';
import { renderPortalPage, type PortalFrame } from '../portal-page.ts';
import type { ExplainedError } from './error-cause.ts';
import type { SchoolState } from './school-state.ts';
import { renderRefusedOften, renderSchoolState, type ShownRefused } from './school-state-part.ts';

/** An error that was found, for people. */
export interface ShownError extends Omit<ExplainedError, 'isOfPerson'> {
  readonly at: Readonly<Record<Language, string>>;
  readonly schoolName: string;
  readonly boardName: string | undefined;
  readonly serviceName: string | undefined;
  readonly supplierName: string | undefined;
  /** Which check failed, for whoever looks after the school's login; nobody else is told. */
  readonly code?: string | undefined;
}

/** What came of a look-up. `looked` without errors: it is not there, for whatever reason. */
export type LookUp =
  | { readonly outcome: 'empty' | 'tooMany' }
  | { readonly outcome: 'looked'; readonly errors: readonly ShownError[] };

export interface HelpDeskPage extends PortalFrame {
  readonly school: Pick<School, 'id' | 'name'>;
  /** Whether there is another one to choose. */
  readonly hasOthers: boolean;
  readonly lookUp?: LookUp | undefined;
  readonly state: SchoolState;
  readonly refused: ShownRefused;
}

/** Where somebody begins who helps a child that cannot sign in: what the code on its page stood for, and how the school is. */
export function renderHelpDesk(page: HelpDeskPage): string {
  const { helpDesk: messages } = portalMessagesIn(page.language);
  return renderPortalPage({
    ...page,
    current: 'helpDesk',
    title: messages.title,
    body: html`<h1>${messages.title}</h1>
      <p class="lead">${messages.lead(page.school.name)}</p>
      ${page.hasOthers && html`<p><a class="button secondary" href="${portalAddresses.helpDesk}">${messages.otherSchool}</a></p>`}
      ${page.lookUp !== undefined && outcome(page, page.lookUp)} ${codeForm(page)}
      ${renderSchoolState(page.language, page.state)} ${renderRefusedOften(page.language, page.refused)}`,
  });
}

function codeForm({ language, school, lookUp }: HelpDeskPage): Markup {
  const { helpDesk: messages } = portalMessagesIn(language);
  const isWrong = lookUp?.outcome === 'empty';
  return html`<form method="post" action="${portalAddresses.helpDeskOf(school.id)}" class="fields">
    <div class="field">
      <label for="code">${messages.code}</label>
      <p class="hint" id="code-hint">${messages.codeHint}</p>
      <input
        type="text"
        id="code"
        name="code"
        required
        autocomplete="off"
        autocapitalize="off"
        spellcheck="false"
        maxlength="60"
        aria-describedby="code-hint"
        ${isWrong && html`aria-invalid="true"`}
      />
    </div>
    <p class="actions"><button class="button primary" type="submit">${messages.lookUp}</button></p>
  </form>`;
}

function outcome({ language }: HelpDeskPage, lookUp: LookUp): Markup {
  const { helpDesk: messages } = portalMessagesIn(language);
  if (lookUp.outcome !== 'looked') {
    return html`<div class="wrong" role="alert"><p>${messages.wrong[lookUp.outcome]}</p></div>`;
  }
  if (lookUp.errors.length === 0) {
    return html`<div class="attention" role="status">
      <p><strong>${messages.notFound}</strong></p>
      <p>${messages.notFoundHint}</p>
    </div>`;
  }
  return html`<div role="status">${lookUp.errors.map((error) => errorPart(language, error))}</div>`;
}

function errorPart(language: Language, error: ShownError): Markup {
  const { helpDesk: messages } = portalMessagesIn(language);
  const { what, next, say } = messages.causes[error.cause];
  return html`<section class="attention">
    <h2>${what}</h2>
    <dl class="facts">
      ${renderFact(messages.facts.when, error.at[language])}
      ${renderFact(messages.facts.school, error.schoolName)}
      ${error.serviceName !== undefined && renderFact(messages.facts.service, error.serviceName)}
      ${renderFact(messages.facts.step, messages.steps[error.step])}
      ${renderFact(messages.facts.whoseTurn, whoseTurnText(language, error))}
      ${error.code !== undefined && renderFact(messages.facts.code, error.code)}
    </dl>
    <h3>${messages.nextTitle}</h3>
    <p>${next}</p>
    <h3>${messages.sayTitle}</h3>
    <p>${say}</p>
  </section>`;
}

function whoseTurnText(language: Language, { whoseTurn, ...error }: ShownError): string {
  const { whoseTurn: messages } = portalMessagesIn(language).helpDesk;
  const names = {
    school: error.schoolName,
    board: error.boardName,
    supplier: error.supplierName,
    operator: undefined,
    person: undefined,
  };
  const name = names[whoseTurn];
  return name === undefined ? messages[whoseTurn] : `${messages[whoseTurn]}: ${name}`;
}
