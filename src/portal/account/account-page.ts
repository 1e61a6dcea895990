import type { CalendarDay } from '../../domain/clock.ts';
import type { PortalAccount } from '../../domain/portal-accounts.ts';
import type { PortalRole } from '../../domain/portal-roles.ts';
import { html, type MarkupPart } from '../../http/markup.ts';
import { breakable } from '../../http/written-text.ts';
import { portalMessagesIn } from '../languages/messages-in.ts';
import { dayForPeople } from '../../domain/moment-for-people.ts';
import { limitsText, type SchoolName } from '../names.ts';
import { roleState } from '../people/role-line.ts';
import { renderPortalPage, type PortalFrame } from '../portal-page.ts';

interface AccountPage extends PortalFrame {
  readonly account: PortalAccount;
  /** Roles that do not act any more, because the account was not used. */
  readonly lapsed: readonly PortalRole[];
  readonly madeOn: CalendarDay;
  readonly partyName: string;
  readonly schoolName: SchoolName;
}

/** All that is known of the person who reads it. */
export function renderAccount({
  account,
  lapsed,
  madeOn,
  partyName,
  schoolName,
  ...page
}: AccountPage): string {
  const { account: messages, roles } = portalMessagesIn(page.language);
  const facts: readonly (readonly [string, MarkupPart])[] = [
    [messages.name, account.name],
    [messages.email, breakable(account.email)],
    [messages.worksFor, partyName],
    [messages.since, dayForPeople(madeOn, page.language)],
  ];
  return renderPortalPage({
    ...page,
    current: 'account',
    title: messages.title,
    body: html`<h1>${messages.title}</h1>
      <p class="lead">${messages.lead}</p>
      <dl class="facts">
        ${facts.map(
          ([name, value]) =>
            html`<div>
              <dt>${name}</dt>
              <dd>${value}</dd>
            </div>`,
        )}
        <div>
          <dt>${messages.roles}</dt>
          <dd>
            ${account.roles.map(
              (held) =>
                html`<p>
                  <strong>${roles[held.role].name}</strong>${roleState(
                    page.language,
                    held,
                    lapsed.includes(held.role),
                  )}.
                  ${roles[held.role].does} ${limitsText(held, page.language, schoolName)}
                </p>`,
            )}
          </dd>
        </div>
        <div>
          <dt>${messages.keptFor}</dt>
          <dd>${messages.kept}</dd>
        </div>
      </dl>`,
  });
}
