import { html, type Markup } from './markup.ts';

/**
 * Drawings for people who do not read well yet. Always beside a text that says the same, so they are hidden
 * from screen readers. `tint` marks the surfaces that get the warm second colour.
 */
const drawings = {
  school: html`<path class="tint" d="M10 20 24 10l14 10v21H10z" />
    <path d="M5 22 24 8l19 14M10 19v22h28V19M24 8V3h7v5h-7" />
    <path d="M20 41V30h8v11M15 25v4M33 25v4" />`,
  person: html`<path class="tint" d="M8 42c1-10 8-15 16-15s15 5 16 15z" />
    <circle cx="24" cy="15" r="8" />
    <path d="M8 42c1-10 8-15 16-15s15 5 16 15z" />`,
  clock: html`<circle class="tint" cx="24" cy="24" r="18" />
    <circle cx="24" cy="24" r="18" />
    <path d="M24 13v11l7 5" />`,
  key: html`<circle class="tint" cx="15" cy="24" r="10" />
    <circle cx="15" cy="24" r="10" />
    <path d="M25 24h19v8M36 24v6" />
    <circle cx="15" cy="24" r="2" />`,
  gate: html`<path class="tint" d="M7 43V20a17 17 0 0 1 34 0v23z" />
    <path d="M7 43V20a17 17 0 0 1 34 0v23M3 43h42M24 3v20M24 38v5M14 7v36M34 7v36" />
    <rect class="plate" x="16" y="26" width="16" height="12" rx="3" />
    <path d="M20 26v-3a4 4 0 0 1 8 0v3M24 31v2" />`,
  lock: html`<path class="tint" d="M4 13h40v22H4z" />
    <path d="M4 10h40M4 38h40" />
    <path d="m14 16 7 8-7 8M28 16l7 8-7 8" />`,
  arrow: html`<path d="M8 24h31M27 12l12 12-12 12" />`,
  search: html`<circle cx="20" cy="20" r="13" /><path d="m30 30 12 12" />`,
  tablet: html`<rect class="tint" x="9" y="5" width="30" height="38" rx="4" />
    <rect x="9" y="5" width="30" height="38" rx="4" />
    <path d="M24 16c-2-2-5-3-9-3v14c4 0 7 1 9 3 2-2 5-3 9-3V13c-4 0-7 1-9 3zM24 16v14M22 37h4" />`,
  check: html`<circle class="tint" cx="24" cy="24" r="18" />
    <circle cx="24" cy="24" r="18" />
    <path d="m15 25 6 6 12-13" />`,
} as const;

export type Pictogram = keyof typeof drawings;

export function pictogram(name: Pictogram, size: 'small' | 'large' = 'small'): Markup {
  return html`<svg class="pictogram ${size}" viewBox="0 0 48 48" aria-hidden="true" focusable="false">
    ${drawings[name]}
  </svg>`;
}
