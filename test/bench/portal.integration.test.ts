import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openLaboratory, type Laboratory } from '../../bench/portal/laboratory.ts';
import { costOf, costTable, type PageCost } from '../../bench/portal/page-cost.ts';
import { notVisited, visitedPages } from '../../bench/portal/visited-pages.ts';
import { sizeOf } from '../../bench/registry/crowd.ts';
import { portalRows } from '../../src/portal/rows.ts';

describe('the pages that the benchmark of the portal visits', () => {
  it('are all that there are, but for those that it names', () => {
    const places = Object.fromEntries(
      portalRows.flatMap(([, row]) => [...row.matchAll(/:(\w+)/g)].map(([, name]) => [name, 'x'])),
    );
    const visited = visitedPages(places).map(({ row }) => row);
    const all = portalRows.filter(([method]) => method === 'GET').map(([, row]) => row);
    expect([...visited, ...notVisited].toSorted()).toEqual(all.toSorted());
  });

  it('have nothing in their address that the board does not have', () => {
    expect(() => visitedPages({ school: 'de-regenboog' })).toThrow('nothing is known');
  });
});

describe('the benchmark of the portal', () => {
  let laboratory: Laboratory;
  beforeAll(async () => {
    const stores = { postgresUrl: inject('postgres18Url'), redisUrl: inject('redisUrl') };
    laboratory = await openLaboratory(stores, { schools: 4, services: 8 }, sizeOf(0.001));
  });
  afterAll(() => laboratory.close());

  it('tells what each page costs, with all that the page asks for', async () => {
    const costs: PageCost[] = [];
    for (const page of laboratory.pages) costs.push(await costOf(laboratory, page, 1));
    expect(costTable(costs)).toMatch(/\| `\/portal` \| \**[\d.]+\** \| \d+ \| [\d.]+ \|/);
    for (const { row, bytes } of costs) {
      // the style sheets alone are more than the first, and a page of so small a board is below the aim
      expect([row, bytes > 20_000, bytes < 150_000]).toEqual([row, true, true]);
    }
  });

  it('does not measure a page that is not there', async () => {
    const page = { row: '/portal/schools', path: '/portal/nothing' };
    await expect(costOf(laboratory, page, 1)).rejects.toThrow('/portal/schools answered 404');
  });
});
