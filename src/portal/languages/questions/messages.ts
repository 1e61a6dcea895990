import type { WrongQuestion } from '../../questions/person-form.ts';

/** What of an act about a person was not right; nothing of it was done. */
export type WrongAct = 'about' | 'reason' | 'erase' | 'notDone';

/** What the pages say where somebody answers a question of a pupil or a parent. */
export interface QuestionsMessages {
  readonly title: string;
  readonly lead: (school: string) => string;
  readonly chooseSchool: string;
  readonly otherSchool: string;
  readonly noSchools: string;
  readonly waysTitle: string;
  readonly by: (login: string) => string;
  readonly eckId: string;
  readonly eckIdHint: string;
  readonly identifier: (name: string) => string;
  readonly identifierHint: string;
  readonly request: string;
  readonly requestHint: string;
  readonly reason: string;
  readonly reasonHint: string;
  readonly find: string;
  readonly wrong: Readonly<Record<WrongQuestion | 'unknown', string>>;
  readonly erased: string;
  readonly personTitle: string;
  readonly personLead: string;
  readonly done: string;
  readonly wrongAct: Readonly<Record<WrongAct, string>>;
  readonly releasesTitle: string;
  readonly noReleases: string;
  readonly onlyCode: string;
  readonly gotClaims: (claims: string) => string;
  readonly days: (count: number) => string;
  readonly objectionsTitle: string;
  readonly noObjections: string;
  readonly againstSignIn: (service: string) => string;
  readonly againstClaim: (claim: string, service: string) => string;
  readonly allServices: string;
  readonly everything: string;
  readonly drafts: string;
  readonly end: string;
  readonly objectTitle: string;
  readonly choose: string;
  readonly service: string;
  readonly claim: string;
  readonly see: string;
  readonly reviewTitle: string;
  readonly nothingStops: string;
  readonly stopsSignIn: (service: string) => string;
  readonly stopsClaim: (claim: string, service: string) => string;
  readonly isRequired: string;
  readonly record: string;
  readonly back: string;
  readonly eraseTitle: string;
  readonly eraseLead: string;
  readonly sure: string;
  readonly erase: string;
}
