import type { BrowserContext } from 'playwright-core';
import { expect } from 'vitest';
import { listenForComplaints } from '../../../testkit/actors/chromium.ts';
import { holdsWord } from '../holds-word.ts';
import { attributeValues } from './invented-people.ts';

/** What happens in all tabs of a browser while a story is told. */
export interface Watch {
  /**
   * Fails when a page complained (violations of its Content-Security-Policy included), asked another machine for
   * anything, or an address held an attribute value.
   */
  expectNothingWrong(): void;
}

export function watch(context: BrowserContext, originsWithoutIcon: readonly string[]): Watch {
  const addresses: string[] = [];
  const documents: string[] = [];
  const complaints: (readonly string[])[] = [];
  context.on('page', (page) => complaints.push(listenForComplaints(page)));
  context.on('request', (request) => {
    addresses.push(request.url());
    if (request.isNavigationRequest()) documents.push(request.url());
  });
  return {
    expectNothingWrong() {
      const expected = new Set([
        ...documents,
        ...originsWithoutIcon.map((origin) => `${origin}/favicon.ico`),
      ]);
      const all = complaints.flat();
      expect(all.filter((complaint) => !expected.has(notLoaded(complaint) ?? ''))).toEqual([]);
      expect(addresses.filter(isOnAnotherMachine)).toEqual([]);
      const telling = addresses.filter((address) =>
        attributeValues.some((value) => holdsWord(address, value)),
      );
      expect(telling).toEqual([]);
    },
  };
}

/** Chromium also reports a whole page that comes with a status of 400 or more, such as a refusal: the story reads it. */
function notLoaded(complaint: string): string | undefined {
  return /^Failed to load resource: the server responded with a status of 4.*\((\S+)\)$/.exec(complaint)?.[1];
}

function isOnAnotherMachine(address: string): boolean {
  if (address.startsWith('data:') || address.startsWith('about:')) return false;
  const { hostname } = new URL(address);
  return hostname !== 'localhost' && !/^127(?:\.\d+){3}$/.test(hostname);
}
