const spelling = /^https?:\/\/ketenid\.nl\/([a-z0-9]+)\/([0-9a-f]{128})\/?$/i;

/**
 * The chain pseudonym as Nummervoorziening gives it: `https://ketenid.nl/<environment>/<128 hex digits>`, in lower case.
 * School systems also write it in capitals, with `http`, with a slash behind it or with white space around it, and mean
 * the same pupil: all of these give the one value that is hashed and may be released. `undefined`: it is none.
 *
 * What has the right spelling comes out as it is; its hash is the root of people, so that must stay so for ever.
 */
export function readEckId(text: string): string | undefined {
  const [, environment, digits] = spelling.exec(text.trim()) ?? [];
  if (environment === undefined || digits === undefined) return undefined;
  return `https://ketenid.nl/${environment.toLowerCase()}/${digits.toLowerCase()}`;
}
