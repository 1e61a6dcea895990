import { z } from 'zod';

/*
 * What may leave, worked out a second time from the bodies of the records as they are stored. It shares no code with the decision,
 * nor with the pages of the portal: a mistake there is not made here as well.
 */

export const people = ['pupil', 'teacher', 'staff'] as const;
export type Person = (typeof people)[number];

/** Somebody who has everything. */
export const values: Readonly<Record<string, readonly string[]>> = {
  given_name: ['Fenna'],
  family_name: ['Voorbeeld'],
  birthdate: ['2014-03-09'],
  group: ['groep-5', 'groep-6', 'plusklas'],
  email: ['fenna@kade.example'],
};

/** What is left of those that can be reduced. */
const reduced: Readonly<Record<string, string>> = { given_name: 'F.', family_name: 'V.', birthdate: '2014' };

const transform = z.union([z.string(), z.looseObject({ values: z.array(z.string()) })]);
type WrittenTransform = z.infer<typeof transform>;
const transforms = z.array(transform).default([]);
const annexRow = z.looseObject({
  service: z.string(),
  claim: z.string(),
  purposes: z.array(z.string()),
  affiliations: z.array(z.string()),
  transforms,
  ground: z.string().optional(),
});
const agreement = z.looseObject({
  id: z.string(),
  board: z.string(),
  supplier: z.string(),
  status: z.string(),
  validFrom: z.string(),
  validUntil: z.string(),
  replaces: z.string().optional(),
  services: z.array(z.looseObject({ service: z.string(), affiliations: z.array(z.string()) })),
  annex: z.array(annexRow).default([]),
});
type WrittenAgreement = z.infer<typeof agreement>;
const claim = z.looseObject({ name: z.string(), purpose: z.string(), required: z.boolean().default(true) });
const service = z.looseObject({ id: z.string(), supplier: z.string(), claims: z.array(claim).default([]) });
type WrittenService = z.infer<typeof service>;
const line = z.looseObject({ name: z.string(), transforms, affiliations: z.array(z.string()).optional() });
const policy = z.looseObject({ enabled: z.boolean(), claims: z.array(line).default([]) });

/** A record as it is stored. */
const row = z.object({ kind: z.string(), id: z.string(), version: z.number(), body: z.unknown() });
export type Row = z.infer<typeof row>;
export const rows = z.array(row);

function agreementsIn(all: readonly Row[]): readonly WrittenAgreement[] {
  return all.filter(({ kind }) => kind === 'agreement').map(({ body }) => agreement.parse(body));
}

export function serviceIn(all: readonly Row[], id: string): WrittenService {
  return service.parse(all.find((each) => each.kind === 'service' && each.id === id)?.body);
}

/** Of each claim and sort of person the forms in which it may leave, by `claim.person`. */
export type Forms = ReadonlyMap<string, readonly string[]>;

/** What a policy says, as it stands there. */
export function chosenIn(
  all: readonly Row[],
  id: string,
): { readonly enabled: boolean; readonly forms: Forms } {
  const { enabled, claims } = policy.parse(
    all.find((each) => each.kind === 'policy' && each.id === id)?.body,
  );
  const forms = claims.flatMap(({ name, transforms: reducing, affiliations = people }) =>
    affiliations.map((person) => [`${name}.${person}`, formsAfter(name, reducing)] as const),
  );
  return { enabled, forms: new Map(forms) };
}

export interface Question {
  readonly board: string;
  readonly service: string;
  readonly today: string;
}

/** Whom an agreement that counts today lets in, and what it lets leave of them. */
export function agreedNow(
  all: readonly Row[],
  asked: Question,
): { readonly letsIn: ReadonlySet<string>; readonly forms: Forms } {
  const ofBoth = between(all, asked);
  const counting = ofBoth.filter(
    (each) =>
      each.status === 'active' &&
      each.validFrom <= asked.today &&
      asked.today <= each.validUntil &&
      !ofBoth.some((other) => hasTakenThePlaceOf(each, other, asked.today)),
  );
  const forms = new Map<string, readonly string[]>();
  const letsIn = new Set<string>();
  for (const each of counting) {
    const covered = each.services.filter((one) => one.service === asked.service);
    const covers = covered.flatMap(({ affiliations }) => affiliations);
    for (const person of covers) letsIn.add(person);
    for (const agreed of agreedRows(each, serviceIn(all, asked.service))) {
      for (const person of agreed.affiliations.filter((one) => covers.includes(one))) {
        const key = `${agreed.claim}.${person}`;
        forms.set(key, [...(forms.get(key) ?? []), ...formsAfter(agreed.claim, agreed.transforms)]);
      }
    }
  }
  return { letsIn, forms };
}

/** What a school can choose at all, also before an agreement counts. */
export function choosable(all: readonly Row[], asked: Question): ReadonlySet<string> {
  const counting = between(all, asked).filter(
    ({ status, validUntil, services }) =>
      !['draft', 'ended'].includes(status) &&
      validUntil >= asked.today &&
      services.some((one) => one.service === asked.service),
  );
  const agreed = counting.flatMap((each) => agreedRows(each, serviceIn(all, asked.service)));
  return new Set(agreed.flatMap((each) => each.affiliations.map((person) => `${each.claim}.${person}`)));
}

function between(all: readonly Row[], { board, service: id }: Question): readonly WrittenAgreement[] {
  const { supplier } = serviceIn(all, id);
  return agreementsIn(all).filter((each) => each.board === board && each.supplier === supplier);
}

function hasTakenThePlaceOf(older: WrittenAgreement, newer: WrittenAgreement, today: string): boolean {
  const wasAgreed = ['active', 'suspended', 'ended'].includes(newer.status);
  return newer.replaces === older.id && wasAgreed && newer.validFrom <= today;
}

function agreedRows({ annex }: WrittenAgreement, { id, claims }: WrittenService) {
  return annex.filter(
    (each) =>
      each.service === id &&
      each.ground !== 'consent' &&
      claims.some(({ name, purpose }) => name === each.claim && each.purposes.includes(purpose)),
  );
}

/** What may be seen of a claim that was reduced so, or further. */
export function formsAfter(name: string, reducing: readonly WrittenTransform[]): readonly string[] {
  const whole = values[name] ?? [];
  const lists = reducing.flatMap((each) => (typeof each === 'string' ? [] : [each.values]));
  if (lists.length > 0) return whole.filter((value) => lists.every((list) => list.includes(value)));
  const less = reduced[name];
  if (less === undefined) return whole;
  return reducing.length === 0 ? [...whole, less] : [less];
}
