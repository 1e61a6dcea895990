import { scaleLinear, scalePoint } from 'd3-scale';
import { area, line } from 'd3-shape';
import { html, type Markup } from '../../http/markup.ts';
import type { CountedDay } from './past-sign-ins.ts';

interface Chart {
  readonly days: readonly CountedDay[];
  /** One of them, with most sign-ins. */
  readonly most: CountedDay & { readonly signIns: number };
  /** What stands at that day. */
  readonly mostText: string;
  /** Read out in the place of the chart. */
  readonly label: string;
}

/** Small enough that its text is not smaller than that of the page on a telephone. */
const [width, height] = [360, 150];
const edge = { top: 30, side: 8, bottom: 4 };

/**
 * A line over the days, drawn on the server. Days of too few people are gaps; a day between two gaps is a dot. Colours, also those in
 * the dark and on paper, are of the style sheet.
 */
export function signInChart({ days, most, mostText, label }: Chart): Markup {
  const across = scalePoint(
    days.map(({ day }) => day),
    [edge.side, width - edge.side],
  );
  const up = scaleLinear([0, most.signIns], [height - edge.bottom, edge.top]);
  const xOf = ({ day }: CountedDay) => across(day) ?? edge.side;
  const yOf = ({ signIns = 0 }: CountedDay) => up(signIns);
  const isCounted = ({ signIns }: CountedDay) => signIns !== undefined;
  const drawn = line<CountedDay>(xOf, yOf).defined(isCounted).digits(1);
  const below = area<CountedDay>(xOf, up(0), yOf).defined(isCounted).digits(1);
  return html`<svg class="chart" role="img" aria-label="${label}" viewBox="0 0 ${width} ${height}">
    <path class="below" d="${below(days) ?? ''}" />
    <path class="axis" d="M0 ${up(0)}H${width}" />
    <path class="drawn" d="${drawn(days) ?? ''}" />
    ${aloneIn(days).map((day) => dot(xOf(day), yOf(day), 2.5))} ${dot(xOf(most), yOf(most), 4)}
    <text x="${xOf(most).toFixed(1)}" y="${edge.top - 12}" text-anchor="${anchorAt(xOf(most))}">
      ${mostText}
    </text>
  </svg>`;
}

function dot(x: number, y: number, radius: number): Markup {
  return html`<circle class="dot" cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${radius}" />`;
}

/** So that a number at an edge stays within the chart. */
function anchorAt(x: number): 'start' | 'middle' | 'end' {
  if (x < width / 4) return 'start';
  return x > width - width / 4 ? 'end' : 'middle';
}

/** Days between two gaps: a line has no length there. */
function aloneIn(days: readonly CountedDay[]): readonly CountedDay[] {
  const isGap = (index: number): boolean => days[index]?.signIns === undefined;
  return days.filter((_day, index) => !isGap(index) && isGap(index - 1) && isGap(index + 1));
}
