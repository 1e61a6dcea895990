import { SluisError } from '../../domain/errors.ts';
import { html, linkTarget, type Markup } from '../../http/markup.ts';
import { pictogram } from '../../http/pictograms.ts';
import { hiddenInputs } from './choices.ts';

export interface FormOut {
  /** A registered address; the answer has to allow it with `letFormGoOut` too. */
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** The only form of a page, which goes to somebody else: a script sends it, and without script the button does. */
export function formOut({ action, fields }: FormOut, button: string): Markup {
  const target = linkTarget(action);
  if (target === undefined) throw new SluisError('register.invalid', 'a form goes to a web address only');
  return html`<form method="post" action="${target}" data-auto-submit>
    ${hiddenInputs(fields)}
    <p class="actions">
      <button class="button primary" type="submit"><span>${button}</span>${pictogram('arrow')}</button>
    </p>
  </form>`;
}
