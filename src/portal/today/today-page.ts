import type { Language } from '../../domain/language.ts';
import type { PortalRole } from '../../domain/portal-roles.ts';
import { html, type Markup } from '../../http/markup.ts';
import { dayForPeople } from '../../domain/moment-for-people.ts';
import { servicesText } from '../agreements/agreements-page.ts';
import type { AgreementBetween } from '../agreements/seen-agreements.ts';
import { portalAddresses } from '../addresses.ts';
import { unusedSchoolDays } from '../../rights/roles-in-force.ts';
import { portalMessagesIn } from '../languages/messages-in.ts';
import type { SchoolName } from '../names.ts';
import type { EndingService } from '../services/ending-services.ts';
import type { DraftToJudge } from '../services/drafts/drafts-to-judge.ts';
import type { FailedChange, LaterChange } from '../services/later/changes-of-schools.ts';
import { renderPortalPage, type PortalFrame } from '../portal-page.ts';
import { renderFailed, renderLater, renderToJudge } from './later-part.ts';
import type { MissingStandIn } from './missing-stand-in.ts';
import { renderReview, type ShownReview } from './review-part.ts';
import type { WrongToday } from './wrong-today.ts';

/** What was asked for or used, by whom as far as it is somebody of the party, and from when on it acts. */
export interface LosingFactors {
  readonly what: 'requested' | 'confirmed' | 'recoveryCode';
  readonly by?: string | undefined;
  readonly opensAt?: Readonly<Record<Language, string>> | undefined;
  /** Whoever reads it can say that they are with whoever asked: at once, or after they signed in again. */
  readonly mayJoin?: 'now' | 'sign_in' | undefined;
  readonly hasJoined?: boolean;
}

interface TodayPage extends PortalFrame {
  readonly name: string;
  /** Roles of this account that nobody has confirmed yet. */
  readonly waiting: readonly PortalRole[];
  /** Roles of this account that do not act any more, because it was not used. */
  readonly lapsed: readonly PortalRole[];
  /** Whom this account can confirm. */
  readonly toConfirm: readonly { readonly name: string; readonly role: PortalRole }[];
  /** Whoever reads it can show by a code that they act for the board. */
  readonly typesCode: boolean;
  /** Typed before a factor had to be shown. */
  readonly filledCode?: string | undefined;
  /** Losing it would keep this person out. */
  readonly hasOneFactor: boolean;
  /** Somebody else is about to take away the factors, or to add one. */
  readonly losesFactors?: LosingFactors | undefined;
  /** Offers of suppliers that whoever reads it can sign. */
  readonly offers: readonly AgreementBetween[];
  /** Services that end soon, the nearest first. */
  readonly ending: readonly EndingService[];
  /** Changes for later that were not made, and those that wait. */
  readonly later: { readonly waiting: readonly LaterChange[]; readonly failed: readonly FailedChange[] };
  /** Drafts of others that wait for whoever reads it. */
  readonly toJudge: readonly DraftToJudge[];
  /** Nobody stands in for the administrator, and whoever reads it can change that. */
  readonly missingStandIn?: MissingStandIn | undefined;
  /** It is time to say whether all people are right. */
  readonly review?: ShownReview | undefined;
  /** That was just said. */
  readonly isReviewed: boolean;
  /** What was wrong with what was just sent from here. */
  readonly wrong?: WrongToday | undefined;
  readonly schoolName: SchoolName;
}

/**
 * By urgency: what keeps this person out, what did not happen or ends on a day, what others wait for, and then what keeps things safe.
 * What happens by itself comes last.
 */
export function renderToday(page: TodayPage): string {
  const { today: messages, review, people, roles } = portalMessagesIn(page.language);
  const names = (of: readonly PortalRole[]): string => of.map((role) => roles[role].name).join(', ');
  return renderPortalPage({
    ...page,
    current: 'today',
    title: messages.title(page.name),
    body: html`<h1>${messages.title(page.name)}</h1>
      ${page.isReviewed && html`<p role="status"><strong>${review.done}</strong></p>`}
      ${page.wrong === 'review_not_allowed' && html`<p class="wrong" role="alert">${people.wrong.other}</p>`}
      ${page.losesFactors !== undefined && losing(page, page.losesFactors)}
      ${isCalm(page) && html`<p class="calm">${messages.nothing}</p>`}
      ${page.waiting.length > 0 && html`<p class="attention">${messages.waiting(names(page.waiting))}</p>`}
      ${page.lapsed.length > 0 && html`<p class="attention">${messages.lapsed(names(page.lapsed), unusedSchoolDays)}</p>`}
      ${page.typesCode && boardCode(page)}
      ${page.later.failed.map((failed) => renderFailed(page.language, failed))}
      ${page.ending.map((service) => ending(page, service))}
      ${page.toJudge.map((draft) => renderToJudge(page.language, draft))}
      ${page.offers.map((between) => offer(page, between))}
      ${page.toConfirm.map(
        ({ name, role }) =>
          html`<div class="attention">
            <p>${messages.toConfirm(name, roles[role].name)}</p>
            <p><a class="button secondary" href="${portalAddresses.people}">${messages.toPeople}</a></p>
          </div>`,
      )}
      ${page.hasOneFactor && oneFactor(page)}
      ${page.missingStandIn !== undefined && standInMissing(page, page.missingStandIn)}
      ${
        page.review !== undefined &&
        renderReview(page, page.review, { hasChanged: page.wrong === 'review_changed' })
      }
      ${page.later.waiting.length > 0 && renderLater(page.language, page.later.waiting)}`,
  });
}

