import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** Violations of WCAG 2.0 to 2.2, A and AA, as rule and place. */
export async function accessibilityFaults(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .setLegacyMode(true)
    .analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
}

/** Links, buttons and fields that are less than 48 pixels high, and whatever sticks out of the page. */
export function layoutFaults(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const targets = [
      ...document.querySelectorAll('a:not(.skip-link), button, input:not([type=hidden]), summary'),
    ];
    const small = targets.filter((target) => target.getBoundingClientRect().height < 48);
    const faults = small.map((target) => `less than 48 pixels high: ${target.outerHTML.slice(0, 120)}`);
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth > clientWidth ? [...faults, `${String(scrollWidth)} pixels wide`] : faults;
  });
}
