import type { ComparedAddress } from '../../domain/compared-address.ts';
import type { FactorKind } from '../../domain/factors.ts';
import type { PortalRole } from '../../domain/portal-roles.ts';
import type { ErrorTopic } from '../../http/error-topic.ts';
import type { ResetRefusal } from '../../factors/resets.ts';
import type { NavigationMessages } from './navigation-messages.ts';
import type { HelpDeskMessages } from './help-desk/messages.ts';
import type { QuestionsMessages } from './questions/messages.ts';
import type { ReviewMessages } from './review-messages.ts';
import type { ChangesMessages } from './changes/messages.ts';
import type { AgreementsMessages } from './agreements/messages.ts';
import type { LettersMessages } from './letters/messages.ts';
import type { ServicesMessages } from './services/messages.ts';

/** Why a factor was not taken, added or removed, as far as it makes a difference to whoever tries. */
export type FactorTrouble =
  'wrong' | 'used' | 'wait' | 'notAllowed' | 'alreadyThere' | 'last' | 'notForRoles';

/** What of a form about people may be wrong; `other`: something that no field of it says. */
export const wrongFields = [
  'name',
  'email',
  'role',
  'schools',
  'until',
  'ground',
  'reason',
  'changed',
  'tooMany',
  'other',
] as const;
export type WrongField = (typeof wrongFields)[number];

/** Why a reset was not asked for or confirmed; `requester_gone`: whoever asked for it may do so no longer. */
export type ResetTrouble = ResetRefusal['reason'] | 'requester_gone';
/** What somebody fills in about the help of a school, in the order of the form. */
export const helpFields = ['text', 'textInEnglish', 'room', 'roomInEnglish', 'phone', 'reason'] as const;
export type HelpField = (typeof helpFields)[number];

/** What may be wrong with it; `changed`: somebody else was there first; `other`: something that no field says. */
export type WrongHelp = HelpField | 'changed' | 'notAllowed' | 'other';

/** What may go wrong at the portal itself, of all topics of errors. */
export type PortalErrorTopic = Extract<
  ErrorTopic,
  'not_found' | 'bad_request' | 'cross_site' | 'too_many_requests' | 'busy' | 'internal'
>;

