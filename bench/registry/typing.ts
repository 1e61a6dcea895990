import { createBrowser } from '../journeys/browser.ts';
import type { Http } from '../journeys/http.ts';
import type { Supplier } from '../journeys/supplier.ts';

/** What people type, letter by letter: names, towns, accents left out and added, typing errors, a BRIN, nothing there. */
const typed = [
  'de vlinderboom',
  'cafe sprookjeshuis',
  'Überbrugtuin droomdorp',
  'reunieboog',
  'kleurpotlod',
  'toverlantkastel',
  'zonnewijzer nergenshuizen',
  'coöperhof',
  'verzonnenum aan zee',
  '42CC',
  'lyceum',
  'geen school heet zo',
];

export interface Typing {
  /** Milliseconds from the request to the whole answer, of every letter that somebody types. */
  readonly answers: readonly number[];
  readonly firstPageBytes: number;
  readonly largestAnswerBytes: number;
}

/** Searches at a node as the page does while somebody types. */
export async function timeTyping(http: Http, supplier: Supplier): Promise<Typing> {
  const browser = createBrowser(http, '10.1.1.1');
  const login = await browser.follow(supplier.begin('').url);
  const firstPageBytes = Buffer.byteLength(await browser.read(login));
  const answers: number[] = [];
  let largestAnswerBytes = 0;
  for (const text of typed) {
    for (let length = 1; length <= text.length; length += 1) {
      const search = new URLSearchParams({ q: text.slice(0, length) });
      const began = performance.now();
      const found = await browser.read(`${login}/schools?${search.toString()}`, { 'x-fragment': 'results' });
      answers.push(performance.now() - began);
      largestAnswerBytes = Math.max(largestAnswerBytes, Buffer.byteLength(found));
    }
  }
  return { answers, firstPageBytes, largestAnswerBytes };
}
