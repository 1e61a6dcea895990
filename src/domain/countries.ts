/** The European Economic Area: the member states of the European Union, Iceland, Liechtenstein and Norway. */
const insideEea: ReadonlySet<string> = new Set(
  ('AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK ' + 'IS LI NO').split(
    ' ',
  ),
);

const regionNames = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
/** Codes that the names above know beside countries: parts of the world, and codes that are set aside. */
const noCountry: ReadonlySet<string> = new Set(['EU', 'EZ', 'QO', 'UN', 'XA', 'XB', 'ZZ']);

/** True for two letters that ISO 3166-1 gives to a country. */
export function isCountry(code: string): boolean {
  return /^[A-Z]{2}$/.test(code) && !noCountry.has(code) && regionNames.of(code) !== undefined;
}

/** Whether personal data in this country are inside the reach of the GDPR itself (chapter V is about all others). */
export function isInsideEea(country: string): boolean {
  return insideEea.has(country);
}
