import type { Agreement, AgreementStatus } from '../../../register/model/kinds/agreement.ts';
import type { RowChange } from '../../agreements/annex-changes.ts';
import type { AgreementAct } from '../../agreements/steps.ts';

type Words<Key extends string> = Readonly<Record<Key, string>>;

/** What may be wrong with what a signer sent; `changed`: it is not what was shown; `other`: nothing that a field says. */
export type WrongAgreement = 'function' | 'reason' | 'changed' | 'notAllowed' | 'other';

/** What the list of whom a service may be switched on for may lack. */
export type WrongSwitch = 'schools' | 'template' | 'reason' | 'changed' | 'other';

type DocumentKind = NonNullable<Agreement['documents']>[number]['kind'];

/** What the pages about agreements say. */
export interface AgreementsMessages {
  readonly title: string;
  readonly leadOfBoard: (board: string) => string;
  readonly leadOfSupplier: (supplier: string) => string;
  readonly none: string;
  readonly more: (count: number) => string;
  /** The heading above those of a status, and what is said of one of them. */
  readonly groups: Words<AgreementStatus>;
  readonly states: Words<AgreementStatus>;
  readonly about: (services: string) => string;
  readonly offer: (supplier: string, services: string) => string;
  readonly look: (supplier: string) => string;
  readonly lookShort: string;
  readonly waitsForSigner: string;
  readonly facts: {
    readonly supplier: string;
    readonly board: string;
    readonly days: string;
    readonly fromUntil: (from: string, until: string) => string;
    readonly service: (service: string) => string;
    readonly relation: string;
    readonly relations: Words<'processor' | 'controller'>;
    readonly model: string;
    readonly models: Words<'4.0' | 'general' | 'other'>;
    readonly places: (service: string) => string;
    readonly subProcessors: string;
    readonly nobody: string;
    readonly transferGrounds: Words<
      'adequacy_decision' | 'standard_contractual_clauses' | 'binding_corporate_rules' | 'derogation'
    >;
    readonly newSubProcessors: string;
    readonly eachIsAsked: string;
    readonly allAreTold: (days: number) => string;
    readonly breach: string;
    readonly withinHours: (hours: number) => string;
    readonly dpia: string;
    readonly signedBySupplier: string;
    readonly signedByBoard: string;
    readonly signed: (as: string, on: string) => string;
    readonly unknown: string;
  };
  readonly annex: {
    readonly title: (service: string) => string;
    readonly none: string;
    readonly about: (people: string) => string;
    readonly why: (why: string) => string;
    readonly category: (category: number) => string;
    readonly required: string;
    readonly notRequired: string;
    readonly optional: string;
    readonly destroyedAfter: (days: number) => string;
    readonly readable: (days: number) => string;
    readonly keptUnknown: string;
  };
  readonly documentsTitle: string;
  readonly documentKinds: Words<DocumentKind>;
  readonly noDocuments: string;
  readonly documentNotKept: string;
  readonly download: string;
  readonly text: {
    readonly title: string;
    readonly id: (id: string, version: number) => string;
    readonly replaces: (id: string) => string;
    readonly dataOf: (service: string) => string;
    readonly documents: string;
    readonly record: (digest: string) => string;
  };
  readonly counts: {
    readonly title: string;
    readonly willTitle: string;
    readonly on: (service: string, schools: string) => string;
    readonly off: (service: string, schools: string) => string;
    readonly closed: (service: string, schools: string, why: string) => string;
    readonly switchOn: (service: string) => string;
    readonly nowhere: string;
  };
  readonly sign: {
    readonly title: string;
    readonly go: string;
    readonly lead: (supplier: string) => string;
    readonly comparedWith: (days: string) => string;
    readonly first: string;
    readonly changes: Words<RowChange>;
    readonly was: string;
    readonly becomes: string;
    readonly factsTitle: string;
    readonly same: string;
    readonly unchanged: (rows: string) => string;
    readonly textTitle: string;
    readonly textLead: string;
    readonly textLabel: string;
    readonly hash: string;
    readonly as: string;
    readonly asHint: string;
    readonly what: string;
    readonly submit: string;
    readonly later: string;
    readonly done: string;
  };
  readonly acts: Readonly<
    Record<
      AgreementAct,
      {
        readonly title: string;
        readonly lead: string;
        readonly reason: string;
        readonly done: string;
      }
    >
  >;
  readonly replacedGoesOn: string;
  readonly nothingStops: string;
  readonly stops: (service: string, people: string, schools: string) => string;
  readonly opens: (service: string, people: string, schools: string) => string;
  readonly reasonHint: string;
  readonly back: string;
  readonly receipt: {
    readonly title: string;
    readonly lead: string;
    readonly at: string;
    readonly notKept: string;
    readonly check: string;
  };
  readonly switching: {
    readonly title: (service: string) => string;
    readonly lead: string;
    readonly schools: string;
    readonly alreadyOn: (schools: string) => string;
    readonly none: string;
    readonly template: string;
    readonly next: string;
    readonly reviewTitle: string;
    readonly will: (schools: string) => string;
    readonly submit: string;
    readonly doneTitle: (service: string) => string;
    readonly results: { readonly on: string; readonly notYet: string };
    readonly wrong: Words<WrongSwitch>;
  };
  readonly wrongTitle: string;
  readonly wrong: Words<WrongAgreement>;
}
