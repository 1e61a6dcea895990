import axe, { type AxeResults, type RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

const options: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
  resultTypes: ['violations'],
};

/** Violations of WCAG 2.0 to 2.2, A and AA, as rule and place. Our pages have no frames. */
export async function accessibilityFaults(page: Page): Promise<readonly string[]> {
  await colorsAtRest(page);
  const isThere = await page.evaluate(() => 'axe' in window);
  if (!isThere) await page.evaluate(axe.source);
  const { violations } = await page.evaluate<AxeResults>(`axe.run(document, ${JSON.stringify(options)})`);
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
}

/** After a change of the color scheme, colors pass through others that are less readable. */
async function colorsAtRest(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const animation of document.getAnimations()) {
      if (animation instanceof CSSTransition) animation.finish();
    }
  });
}

/** Links, buttons and fields that are less than 48 pixels high, and whatever sticks out of the page. */
export function layoutFaults(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const targets = [
      ...document.querySelectorAll('a:not(.skip-link), button, input:not([type=hidden]), summary'),
    ];
    // what is not rendered at all is no target
    const small = targets.filter(
      (target) => target.checkVisibility() && target.getBoundingClientRect().height < 48,
    );
    const faults = small.map((target) => `less than 48 pixels high: ${target.outerHTML.slice(0, 120)}`);
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth > clientWidth ? [...faults, `${String(scrollWidth)} pixels wide`] : faults;
  });
}

/** Words that stand on two lines, broken where there was no room. Not those that are hidden, nor codes. */
export function brokenWords(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const linesOf = (text: Node, from: number, to: number): number => {
      const range = document.createRange();
      range.setStart(text, from);
      range.setEnd(text, to);
      const parts = [...range.getClientRects()].filter(({ width }) => width > 1);
      return new Set(parts.map(({ top }) => Math.round(top))).size;
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const broken: string[] = [];
    for (let text = walker.nextNode(); text !== null; text = walker.nextNode()) {
      const around = text.parentElement;
      if (around?.closest('.visually-hidden, code') !== null) continue;
      if (!around.checkVisibility() || around.getBoundingClientRect().width <= 1) continue;
      for (const { 0: word, index } of (text.textContent ?? '').matchAll(/[\p{L}\p{N}]+/gu)) {
        // a hyphen that is drawn where a word may be parted counts with the letter behind it
        const isPart = text.textContent?.[index - 1] === '\u00ad';
        if (linesOf(text, isPart ? index + 1 : index, index + word.length) > 1) broken.push(word);
      }
    }
    return broken;
  });
}
