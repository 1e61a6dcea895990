import type { CalendarDay } from '../../domain/clock.ts';
import type { Language } from '../../domain/language.ts';
import { shortDayForPeople } from '../../domain/moment-for-people.ts';
import { html, type Markup } from '../../http/markup.ts';
import { portalMessagesIn } from '../languages/messages-in.ts';
import { numberText } from './claim-text.ts';
import type { Counted } from './past-month.ts';
import type { CountedDay } from './past-sign-ins.ts';
import { signInChart } from './sign-in-chart.ts';

/** How often people signed in, as a chart with its table, or why that is not said. */
export function renderPastSignIns(
  language: Language,
  service: string,
  counted: Counted<readonly CountedDay[]>,
): Markup {
  const { chart } = portalMessagesIn(language).services.pastMonth;
  return html`<h2>${chart.title}</h2>
    ${chartOf(language, service, counted)}`;
}

function chartOf(language: Language, service: string, counted: Counted<readonly CountedDay[]>): Markup {
  const { tooFew, chart } = portalMessagesIn(language).services.pastMonth;
  if (counted.outcome === 'away') return html`<p class="state">${chart.away}</p>`;
  const days = counted.outcome === 'counted' ? counted.told : [];
  const most = mostOf(days);
  const [first, last] = [days[0], days.at(-1)];
  if (most === undefined || first === undefined || last === undefined) {
    return html`<p class="state">${tooFew}</p>`;
  }
  const dayText = (day: CalendarDay) => shortDayForPeople(day, language);
  const times = numberText(language, most.signIns);
  const mostLine = chart.most(dayText(most.day), times);
  return html`<figure class="charted">
      <figcaption>${mostLine}</figcaption>
      ${signInChart({ days, most, mostText: times, label: chart.label(service, mostLine) })}
      <p class="chart-days state"><span>${dayText(first.day)}</span> <span>${dayText(last.day)}</span></p>
    </figure>
    <p class="state">${chart.howCounted}</p>
    <details class="numbers">
      <summary>${chart.table}</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">${chart.day}</th>
            <th scope="col">${chart.signIns}</th>
          </tr>
        </thead>
        <tbody>
          ${days.map(
            ({ day, signIns }) =>
              html`<tr>
                <th scope="row">${dayText(day)}</th>
                <td>${signIns === undefined ? chart.gap : numberText(language, signIns)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </details>`;
}

/** The first of those with most sign-ins; `undefined`: no day is told. */
function mostOf(days: readonly CountedDay[]): (CountedDay & { readonly signIns: number }) | undefined {
  const told = days.flatMap(({ day, signIns }) => (signIns === undefined ? [] : [{ day, signIns }]));
  const [first, ...others] = told;
  return first && others.reduce((most, each) => (each.signIns > most.signIns ? each : most), first);
}
