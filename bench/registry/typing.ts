import { createBrowser } from '../journeys/browser.ts';
import type { Http } from '../journeys/http.ts';
import type { Supplier } from '../journeys/supplier.ts';

const measuredRounds = 3;

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
  /** Milliseconds from the request to the whole answer, of every letter that somebody types, at a node that is warm. */
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
  const typeAll = async (): Promise<void> => {
    for (const query of typed.flatMap(lettersOf)) {
      const search = new URLSearchParams({ q: query });
      const began = performance.now();
      const found = await browser.read(`${login}/schools?${search.toString()}`, { 'x-fragment': 'results' });
      answers.push(performance.now() - began);
      largestAnswerBytes = Math.max(largestAnswerBytes, Buffer.byteLength(found));
    }
  };
  await typeAll();
  // the first round warms up, as with every subject
  answers.length = 0;
  for (let round = 1; round <= measuredRounds; round += 1) await typeAll();
  return { answers, firstPageBytes, largestAnswerBytes };
}

/** `k`, `kl`, `kle`… */
function lettersOf(text: string): readonly string[] {
  return Array.from({ length: text.length }, (_, index) => text.slice(0, index + 1));
}
