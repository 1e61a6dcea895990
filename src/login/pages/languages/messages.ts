import type { RefusalReason } from '../../../domain/release.ts';
import type { PublicReason } from '../../public-reason.ts';

/** The exact reason for people of the school, the public one for everybody else. */
export type ShownReason = RefusalReason | PublicReason;

/** The names that a text about a refusal may mention. */
export interface Parties {
  readonly service: string;
  readonly supplier: string;
  readonly school: string;
  /** A pupil asks the teacher; somebody who works at the school asks who arranges such things there. */
  readonly isPupil: boolean;
}

export interface RefusalText {
  readonly title: string;
  readonly what: string;
  readonly action: string;
}

/** All texts of the pages of a login. */
export interface LoginMessages {
  readonly chooseSchool: {
    readonly title: string;
    readonly lead: (service: string) => string;
    readonly lastTime: string;
    readonly otherSchool: string;
    readonly forget: string;
    readonly searchLabel: string;
    readonly searchHint: string;
    readonly searchButton: string;
    readonly all: string;
    readonly count: (total: number) => string;
    readonly notTakingPart: (total: number) => string;
    readonly onlyNotTakingPart: (total: number) => string;
    readonly moreNotTakingPart: (shown: number, total: number) => string;
    /** Below the name of a school: what is missing, and who can put it right. */
    readonly whyNotTakingPart: Readonly<Record<PublicReason, string>>;
    readonly more: (shown: number, total: number) => string;
    readonly nothing: (query: string) => string;
    readonly nothingAction: string;
    readonly typeFirst: string;
  };
  /** Opens what helps when signing in at the chosen school fails. */
  readonly doesNotWork: string;
  readonly pickSchool: { readonly title: string; readonly lead: (service: string) => string };
  readonly chooseIdp: {
    readonly title: string;
    readonly lead: (school: string) => string;
    readonly otherSchool: string;
  };
  readonly visitSchool: {
    readonly title: (school: string) => string;
    readonly lead: string;
    readonly button: string;
  };
  readonly callbackForm: {
    readonly title: (service: string) => string;
    readonly lead: string;
    readonly button: string;
  };
  readonly refusal: {
    readonly reasons: Readonly<Record<ShownReason, (parties: Parties) => RefusalText>>;
    readonly back: (service: string) => string;
    readonly signInAgain: string;
    readonly someoneElse: string;
    readonly closeBrowserFirst: string;
  };
  readonly cancelled: {
    readonly title: string;
    readonly lead: (service: string) => string;
    readonly again: string;
    readonly otherAccount: string;
    readonly otherSchool: string;
  };
  readonly whoAreYou: {
    readonly title: string;
    readonly lead: (service: string) => string;
    readonly signIn: string;
  };
  readonly confirmSignOut: {
    readonly title: string;
    readonly lead: string;
    readonly yes: string;
    readonly no: string;
    readonly stillOpen: string;
  };
  readonly signedOut: {
    readonly title: string;
    readonly lead: string;
    readonly stillOpen: string;
    readonly material: (service: string | undefined) => string;
    readonly school: string;
    readonly nextTime: string;
    readonly ask: string;
    readonly closeBrowser: string;
    readonly onwards: (service: string) => string;
  };
  readonly stillSignedIn: {
    readonly title: string;
    readonly lead: string;
    readonly supplier: (service: string) => string;
    readonly goOn: (service: string) => string;
    readonly signOut: string;
  };
  readonly home: {
    readonly title: string;
    readonly lead: string;
    readonly services: string;
    readonly servicesHint: string;
    readonly signedIn: (school: string) => string;
    readonly notYou: string;
    readonly signOut: string;
    readonly searchLabel: string;
    readonly searchHint: string;
    readonly searchButton: string;
    readonly count: (total: number) => string;
    readonly nothing: (query: string) => string;
    readonly showAll: string;
    readonly paging: string;
    readonly previous: string;
    readonly next: string;
    readonly pageOf: (page: number, pages: number) => string;
    readonly howTitle: string;
    readonly steps: readonly { readonly title: string; readonly text: string }[];
    readonly privacyTitle: string;
    readonly privacy: string;
  };
}
