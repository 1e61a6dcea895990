import type { CalendarDay } from '../../domain/clock.ts';
import type { PortalAccount } from '../../domain/portal-accounts.ts';
import { html, type MarkupPart } from '../../http/markup.ts';
import { breakable } from '../../http/written-text.ts';
import { portalMessagesIn } from '../languages/messages-in.ts';
import { dayForPeople } from '../../domain/moment-for-people.ts';
import { limitsText, type SchoolName } from '../names.ts';
import { renderPortalPage, type PortalFrame } from '../portal-page.ts';

interface AccountPage extends PortalFrame {
  readonly account: PortalAccount;
  readonly madeOn: CalendarDay;
  readonly partyName: string;
  readonly schoolName: SchoolName;
}

/** All that is known of the person who reads it. */
export function renderAccount({ account, madeOn, partyName, schoolName, ...page }: AccountPage): string {
  const { account: messages, people, roles } = portalMessagesIn(page.language);
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
                  <strong>${roles[held.role].name}</strong
                  >${held.confirmedAt === undefined && html` (${people.waits})`}. ${roles[held.role].does}
                  ${limitsText(held, page.language, schoolName)}
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
