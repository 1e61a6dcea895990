/** Languages of the pages; the first is the default. */
export const languages = ['nl', 'en'] as const;
export type Language = (typeof languages)[number];
