import { languages, type Language } from '../../src/domain/language.ts';

/** Where they are kept, from the root of the project. */
export const picturesFolder = 'docs/pictures';

/** Pages of the gallery that docs/PORTAL.md shows. */
const pages = [
  'portal-today-calm',
  'portal-services',
  'portal-service',
  'portal-review-service',
  'portal-sign',
  'portal-help-desk-found',
] as const;

/** A page of the gallery in one language, and the file that shows it. */
export interface Picture {
  readonly page: string;
  readonly language: Language;
  readonly file: string;
}

export const portalPictures: readonly Picture[] = pages.flatMap((page) =>
  languages.map((language) => ({ page, language, file: `${page}-${language}.png` })),
);
