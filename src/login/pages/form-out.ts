import { SluisError } from '../../domain/errors.ts';
import { html, linkTarget, type Markup } from '../../http/markup.ts';
import { renderPage, type PageFrame } from '../../http/page.ts';
import { pictogram } from '../../http/pictograms.ts';
import { hiddenInputs } from './choices.ts';
import { journey } from './journey.ts';

export interface FormOut {
  /** A registered address; the answer has to allow it with `letFormGoOut` too. */
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** A page that brings the browser on to somebody else, on its way to the school or back to the material. */
export interface FormOutPage extends Pick<PageFrame, 'language'>, FormOut {
  readonly title: string;
  readonly towards: 'school' | 'material';
  readonly lead: string;
  readonly button: string;
}

export function renderFormOut(page: FormOutPage): string {
  return renderPage({
    language: page.language,
    title: page.title,
    scripts: ['auto-submit.js'],
    body: html`<div class="card centred">
      ${journey(page.towards)}
      <h1>${page.title}</h1>
      <p class="lead">${page.lead}</p>
      ${formOut(page, page.button)}
    </div>`,
  });
}

/** The only form of a page, which goes to somebody else: a script sends it, and without script the button does. */
function formOut({ action, fields }: FormOut, button: string): Markup {
  const target = linkTarget(action);
  if (target === undefined) throw new SluisError('register.invalid', 'a form goes to a web address only');
  return html`<form method="post" action="${target}" data-auto-submit>
    ${hiddenInputs(fields)}
    <p class="actions">
      <button class="button primary" type="submit"><span>${button}</span>${pictogram('arrow')}</button>
    </p>
  </form>`;
}