/** What the pages of the portal say. Staff are addressed as adults; no word of the trade that schools do not use. */
export interface PortalMessages {
  readonly navigation: NavigationMessages;
  readonly keptForm: string;
  readonly errors: {
    readonly languageName: string;
    readonly topics: Readonly<
      Record<PortalErrorTopic, { readonly title: string; readonly what: string; readonly action: string }>
    >;
    readonly toPortal: string;
    readonly errorId: string;
  };
  readonly roles: Readonly<Record<PortalRole, { readonly name: string; readonly does: string }>>;
  readonly signIn: {
    readonly title: string;
    readonly lead: string;
    readonly atSchool: string;
    readonly atSchoolHint: string;
    readonly withPasskey: string;
    readonly noAccount: string;
    readonly signedOut: string;
  };
  readonly notComeIn: {
    readonly title: string;
    readonly noAccount: string;
    readonly refused: string;
    readonly lost: string;
    readonly unprovenTitle: string;
    readonly unproven: string;
    readonly withOwnKey: string;
    readonly again: string;
  };
  readonly invitation: {
    readonly title: string;
    readonly lead: (party: string) => string;
    readonly rolesTitle: string;
    readonly until: (day: string) => string;
    readonly schools: (names: string) => string;
    readonly stepsTitle: string;
    readonly steps: readonly [string, string, string];
    readonly stepsWithPasskey: readonly [string, string];
    readonly sharedTitle: string;
    readonly shared: string;
    readonly accept: string;
    readonly takenTitle: string;
    readonly taken: string;
    readonly toSchool: string;
    readonly goneTitle: string;
    readonly gone: string;
    readonly notForYou: string;
    readonly goneAction: string;
  };
  readonly today: {
    readonly title: (name: string) => string;
    readonly nothing: string;
    readonly toConfirm: (name: string, role: string) => string;
    readonly toPeople: string;
    readonly waiting: (roles: string) => string;
    readonly lapsed: (roles: string, schoolDays: number) => string;
    readonly onlyAdministrator: string;
    readonly noStandIn: string;
  };
  readonly review: ReviewMessages;
  readonly losingFactors: {
    readonly requested: string;
    readonly confirmed: string;
    readonly recoveryCode: string;
    readonly by: (name: string) => string;
    readonly opensAt: (moment: string) => string;
    readonly mayJoin: string;
    readonly join: string;
    readonly joinAfterSignIn: string;
    readonly joined: string;
    readonly notYou: string;
    readonly callOff: string;
  };
  readonly resets: {
    readonly ask: string;
    readonly what: string;
    readonly reason: string;
    readonly asked: string;
    readonly askedBy: (name: string) => string;
    readonly confirm: string;
    readonly needsAnother: string;
    readonly requesterGone: string;
    readonly sayTogether: string;
    readonly sayTogetherHint: (name: string) => string;
    readonly together: Readonly<Record<'asked' | 'joined', (name: string) => string>>;
    readonly confirmTogether: string;
    readonly confirmTogetherHint: string;
    readonly confirmed: (moment: string) => string;
    readonly confirmedTitle: (name: string) => string;
    readonly confirmedFrom: (moment: string) => string;
    readonly linkNeeded: string;
    readonly linkForSchool: string;
    readonly refused: Readonly<Record<ResetTrouble, string>>;
  };
  readonly factors: {
    readonly title: string;
    readonly lead: string;
    readonly why: string;
    readonly first: string;
    readonly names: Readonly<Record<FactorKind, string>>;
    readonly added: (day: string) => string;
    readonly remove: string;
    readonly addPasskey: string;
    readonly addPasskeyHint: string;
    readonly name: string;
    readonly namePasskey: string;
    readonly nameApp: string;
    readonly addApp: string;
    readonly addAppHint: string;
    readonly appSteps: readonly [string, string];
    readonly appQrCode: string;
    readonly appSecret: string;
    readonly appCode: string;
    readonly codes: string;
    readonly codesHint: (left: number) => string;
    readonly noCodes: string;
    readonly makeCodes: string;
    readonly newCodesTitle: string;
    readonly newCodes: string;
    readonly toConfirm: string;
    readonly noScript: string;
    readonly browserFailed: string;
    readonly notOpen: string;
    readonly second: string;
    readonly wrong: Readonly<Record<FactorTrouble, string>>;
  };
  readonly confirm: {
    readonly title: string;
    readonly lead: string;
    readonly passkey: string;
    readonly appCode: string;
    readonly app: string;
    readonly none: string;
    readonly lost: string;
    readonly recoveryHint: string;
    readonly recoveryCode: string;
    readonly useCode: string;
    readonly codeUsed: (moment: string) => string;
  };
  readonly passkeySignIn: {
    readonly title: string;
    readonly lead: string;
    readonly button: string;
    readonly failed: string;
    readonly lost: string;
  };
  readonly recoverWithCode: {
    readonly title: string;
    readonly lead: string;
    readonly how: string;
    readonly waits: (moment: string) => string;
  };
  readonly newKey: {
    readonly title: string;
    readonly lead: string;
    readonly notYet: (moment: string) => string;
    readonly browser: string;
    readonly goOn: string;
    readonly school: string;
    readonly goneTitle: string;
    readonly gone: string;
    readonly goneAction: string;
  };
  readonly boardCode: {
    readonly title: string;
    readonly lead: string;
    readonly label: string;
    readonly send: string;
    readonly wrong: string;
  };
  readonly account: {
    readonly title: string;
    readonly lead: string;
    readonly name: string;
    readonly email: string;
    readonly worksFor: string;
    readonly roles: string;
    readonly since: string;
    readonly keptFor: string;
    readonly kept: string;
  };
  readonly people: {
    readonly title: string;
    readonly lead: (party: string) => string;
    readonly you: string;
    readonly lastSeen: (day: string) => string;
    readonly neverSeen: string;
    readonly waits: string;
    readonly comparedAddress: Readonly<Record<Exclude<ComparedAddress, 'same'>, string>>;
    readonly lapsed: (schoolDays: number) => string;
    readonly confirm: (name: string) => string;
    readonly confirmAnew: (name: string, role: string) => string;
    readonly standIn: string;
    readonly nameStandIn: (name: string) => string;
    readonly withdraw: string;
    readonly reason: string;
    readonly invitationsTitle: string;
    readonly openUntil: (day: string) => string;
    readonly withdrawInvitation: string;
    readonly inviteTitle: string;
    readonly inviteLead: (days: number) => string;
    readonly inviteName: string;
    readonly inviteEmail: string;
    readonly inviteRole: string;
    readonly inviteUntil: string;
    readonly inviteUntilHint: string;
    readonly inviteGround: string;
    readonly inviteGroundHint: string;
    readonly inviteSchools: string;
    readonly inviteSchoolsHint: string;
    readonly inviteSignIn: string;
    readonly signInSchool: string;
    readonly signInPasskey: string;
    readonly invite: string;
    readonly invitedTitle: (name: string) => string;
    readonly invited: string;
    readonly invitedLink: string;
    readonly invitedByMailTitle: (name: string) => string;
    readonly invitedByMail: string;
    readonly notArrived: string;
    readonly done: string;
    readonly wrongTitle: string;
    readonly wrong: Readonly<Record<WrongField, string>>;
  };
  readonly schools: {
    readonly title: string;
    readonly lead: (party: string) => string;
    readonly none: string;
    readonly noHelp: string;
    readonly fields: Readonly<Record<HelpField, string>>;
    readonly hints: Readonly<Partial<Record<HelpField, string>>>;
    readonly resetUrl: string;
    readonly change: string;
    readonly changeTitle: (school: string) => string;
    readonly changeLead: string;
    readonly asItIs: string;
    readonly save: string;
    readonly back: string;
    readonly done: string;
    readonly wrongTitle: string;
    readonly wrong: Readonly<Record<WrongHelp, string>>;
  };
  readonly services: ServicesMessages;
  readonly changes: ChangesMessages;
  readonly helpDesk: HelpDeskMessages;
  readonly questions: QuestionsMessages;
  readonly agreements: AgreementsMessages;
  readonly letters: LettersMessages;
}

/** Those about keys of one's own, and the ways back to one. */
export type MessagesAboutKeys = Pick<
  PortalMessages,
  'losingFactors' | 'resets' | 'factors' | 'confirm' | 'passkeySignIn' | 'recoverWithCode' | 'newKey'
>;
