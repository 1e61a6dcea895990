import type { Language } from '../../../domain/language.ts';
import type { LetterKind } from '../../letters/letter.ts';

/** What letters say, and the pages on which they are taken. */
export interface LettersMessages {
  readonly links: Readonly<Record<LetterKind, string>>;
  /** After a change that lets pupils in. */
  readonly tellParents: string;
  /** A file that can be taken: its format and its language. */
  readonly forms: Readonly<Record<'docx' | 'pdf', string>>;
  readonly readFirst: string;
  readonly otherLanguage: Readonly<Record<Language, string>>;
  readonly files: Readonly<Record<LetterKind, string>>;
  readonly page: (number: number, of: number) => string;
  readonly contacts: {
    readonly privacy: (board: string) => string;
    readonly officer: (board: string) => string;
    readonly school: string;
    readonly page: string;
    readonly help: string;
  };
  readonly parents: {
    readonly title: (service: string, school: string) => string;
    readonly greeting: string;
    readonly lead: (school: string, service: string) => string;
    readonly whatFor: string;
    readonly by: (service: string, supplier: string) => string;
    readonly description: (text: string) => string;
    readonly notAll: string;
    readonly gets: string;
    readonly getsLead: string;
    readonly getsCodeOnly: string;
    readonly code: (supplier: string) => string;
    readonly signInTime: string;
    readonly getsNot: string;
    readonly withheldLead: string;
    readonly nothingElse: string;
    readonly madeInApp: (privacyStatement: string) => string;
    readonly why: string;
    readonly ground: (claims: string, ground: string) => string;
    readonly groundUnknown: (claims: string) => string;
    readonly agreement: (board: string, supplier: string, until: string) => string;
    readonly controller: string;
    readonly processor: string;
    readonly howLong: string;
    readonly destroyed: (days: number) => string;
    readonly keptUnknown: string;
    readonly keptUnknownOf: (claims: string) => string;
    readonly where: string;
    readonly places: (places: string) => string;
    readonly placesUnknown: string;
    readonly helpers: string;
    readonly noHelpers: string;
    readonly helpersUnknown: string;
    readonly questions: string;
    readonly rights: string;
    readonly objecting: string;
    readonly ask: string;
    readonly askSchool: string;
    readonly authority: string;
    readonly closing: string;
    readonly asOf: (day: string) => string;
  };
  readonly council: {
    readonly title: (school: string) => string;
    readonly lead: (school: string, board: string) => string;
    readonly asOf: (day: string) => string;
    readonly none: string;
    readonly code: string;
    readonly notAll: string;
    readonly signInTime: string;
    readonly helpers: string;
    readonly nobody: string;
    readonly data: (service: string) => string;
    readonly head: readonly string[];
    readonly codeOnly: string;
    readonly others: (services: string) => string;
    readonly contacts: string;
  };
}
