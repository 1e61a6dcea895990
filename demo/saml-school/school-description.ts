import { regenboogPeople, zeelandPeople, type DemoPerson } from '../people.ts';
import type { PartyId } from '../parties.ts';

/** In what the two SAML schools of the demo differ. */
export interface SamlSchoolDescription {
  /** Identifier of this IdP in the federation files; part of the broker's addresses for it. */
  readonly idp: string;
  readonly name: string;
  /** Ends `uid` and e-mail addresses. */
  readonly realm: string;
  readonly people: readonly DemoPerson[];
  readonly encryptsAssertions: boolean;
}

const descriptions: Partial<Record<PartyId, SamlSchoolDescription>> = {
  regenboog: {
    idp: 'regenboog-saml',
    name: 'Basisschool De Regenboog',
    realm: 'regenboog',
    people: regenboogPeople,
    encryptsAssertions: false,
  },
  zeeland: {
    idp: 'zeeland-saml',
    name: 'Scholengroep Zeeuwse Stromen',
    realm: 'zeeuwse-stromen',
    people: zeelandPeople,
    encryptsAssertions: true,
  },
};

export function samlSchoolOf(party: PartyId): SamlSchoolDescription {
  const description = descriptions[party];
  if (description === undefined) throw new Error(`${party} is no SAML school`);
  return description;
}
