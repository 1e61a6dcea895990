import { html, type Markup } from '../../http/markup.ts';
import { pictogram } from '../../http/pictograms.ts';
import { hiddenInputs } from './choices.ts';

/** Characters; no name of a school or a service is as long. */
export const longestQuery = 100;

export interface SearchForm {
  readonly label: string;
  readonly hint: string;
  readonly button: string;
  readonly query: string;
  /** Path that answers the search with the page that has this form. */
  readonly action: string;
  readonly hiddenFields?: Readonly<Record<string, string>>;
  /** The page answers a search: whoever searched can go on typing. */
  readonly hasFocus?: boolean | undefined;
  /** A script of the page searches while somebody types. */
  readonly whileTyping?: boolean;
}

/** A search field that works without script. */
export function searchForm(form: SearchForm): Markup {
  return html`<form
    class="search"
    method="get"
    action="${form.action}"
    role="search"
    ${form.whileTyping === true && 'data-search'}
  >
    ${hiddenInputs(form.hiddenFields ?? {})}
    <label for="q">${form.label}</label>
    <p class="hint" id="search-hint">${form.hint}</p>
    <div class="search-row">
      <input
        id="q"
        name="q"
        type="search"
        value="${form.query}"
        maxlength="${String(longestQuery)}"
        autocomplete="off"
        autocapitalize="none"
        spellcheck="false"
        aria-describedby="search-hint"
        ${form.hasFocus === true && 'autofocus'}
      />
      <button class="button primary" type="submit">${pictogram('search')}<span>${form.button}</span></button>
    </div>
  </form>`;
}
