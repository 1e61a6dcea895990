import type { TransformKind } from '../../../domain/attributes.ts';
import type { Affiliation } from '../../../domain/person.ts';
import type { Purpose } from '../../../domain/purposes.ts';
import type { Ground } from '../../services/claim-rows.ts';
import type { ClosedWord } from '../../services/closed-word.ts';
import type { ClaimChange } from '../../services/policy-changes.ts';
import type { Template } from '../../services/templates.ts';
import type { AccessMessages } from './access-messages.ts';
import type { PastMonthMessages } from '../past-month/messages.ts';

/** What of a form about a service may be wrong; `changed`: somebody else was there first; `other`: nothing that a field says. */
export type WrongPolicy =
  'day' | 'manyWait' | 'manyDrafts' | 'reason' | 'values' | 'changed' | 'notAllowed' | 'other';

/** What the pages about services say. */
export interface ServicesMessages {
  readonly title: string;
  readonly lead: (school: string) => string;
  readonly chooseSchool: string;
  readonly otherSchool: string;
  readonly noSchools: string;
  readonly none: string;
  readonly on: string;
  readonly off: string;
  readonly closed: string;
  readonly by: (supplier: string) => string;
  /** Why nobody gets in, and whose turn it is. */
  readonly closedBy: Readonly<Record<ClosedWord, string>>;
  /** `somebody`: one of them, in the middle of a sentence. */
  readonly people: Readonly<Record<Affiliation, { readonly several: string; readonly somebody: string }>>;
  /** The one sentence: as what the service knows somebody. `claims` is empty or a list in words. */
  readonly knows: (service: string, somebody: string, claims: string) => string;
  readonly knowsNobody: (service: string) => string;
  /** How a claim leaves, after its name. */
  readonly reduced: Readonly<Record<Exclude<TransformKind, 'values'>, string>> & {
    readonly values: (values: string) => string;
  };
  /** Whom an access rule of the school leaves. */
  readonly access: {
    readonly affiliations: (people: string) => string;
    readonly years: (years: string) => string;
    readonly groups: (groups: string) => string;
    readonly licence: (from: string, until: string) => string;
  };
  readonly accessForm: AccessMessages;
  readonly whatTitle: string;
  readonly notAgreed: string;
  readonly onlyOffered: string;
  readonly required: string;
  readonly linking: string;
  readonly ground: Readonly<Record<Ground, string>>;
  readonly purposes: Readonly<Record<Purpose, string>>;
  readonly agreedOnly: (how: string) => string;
  readonly chosen: {
    readonly off: string;
    readonly whole: string;
    readonly initial: string;
    readonly year: string;
    readonly values: string;
    readonly as_it_is: string;
  };
  readonly allow: string;
  readonly allowHint: string;
  readonly change: string;
  readonly changeTitle: (service: string) => string;
  readonly changeLead: string;
  readonly isOn: string;
  readonly templatesTitle: string;
  readonly templates: Readonly<Record<Template, { readonly name: string; readonly does: string }>>;
  readonly look: (service: string) => string;
  readonly ends: (day: string) => string;
  readonly excess: (claims: string) => string;
  readonly next: string;
  readonly reviewTitle: string;
  readonly reviewLead: string;
  readonly opens: (people: string, service: string) => string;
  readonly closes: (people: string, service: string) => string;
  readonly claimChanges: Readonly<Record<ClaimChange['what'], (claim: string) => string>>;
  readonly nothingLeaves: string;
  readonly misses: (service: string, claims: string) => string;
  readonly reason: string;
  readonly reasonHint: string;
  readonly save: string;
  readonly back: string;
  readonly done: string;
  readonly tryTitle: string;
  readonly tryLead: string;
  readonly code: string;
  readonly codeHint: (supplier: string) => string;
  readonly tryClosed: string;
  readonly aboutTitle: string;
  readonly about: {
    readonly supplier: string;
    readonly product: string;
    readonly privacyStatement: string;
    readonly covenant: string;
    readonly covenants: Readonly<Record<'deelnemer' | 'medestander' | 'none', string>>;
    readonly places: string;
    readonly subProcessors: string;
    readonly agreement: string;
    readonly agreementUntil: (day: string) => string;
    readonly dpia: string;
    readonly destroyed: string;
    readonly destroyedAfter: (days: number) => string;
    readonly unknown: string;
  };
  readonly pastMonth: PastMonthMessages;
  readonly wrongTitle: string;
  readonly wrong: Readonly<Record<WrongPolicy, string>>;
}
