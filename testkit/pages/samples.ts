import { readFileSync } from 'node:fs';
import { html, type Markup } from '../../src/http/markup.ts';
import { pictogram } from '../../src/http/pictograms.ts';
import { renderPortalPage } from '../../src/portal/portal-page.ts';
import type { Language } from '../../src/domain/language.ts';
import { frame } from './invented-service.ts';
import type { Variant } from './variant.ts';

const base = readFileSync(new URL('../../src/http/assets/styles/base.css', import.meta.url), 'utf8');

/** The colours as the style sheet names them, each once. */
const colors = [...new Set([...base.matchAll(/--([a-z-]+): #/g)].flatMap(([, name]) => name ?? []))];

/** Shows each colour in a box of its own class; pages of the product have no inline style. */
export const samplesCss = [
  '.swatches { display: flex; flex-wrap: wrap; padding: 0; list-style: none; }',
  '.swatches li { width: 8.5em; padding: 8px; }',
  '.swatch { height: 64px; border: 1px solid var(--ink); border-radius: var(--radius-small); }',
  ...colors.map((name) => `.swatch.${name} { background: var(--${name}); }`),
].join('\n');

/** Everything that pages are made of, on one page: for whoever makes a page, and not for people of schools. */
export const samples: Variant = { name: 'samples', render: renderSamples };

function renderSamples(language: Language): string {
  const page = renderPortalPage({
    ...frame(language, '/gallery/samples'),
    current: 'today',
    title: 'Samples',
    body: html`<div lang="en" class="portal">
      ${[type(), palette(), states(), boxes(), controls(), lists()]}
    </div>`,
  });
  return page.replace('</head>', '<link rel="stylesheet" href="/gallery/samples.css" /></head>');
}

function type(): Markup {
  return html`<h1>Heading of a page</h1>
    <p class="lead">What the page is for, in a sentence.</p>
    <h2>Heading of a part</h2>
    <h3>Heading within a part</h3>
    <p>
      Text of 18 pixels, with <a class="whole" href="/gallery/samples">a link</a> and
      <strong>what counts</strong>.
    </p>
    <p class="state">What is said beside it.</p>
    <p class="hint">A hint for a field.</p>`;
}

function palette(): Markup {
  return html`<h2>Colours</h2>
    <p>Light and dark follow the device. A state is told by a shape and a word as well.</p>
    <ul class="swatches">
      ${colors.map(
        (name) =>
          html`<li>
            <div class="swatch ${name}"></div>
            ${name}
          </li>`,
      )}
    </ul>`;
}

function states(): Markup {
  return html`<h2>States</h2>
    <p class="switch on">On</p>
    <p class="switch part">In part</p>
    <p class="switch off">Off</p>
    <p class="mark warn">What to be careful with</p>`;
}

function boxes(): Markup {
  return html`<h2>Boxes</h2>
    <p class="calm">Nothing to do.</p>
    <p class="attention">Something needs attention.</p>
    <div class="wrong" role="group" aria-label="An error"><p>What is wrong, and what to do.</p></div>
    <p class="copied">a-text-to-copy</p>`;
}

function controls(): Markup {
  return html`<h2>Buttons and fields</h2>
    <p class="actions">
      <a class="button primary" href="/gallery/samples">Primary</a>
      <a class="button secondary" href="/gallery/samples">Secondary</a>
    </p>
    <form class="fields" action="/gallery/samples">
      <div class="field">
        <label for="sample-text">Field</label>
        <p class="hint" id="sample-hint">With a hint</p>
        <input type="text" id="sample-text" aria-describedby="sample-hint" />
      </div>
      <div class="field">
        <label for="sample-choice">Choice</label>
        <select id="sample-choice">
          <option>one</option>
          <option>other</option>
        </select>
      </div>
      <div class="field">
        <label class="option"><input type="checkbox" checked /><span>Switch</span></label>
      </div>
    </form>`;
}

function lists(): Markup {
  return html`<h2>Lists and facts</h2>
    <dl class="facts">
      <div>
        <dt>Name</dt>
        <dd>Value</dd>
      </div>
    </dl>
    <ol class="steps-of">
      <li>First step</li>
      <li aria-current="step">Step of now</li>
    </ol>
    <p>${pictogram('school')} A drawing stands beside a text that says the same.</p>`;
}
