import type { ExplainedCode } from './explained-code.ts';

/** Every reason for which nobody is recognised in an answer that passed all checks. All are the school's turn. */
export const identityCodes = {
  'identity.idp_mismatch': {
    whoseTurn: 'school',
    meaning: 'the answer belongs to another IdP than the one that is read',
  },
  // affiliation and school
  'identity.affiliation_unknown': { whoseTurn: 'school', meaning: 'no value says a known affiliation' },
  'identity.affiliation_elsewhere': {
    whoseTurn: 'school',
    meaning: 'the IdP left the affiliation out of its answer, because this person is in too many groups',
  },
  'identity.affiliation_ambiguous': {
    whoseTurn: 'school',
    meaning: 'the values say several affiliations at once',
  },
  'identity.school_missing': {
    whoseTurn: 'school',
    meaning: 'the IdP has several schools and asserted none',
  },
  'identity.school_out_of_scope': {
    whoseTurn: 'school',
    meaning: 'the IdP asserted a school that is not one of its own',
  },
  'identity.school_ambiguous': {
    whoseTurn: 'school',
    meaning: 'the attribute that says the school came twice, with different values',
  },
  // identifiers
  'identity.identifier_missing': {
    whoseTurn: 'school',
    meaning: 'there is neither an ECK iD nor the configured identifier',
  },
  'identity.identifier_ambiguous': {
    whoseTurn: 'school',
    meaning: 'there are several values for one identifier',
  },
  'identity.identifier_unreadable': {
    whoseTurn: 'school',
    meaning: 'a part of the identifier is no plain text, or holds characters that nobody sees',
  },
  'identity.identifier_not_allowed': {
    whoseTurn: 'school',
    meaning: 'the identifier may change, or is not well-formed text',
  },
  'identity.education_sector_ambiguous': {
    whoseTurn: 'school',
    meaning: 'one ECK iD came for schools of several education sectors',
  },
  'identity.conflict': { whoseTurn: 'school', meaning: 'one answer carries identifiers of two people' },
  'identity.foreign_board': { whoseTurn: 'school', meaning: 'an ECK iD is bound to another board' },
} as const satisfies Readonly<Record<`identity.${string}`, ExplainedCode<'school'>>>;
