import type { Request } from 'express';
import type { ErrorCode } from '../../domain/error-codes.ts';
import type { ErrorId } from '../../domain/ids.ts';
import { languages, type Language } from '../../domain/language.ts';
import { explain } from '../../http/error-topic.ts';
import { languageOf } from '../../http/language.ts';
import { html, type Markup } from '../../http/markup.ts';
import { portalAddresses } from '../addresses.ts';
import { portalMessagesIn } from '../languages/messages-in.ts';
import type { PortalErrorTopic } from '../languages/messages.ts';
import { renderPortalPage, type PortalFrame, type PortalPart } from '../portal-page.ts';

interface PortalErrorPage extends PortalFrame {
  readonly code: ErrorCode;
  readonly errorId: ErrorId;
}

/** Both languages, since a step that failed can often not be asked for again. */
export function renderPortalError({ code, errorId, ...page }: PortalErrorPage): string {
  const messages = portalMessagesIn(page.language).errors;
  const topic = topicOf(code);
  const { title } = messages.topics[topic];
  return renderPortalPage({
    ...page,
    title,
    body: html`<h1>${title}</h1>
      ${said(page.language, topic)}
      <p class="actions"><a class="button primary" href="${portalAddresses.home}">${messages.toPortal}</a></p>
      <div class="error-id">
        <p class="long-error-id">${messages.errorId} <code>${errorId}</code></p>
      </div>
      ${languages.filter((other) => other !== page.language).map((other) => translation(other, topic))}`,
  });
}

function said(language: Language, topic: PortalErrorTopic): Markup {
  const { what, action } = portalMessagesIn(language).errors.topics[topic];
  return html`<p>${what}</p>
    <p>${action}</p>`;
}

function translation(language: Language, topic: PortalErrorTopic): Markup {
  const { languageName, topics } = portalMessagesIn(language).errors;
  return html`<details class="translation" lang="${language}">
    <summary>${languageName}: ${topics[topic].title}</summary>
    ${said(language, topic)}
  </details>`;
}

/** What belongs to a sign-in at a school has its own pages: here it would be a fault of ours. */
function topicOf(code: ErrorCode): PortalErrorTopic {
  const { topic } = explain(code);
  switch (topic) {
    case 'not_found':
    case 'bad_request':
    case 'cross_site':
    case 'too_many_requests':
    case 'busy':
      return topic;
    default:
      return 'internal';
  }
}

const partsShown = new WeakMap<Request, readonly PortalPart[]>();

/** Whoever asks is signed in: a page about an error has the navigation too, and is the same for what is another's and what never was. */
export function notePartsShown(request: Request, parts: readonly PortalPart[]): void {
  partsShown.set(request, parts);
}

/** The page about an error at an address of the portal; `undefined`: it is none. */
export function portalErrorPage(
  request: Request,
  failure: Pick<PortalErrorPage, 'code' | 'errorId'>,
): string | undefined {
  const { home } = portalAddresses;
  if (request.path !== home && !request.path.startsWith(`${home}/`)) return undefined;
  const parts = partsShown.get(request) ?? [];
  return renderPortalError({ ...failure, language: languageOf(request), parts });
}
