import { html, type Markup } from '../../http/markup.ts';
import { pictogram } from '../../http/pictograms.ts';

/** Where somebody is on the way from school through the lock to the material. */
export type JourneyStep = 'school' | 'gate' | 'material';

/** The way in three drawings, for those who do not read yet; the page says the same in words. */
export function journey(step: JourneyStep): Markup {
  const stop = (name: JourneyStep, icon: 'school' | 'lock' | 'tablet') =>
    html`<span class="stop ${name === step && 'here'}">${pictogram(icon)}</span>`;
  return html`<div class="journey" aria-hidden="true">
    ${stop('school', 'school')}<span class="water"></span>${stop('gate', 'lock')}<span class="water"></span
    >${stop('material', 'tablet')}
  </div>`;
}