function isCalm(page: TodayPage): boolean {
  return (
    [
      page.waiting,
      page.lapsed,
      page.toConfirm,
      page.offers,
      page.ending,
      page.later.failed,
      page.toJudge,
    ].every(({ length }) => length === 0) &&
    !page.hasOneFactor &&
    page.losesFactors === undefined &&
    page.missingStandIn === undefined &&
    page.review === undefined
  );
}

function losing({ language }: TodayPage, losingNow: LosingFactors): Markup {
  const messages = portalMessagesIn(language).losingFactors;
  const { what, by, opensAt } = losingNow;
  return html`<div class="attention fields">
    <h2>${messages[what]}</h2>
    ${by !== undefined && html`<p>${messages.by(by)}</p>`}
    ${opensAt !== undefined && html`<p>${messages.opensAt(opensAt[language])}</p>`}
    ${together(language, losingNow)}
    <form method="post" action="${portalAddresses.callOffReset}" class="fields">
      <p>${messages.notYou}</p>
      <p><button class="button secondary" type="submit">${messages.callOff}</button></p>
    </form>
  </div>`;
}

function together(language: Language, { mayJoin, hasJoined = false }: LosingFactors): Markup | false {
  const messages = portalMessagesIn(language).losingFactors;
  if (hasJoined) return html`<p>${messages.joined}</p>`;
  if (mayJoin === 'sign_in') return html`<p>${messages.joinAfterSignIn}</p>`;
  return (
    mayJoin === 'now' &&
    html`<form method="post" action="${portalAddresses.joinReset}" class="fields">
      <p>${messages.mayJoin}</p>
      <p><button class="button secondary" type="submit">${messages.join}</button></p>
    </form>`
  );
}

function standInMissing({ language }: TodayPage, missing: MissingStandIn): Markup {
  const { today: messages, people } = portalMessagesIn(language);
  const [text, address, action] =
    missing === 'administrator'
      ? [messages.onlyAdministrator, portalAddresses.invite, people.inviteTitle]
      : [messages.noStandIn, portalAddresses.people, messages.toPeople];
  return html`<div class="attention">
    <p>${text}</p>
    <p><a class="button secondary" href="${address}">${action}</a></p>
  </div>`;
}

function offer({ language }: TodayPage, between: AgreementBetween): Markup {
  const { agreements: messages } = portalMessagesIn(language);
  const { agreement, supplier } = between;
  return html`<div class="attention">
    <p>${messages.offer(supplier.name, servicesText(language, between))}</p>
    <p>
      <a class="button secondary" href="${portalAddresses.signAgreement(agreement.id)}"
        >${messages.look(supplier.name)}</a
      >
    </p>
  </div>`;
}

function ending({ language }: TodayPage, { name, school, service, endsOn }: EndingService): Markup {
  const { services: messages } = portalMessagesIn(language);
  return html`<div class="attention">
    <p><strong>${name}</strong>: ${messages.ends(dayForPeople(endsOn, language))}</p>
    <p>
      <a class="button secondary" href="${portalAddresses.service(school, service)}"
        >${messages.look(name)}</a
      >
    </p>
  </div>`;
}

function boardCode({ language, wrong, filledCode }: TodayPage): Markup {
  const messages = portalMessagesIn(language).boardCode;
  return html`<form method="post" action="${portalAddresses.boardCode}" class="fields attention">
    <h2>${messages.title}</h2>
    <p>${messages.lead}</p>
    ${wrong === 'code' && html`<p class="wrong" role="alert">${messages.wrong}</p>`}
    <p class="field">
      <label for="code">${messages.label}</label>
      <input
        type="text"
        id="code"
        name="code"
        value="${filledCode}"
        autocomplete="off"
        autocapitalize="characters"
        maxlength="40"
        required
      />
    </p>
    <p><button class="button secondary" type="submit">${messages.send}</button></p>
  </form>`;
}

function oneFactor({ language }: TodayPage): Markup {
  const { factors: messages } = portalMessagesIn(language);
  return html`<div class="attention">
    <p>${messages.second}</p>
    <p><a class="button secondary" href="${portalAddresses.factors}">${messages.title}</a></p>
  </div>`;
}
