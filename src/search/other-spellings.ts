/** Words that are written in more than one way: each stands for the others of its row. */
const rows: readonly (readonly string[])[] = [
  ['sint', 'st'],
  ['het', 't'],
  ['een', 'n'],
  ['heilig', 'heilige', 'h'],
  ['burgemeester', 'burg'],
  ['meester', 'mr'],
  ['dokter', 'doctor', 'dr'],
  ['professor', 'prof'],
  ['pastoor', 'past'],
];

/** Towns with more than one name: the register has one of them, and people type another. */
const towns: readonly (readonly (readonly string[])[])[] = [
  [
    ['s', 'gravenhage'],
    ['den', 'haag'],
  ],
  [
    ['s', 'hertogenbosch'],
    ['den', 'bosch'],
  ],
  [['gorinchem'], ['gorkum'], ['gorcum']],
  [['leeuwarden'], ['ljouwert']],
  [['sneek'], ['snits']],
  [['bolsward'], ['boalsert']],
  [['franeker'], ['frjentsjer']],
  [['heerenveen'], ['hearrenfean']],
];

export interface OtherSpelling {
  readonly word: string;
  /** Index of the word that it can replace. */
  readonly at: number;
}

const othersOfWord: ReadonlyMap<string, readonly string[]> = new Map(
  rows.flatMap((row) => row.map((word) => [word, row.filter((other) => other !== word)] as const)),
);

/** Words that people may type instead of these: `sint` for `st`; `den`, `haag` for `s`, `gravenhage`. */
export function otherSpellings(words: readonly string[]): readonly OtherSpelling[] {
  return [...words.flatMap((word, at) => othersAt(words, word, at)), ...otherTowns(words)];
}

function othersAt(words: readonly string[], word: string, at: number): readonly OtherSpelling[] {
  const others = [...(othersOfWord.get(word) ?? []), ...withTheOtherY(word)].map((other) => ({
    word: other,
    at,
  }));
  const next = words[at + 1];
  // `sgravenhage`, `tkofschip`
  const isElided = (word === 's' || word === 't') && next !== undefined;
  return isElided ? [...others, { word: `${word}${next}`, at: at + 1 }] : others;
}

/** `ijsselstein` is also `ysselstein`. */
function withTheOtherY(word: string): readonly string[] {
  if (word.includes('ij')) return [word.replaceAll('ij', 'y')];
  return word.includes('y') ? [word.replaceAll('y', 'ij')] : [];
}

function otherTowns(words: readonly string[]): readonly OtherSpelling[] {
  return towns.flatMap((names) =>
    names.flatMap((name) => {
      const at = placeOf(name, words);
      if (at === undefined) return [];
      return names.filter((other) => other !== name).flatMap((other) => other.map((word) => ({ word, at })));
    }),
  );
}

function placeOf(name: readonly string[], words: readonly string[]): number | undefined {
  const at = words.indexOf(name[0] ?? '');
  return at !== -1 && name.every((word, index) => words[at + index] === word) ? at : undefined;
}
