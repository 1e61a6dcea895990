import type { Language } from '../../../domain/language.ts';
import { html, type Markup } from '../../../http/markup.ts';
import { portalAddresses } from '../../addresses.ts';
import { portalMessagesIn } from '../../languages/messages-in.ts';
import { renderPortalPage, type PortalFrame } from '../../portal-page.ts';
import { authorText } from '../author-text.ts';
import type { SeenService } from '../seen-services.ts';
import type { PolicyVersion } from './policy-versions.ts';

/** A version with its moment as people of the language write it. */
export type DatedVersion = PolicyVersion & { readonly when: string };

interface VersionsPage extends PortalFrame {
  readonly seen: SeenService;
  readonly versions: readonly DatedVersion[];
  /** The first of those that this page does not list. */
  readonly olderFrom?: number | undefined;
}

/** What a school chose before, newest first: when, by whom and why. */
export function renderVersions(page: VersionsPage): string {
  const { changes: messages } = portalMessagesIn(page.language);
  const { school, service } = page.seen;
  const address = portalAddresses.serviceVersions(school.id, service.id);
  return renderPortalPage({
    ...page,
    current: 'services',
    title: messages.versions.title(service.name),
    body: html`<p class="state">
        <a class="whole" href="${portalAddresses.service(school.id, service.id)}"
          >${service.name}, ${school.name}</a
        >
      </p>
      <h1>${messages.versions.title(service.name)}</h1>
      <p class="lead">${messages.versions.lead}</p>
      ${page.versions.length === 0 && html`<p>${messages.versions.none}</p>`}
      <ol class="people" reversed>
        ${page.versions.map((version) => line(page, version))}
      </ol>
      ${
        page.olderFrom !== undefined &&
        html`<p>
          <a class="button secondary" href="${address}?from=${page.olderFrom}">${messages.versions.older}</a>
        </p>`
      }`,
  });
}

function line({ language, seen: { school, service } }: VersionsPage, version: DatedVersion): Markup {
  const { changes: messages } = portalMessagesIn(language);
  const address = portalAddresses.serviceVersion(school.id, service.id, version.version);
  return html`<li>
    <h2>${version.when}</h2>
    ${version.isLive && html`<p class="mark">${messages.versions.live}</p>`} ${renderAbout(language, version)}
    ${
      !version.isLive &&
      typeof version.policy !== 'string' &&
      html`<p><a class="whole" href="${address}">${messages.versions.compare(version.when)}</a></p>`
    }
  </li>`;
}

/** By whom, why, and what became of the choices where that is no list of them. */
export function renderAbout(
  language: Language,
  { by, reason, policy }: Pick<PolicyVersion, 'by' | 'reason' | 'policy'>,
): Markup {
  const { changes: messages } = portalMessagesIn(language);
  return html`<p class="state">${authorText(language, by)}</p>
    <p>${messages.because(reason)}</p>
    ${policy === 'ended' && html`<p>${messages.versions.ended}</p>`}
    ${policy === 'unread' && html`<p>${messages.versions.unread}</p>`}`;
}
