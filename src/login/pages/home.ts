import { html, type Markup } from '../../http/markup.ts';
import { renderPage, type PageFrame } from '../../http/page.ts';
import { pictogram } from '../../http/pictograms.ts';
import { choiceList } from './choices.ts';
import { journey } from './journey.ts';
import { loginMessagesIn } from './languages/messages-in.ts';

export interface Home extends PageFrame {
  readonly services: readonly {
    readonly name: string;
    readonly description: string;
    readonly startUrl: string;
  }[];
}

/** The front page: for pupils who end up here, and for a school that wants to know what this is. */
export function renderHome(page: Home): string {
  const messages = loginMessagesIn(page.language).home;
  const choices = page.services.map(({ name, description, startUrl }) => ({
    title: name,
    detail: description,
    url: startUrl,
  }));
  return renderPage({
    ...page,
    title: messages.title,
    body: html`<div class="home">
      <section class="card">
        ${journey('gate')}
        <h1>${messages.title}</h1>
        <p class="lead">${messages.lead}</p>
        ${
          choices.length > 0 &&
          html`<h2>${messages.services}</h2>
            <p class="hint">${messages.servicesHint}</p>
            ${choiceList(choices, 'tablet')}`
        }
      </section>
      <section>
        <h2>${messages.howTitle}</h2>
        ${steps(messages.steps)}
      </section>
      <section class="turn">
        <h2>${messages.privacyTitle}</h2>
        <p>${messages.privacy}</p>
      </section>
    </div>`,
  });
}

function steps(all: readonly { readonly title: string; readonly text: string }[]): Markup {
  const icons = ['school', 'lock', 'tablet'] as const;
  return html`<ol class="steps">
    ${all.map(
      ({ title, text }, index) =>
        html`<li>
          ${pictogram(icons[index % icons.length] ?? 'arrow', 'large')}
          <div>
            <h3>${title}</h3>
            <p>${text}</p>
          </div>
        </li>`,
    )}
  </ol>`;
}
