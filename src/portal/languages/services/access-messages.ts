import type { WrongAccess } from '../../services/access/access-form.ts';

/** What the pages about who gets into a service say. */
export interface AccessMessages {
  readonly change: string;
  readonly title: (service: string) => string;
  readonly lead: string;
  readonly trial: string;
  readonly trialDoes: string;
  readonly people: string;
  readonly years: string;
  readonly groups: string;
  readonly valuesHint: { readonly years: string; readonly groups: string };
  readonly days: string;
  readonly daysHint: string;
  readonly from: string;
  readonly until: string;
  readonly now: string;
  readonly then: string;
  readonly everybody: string;
  readonly afterwards: string;
  readonly wrong: Readonly<Record<WrongAccess, string>>;
}
