/*
 * Names of schools and towns that do not exist, as many as a country needs and as different from each other as real
 * ones are: what makes a search cheap or dear is how many different words there are.
 */

const forms = [
  'De',
  'Het',
  'Basisschool De',
  'OBS De',
  'CBS Het',
  'Sint',
  'Daltonschool De',
  'IKC',
  'Jenaplanschool De',
];
const colleges = ['College', 'Lyceum', 'Scholengemeenschap', 'Vakcollege', 'Gymnasium', 'Mavo'];
const firsts = [
  'Fantasie',
  'Verzin',
  'Droom',
  'Sprookjes',
  'Wolken',
  'Regen',
  'Sterren',
  'Maan',
  'Zonne',
  'Kleur',
  'Vlinder',
  'Zeep',
  'Café',
  'Reünie',
  'Één',
  'Coöper',
  'Crème',
  'Überbrug',
  'Knälle',
  'Façade',
  'Toren',
  'Molen',
  'Rivier',
  'Berg',
  'Eiland',
  'Boot',
  'Papier',
  'Inkt',
  'Letter',
  'Cijfer',
  'Breuk',
  'Komma',
  'Atlas',
  'Kompas',
  'Pion',
  'Toverlant',
  'Schelpen',
  'Kiezel',
  'Knikker',
  'Tol',
];
const lasts = [
  'boom',
  'huis',
  'boog',
  'kasteel',
  'brug',
  'tuin',
  'bos',
  'veld',
  'poort',
  'hof',
  'haven',
  'wijzer',
  'vogel',
  'ster',
  'steen',
  'laan',
  'ven',
  'dijk',
  'kade',
  'spoor',
  'vlieger',
  'potlood',
  'krijt',
  'bord',
  'hoek',
  'weide',
  'ree',
  'meer',
  'duin',
  'top',
];
const townFirsts = [
  'Verzonnen',
  'Nergens',
  'Schijn',
  'Droom',
  'Elders',
  'Ergens',
  'Über',
  'Fictie',
  'Bedacht',
  'Sprook',
  'Wolk',
  'Nevel',
  'Zogenaam',
  'Mits',
  'Wellicht',
  'Misschien',
  'Ooit',
  'Ginds',
  'Ijdel',
  'Luchtig',
  'Hersen',
  'Café',
  'Knoeien',
  'Proef',
  'Toets',
];
const townLasts = [
  'dorp',
  'huizen',
  'stad',
  'wijk',
  'dam',
  'burg',
  'veen',
  'drecht',
  'kerk',
  'oord',
  'beek',
  'broek',
  'horst',
  'loo',
  'mond',
  'rade',
  'schoten',
  'zijl',
  'werd',
  'um',
  'lo',
  'hoven',
  'donk',
  'foort',
  'waarde',
  'kapelle',
  'sluis',
  'haag',
  'rijk',
  'um aan Zee',
];

/** The one in the list that this number points at, with the rest of the number. */
function pick(list: readonly string[], number: number): readonly [string, number] {
  return [list[number % list.length] ?? '', Math.floor(number / list.length)];
}

/** Spreads neighbouring numbers, the same way each time. */
function scatter(number: number): number {
  return (Math.imul(number + 1, 0x9e3779b1) >>> 0) % 1_000_003;
}

export function schoolName(number: number): string {
  const [first, rest] = pick(firsts, scatter(number));
  const [last, more] = pick(lasts, rest);
  const word = `${first}${last}`;
  if (number % 6 !== 0) return `${pick(forms, more)[0]} ${word}`;
  return `${word} ${pick(colleges, more)[0]}`;
}

export function townName(number: number): string {
  const [first, rest] = pick(townFirsts, scatter(number * 7));
  return first + pick(townLasts, rest)[0];
}

/** BRIN4 up to 9,999 of a letter pair: two digits and two letters. */
export function brin(number: number): string {
  const letter = (index: number): string => String.fromCharCode(65 + (index % 26));
  const digits = String(number % 100).padStart(2, '0');
  const pair = Math.floor(number / 100);
  return `${digits}${letter(pair)}${letter(Math.floor(pair / 26) + 2)}`;
}
