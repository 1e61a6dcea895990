/** One letter at a time, with points or slashes between them: `O.B.S.`, `a/d`. */
const abbreviation = /(?<![\p{L}\p{N}])\p{L}(?:[./]\p{L})+(?![\p{L}\p{N}])/gu;

/** Lower case, without accents and signs: `'t Kröller-huis` → `t`, `kroller`, `huis`; `O.B.S. De Kade` → `obs`, `de`, `kade`. */
export function wordsOf(text: string): readonly string[] {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(abbreviation, (letters) => letters.replace(/[./]/g, ''))
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}
