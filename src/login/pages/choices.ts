import { html, linkTarget, type Markup } from '../../http/markup.ts';
import { pictogram, type Pictogram } from '../../http/pictograms.ts';

/** One way to go on. A link, not a form: a form post that ends at another origin would be stopped by `form-action`. */
export interface Choice {
  readonly title: string;
  /** A second, quieter line. */
  readonly detail?: string | undefined;
  /** A last line: what people should know before they choose. */
  readonly note?: string | undefined;
  readonly url: string;
}

/** A list of large links. One whose address is no web address is left out. */
export function choiceList(choices: readonly Choice[], icon: Pictogram): Markup {
  return html`<ul class="choices">
    ${choices
      .map((choice) => choiceLink(choice, icon))
      .filter((link) => link !== undefined)
      .map((link) => html`<li>${link}</li>`)}
  </ul>`;
}

export function choiceLink(
  choice: Choice,
  icon: Pictogram,
  emphasis: 'plain' | 'strong' = 'plain',
): Markup | undefined {
  const target = linkTarget(choice.url);
  if (target === undefined) return undefined;
  return html`<a class="choice ${emphasis}" href="${target}">
    ${pictogram(icon)}
    <span class="choice-text">
      <strong>${choice.title}</strong>
      ${choice.detail !== undefined && html`<span>${choice.detail}</span>`}
      ${choice.note !== undefined && html`<span class="note">${choice.note}</span>`}
    </span>
    ${pictogram('arrow')}
  </a>`;
}

/** Hidden inputs. Names and values are escaped like every other text. */
export function hiddenInputs(fields: Readonly<Record<string, string>>): readonly Markup[] {
  return Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
  );
}
