/** How many typing errors a word may have: none in a short one, where one error makes another word. */
export function mostErrorsIn(word: string): number {
  if (word.length < 5) return 0;
  return word.length < 8 ? 1 : 2;
}

/** No word of a name is longer, so a longer one is not worth looking for. */
const longestWord = 30;

/**
 * Visits each of the sorted words that begins like `wanted`, apart from a few wrong, missing, extra or swapped letters. A
 * beginning that words share is compared once, and words with a beginning that cannot fit are skipped together: so the
 * search is quick among the words of a whole country.
 */
export function almostStarting(
  words: readonly string[],
  wanted: string,
  visit: (index: number, errors: number) => void,
): void {
  const most = mostErrorsIn(wanted);
  if (most === 0 || wanted.length > longestWord) return;
  const table = createErrorTable(wanted, most);
  let index = 0;
  while (index < words.length) {
    const word = words[index] ?? '';
    const { errors, hopelessFrom } = table.read(word);
    if (errors <= most) visit(index, errors);
    index += 1;
    if (hopelessFrom === undefined) continue;
    const start = word.slice(0, hopelessFrom);
    while (words[index]?.startsWith(start) === true) index += 1;
  }
}

interface ErrorTable {
  /** `hopelessFrom`: no word with the same first so many letters can fit. */
  read(word: string): { readonly errors: number; readonly hopelessFrom: number | undefined };
}

/** Optimal string alignment, with a row for each letter of the word; rows that the word before shares are used again. */
function createErrorTable(wanted: string, most: number): ErrorTable {
  const deepest = wanted.length + most;
  const rows = Array.from({ length: deepest + 1 }, () => new Uint8Array(wanted.length + 1));
  /** For each row: its least value, and the errors of the best beginning up to it. */
  const least = new Uint8Array(deepest + 1);
  const best = new Uint8Array(deepest + 1);
  rows[0]?.forEach((_, at, row) => (row[at] = at));
  best[0] = wanted.length;
  let before = '';
  let known = 0;

  const fill = (word: string, depth: number): void => {
    const row = rows[depth] ?? new Uint8Array();
    fillRow(row, { word, depth, wanted, above: rows[depth - 1] ?? row, twoAbove: rows[depth - 2] });
    least[depth] = row.reduce((one, other) => Math.min(one, other), depth);
    best[depth] = Math.min(best[depth - 1] ?? 0, row[wanted.length] ?? 0);
  };
  // the least value never goes down from row to row
  const isHopeless = (depth: number): boolean => (best[depth] ?? 0) > most && (least[depth] ?? 0) > most;

  return {
    read(word) {
      let depth = Math.min(commonStart(before, word), known);
      const end = Math.min(word.length, deepest);
      while (depth < end && !isHopeless(depth)) {
        depth += 1;
        fill(word, depth);
      }
      before = word;
      known = depth;
      return { errors: best[depth] ?? deepest, hopelessFrom: isHopeless(depth) ? depth : undefined };
    },
  };
}

interface RowToFill {
  readonly word: string;
  /** How many letters of the word are read with this row. */
  readonly depth: number;
  readonly wanted: string;
  readonly above: Uint8Array;
  readonly twoAbove: Uint8Array | undefined;
}

function fillRow(row: Uint8Array, { word, depth, wanted, above, twoAbove }: RowToFill): void {
  const letter = word.charCodeAt(depth - 1);
  row[0] = depth;
  for (let at = 1; at <= wanted.length; at += 1) {
    const same = wanted.charCodeAt(at - 1) === letter;
    const changed = (above[at - 1] ?? 0) + (same ? 0 : 1);
    let errors = Math.min(changed, (above[at] ?? 0) + 1, (row[at - 1] ?? 0) + 1);
    const swapped =
      twoAbove !== undefined &&
      at > 1 &&
      wanted.charCodeAt(at - 2) === letter &&
      wanted.charCodeAt(at - 1) === word.charCodeAt(depth - 2);
    if (swapped) errors = Math.min(errors, (twoAbove[at - 2] ?? 0) + 1);
    row[at] = errors;
  }
}

function commonStart(first: string, second: string): number {
  let at = 0;
  while (at < first.length && first.charCodeAt(at) === second.charCodeAt(at)) at += 1;
  return at;
}
