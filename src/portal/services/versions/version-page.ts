import type { AttributeName } from '../../../domain/ids.ts';
import { html } from '../../../http/markup.ts';
import { portalAddresses } from '../../addresses.ts';
import { portalMessagesIn } from '../../languages/messages-in.ts';
import { renderPortalPage, type PortalFrame } from '../../portal-page.ts';
import { renderChanges } from '../changes-part.ts';
import { knownSentences, namesText } from '../claim-text.ts';
import type { AffiliationChange } from '../policy-changes.ts';
import type { SeenService } from '../seen-services.ts';
import { renderAbout, type DatedVersion } from './versions-page.ts';

interface VersionPage extends PortalFrame {
  /** As it would be with the choices of this version. */
  readonly seen: SeenService;
  readonly version: DatedVersion;
  /** What bringing it back does to people, compared with what is live. */
  readonly changes: readonly AffiliationChange[];
  /** What of it does not come back. */
  readonly lost: readonly AttributeName[];
  readonly mayRestore: boolean;
}

/** One earlier version beside what is live: what it would do to people if it came back. */
export function renderVersion(page: VersionPage): string {
  const { changes: messages } = portalMessagesIn(page.language);
  const { school, service, input } = page.seen;
  const { version, when, isLive } = page.version;
  return renderPortalPage({
    ...page,
    current: 'services',
    title: messages.versions.oneTitle(when),
    body: html`<p class="state">
        <a class="whole" href="${portalAddresses.serviceVersions(school.id, service.id)}"
          >${messages.versions.title(service.name)}, ${school.name}</a
        >
      </p>
      <h1>${messages.versions.oneTitle(when)}</h1>
      ${isLive && html`<p class="mark">${messages.versions.live}</p>`}
      ${renderAbout(page.language, page.version)}
      <p class="lead">${messages.versions.compareLead}</p>
      ${renderChanges(page.language, page.seen, page.changes)}
      ${
        page.lost.length > 0 &&
        html`<p class="attention">${messages.versions.lost(namesText(page.language, input, page.lost))}</p>`
      }
      <div class="calm">
        ${knownSentences(page.language, input).map((sentence) => html`<p>${sentence}</p>`)}
      </div>
      ${
        page.mayRestore &&
        !isLive &&
        html`<p class="actions">
          <a
            class="button primary"
            href="${portalAddresses.restoreServiceVersion(school.id, service.id, version)}"
            >${messages.versions.restore}</a
          >
        </p>`
      }`,
  });
}
