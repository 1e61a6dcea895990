/** As what a letter can be taken, besides the page itself. */
export const letterForms = ['docx', 'pdf'] as const;
export type LetterForm = (typeof letterForms)[number];
