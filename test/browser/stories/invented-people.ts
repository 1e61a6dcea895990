import type { AnswerWishes } from '../../../testkit/actors/saml-school.ts';
import { nameIdOf } from '../../../testkit/world/sign-in.ts';
import { pip } from '../../../testkit/world/world.ts';
import type { SchoolPerson } from '../../../testkit/actors/saml-school-server.ts';

type Attributes = NonNullable<AnswerWishes['attributes']>;

/** Somebody whose name and identifier are their own; the rest is as it usually is at this school. */
function somebody(name: string, id: string, usual: Attributes): SchoolPerson {
  const [first = '', ...rest] = name.split(' ');
  const own = new Map<string, readonly string[]>([
    ...usual,
    ['givenName', [first]],
    ['sn', [rest.join(' ')]],
    ['mail', [`${id}@school.example`]],
  ]);
  return { name, says: { nameId: nameIdOf(id), attributes: [...own] } };
}

/** At the IdP of several schools, which says of each person where they belong. */
function at(...branches: readonly string[]): Attributes {
  const usual = pip.filter(([attribute]) => attribute !== 'nlEduPersonHomeOrganizationId');
  return [...usual, ['nlEduPersonHomeOrganizationBranchId', branches]];
}

/** At De Regenboog. Of Wisse the IdP says that the school is another one, for which it may not speak. */
export const atRegenboog = {
  pip: somebody('Pip Voorbeeld', 'id-of-pip', pip),
  sam: somebody('Sam Proefpersoon', 'id-of-sam', pip),
  wisse: somebody('Wisse Dwaling', 'id-of-wisse', [...pip, ['nlEduPersonHomeOrganizationId', ['99AB']]]),
} as const;

/** At the IdP that De Vuurtoren and Het Kompas share; Testa teaches at both. */
export const atZee = {
  mies: somebody('Mies Verzinsel', 'id-of-mies', at('99AC01')),
  kees: somebody('Kees Bedenksel', 'id-of-kees', at('99AC02')),
  testa: somebody('Testa Fictie', 'id-of-testa', [
    ...at('99AC01', '99AC02'),
    ['eduPersonAffiliation', ['employee']],
  ]),
} as const;

/** At College De Kade, whose Entra-like IdP the world brings along; Vera signs in by her login name. */
export const atKade = { vera: 'vera' } as const;

/** Every value that an IdP says of anybody: none may be in an address. */
export const attributeValues: readonly string[] = [
  ...new Set([
    ...[...Object.values(atRegenboog), ...Object.values(atZee)].flatMap(({ says }) =>
      (says.attributes ?? []).flatMap(([, values]) => values),
    ),
    ...['id-of-pip', 'id-of-sam', 'id-of-wisse', 'id-of-mies', 'id-of-kees', 'id-of-testa'],
    ...['Vera', 'Verzonnen', 'vera@kade.example', 'oid-vera', 'subject-of-vera'],
  ]),
];
