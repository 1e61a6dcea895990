import type { Language } from '../../domain/language.ts';

/** What a mail says in one language, between its greeting and its end. Each line is a paragraph. */
export interface Words {
  readonly subject: string;
  readonly lines: readonly string[];
}

export type InLanguages = Readonly<Record<Language, Words>>;

/** Our own addresses, as people know them. */
export interface Place {
  readonly issuer: string;
  /** The first page of the portal. */
  readonly portal: string;
  readonly timeZone: string;
}
