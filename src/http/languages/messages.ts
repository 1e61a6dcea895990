import type { WhoseTurn } from '../../domain/release.ts';
import type { ErrorTopic } from '../error-topic.ts';

/** What a page says about something that went wrong. */
export interface ErrorText {
  readonly title: string;
  /** What happened, in one or two short sentences. */
  readonly what: string;
  /** What the reader can do now. */
  readonly action: string;
}

/** All texts of the layout and of the error pages. The type makes sure that no language misses one. */
export interface Messages {
  readonly languageName: string;
  readonly skipToContent: string;
  readonly homeLink: string;
  readonly languageSwitch: string;
  readonly footer: {
    readonly whatIsSluis: string;
    readonly privacy: string;
  };
  readonly whoCanSolveThis: string;
  readonly whoseTurn: Readonly<Record<WhoseTurn, string>>;
  readonly whatYouCanDo: string;
  /** Whom people can ask at the school that they chose or came from. */
  readonly schoolHelp: {
    readonly title: string;
    /** Where the school wrote down nothing but its name. */
    readonly titleWithoutHelp: string;
    readonly school: string;
    readonly board: string;
    readonly room: string;
    readonly phone: string;
    /** What the broker sees of all sign-ins at the school. */
    readonly signIns: { readonly work: string; readonly fail: (since: string) => string };
    /** Before the host of the address. */
    readonly reset: string;
  };
  /** Above what a supplier or the operator says about trouble that is known. */
  readonly announcement: {
    /** In the place of a supplier's name. */
    readonly operator: string;
    readonly heading: (said: {
      readonly whose: string;
      readonly about: string | undefined;
      readonly since: string;
    }) => string;
  };
  readonly startAgain: string;
  /** After a sign-in at the school whose account cannot be used. */
  readonly otherAccount: string;
  /** Whose request it was that went wrong. */
  readonly aboutService: (name: string) => string;
  readonly errorId: {
    /** Before the short one. */
    readonly tellTeacher: string;
    readonly tellHelpDesk: string;
    /** Before the long one. */
    readonly long: string;
    /** What the long one is for, where there is a short one as well, and alone. */
    readonly longUse: string;
    readonly use: string;
  };
  readonly errors: Readonly<Record<ErrorTopic, ErrorText>>;
}
