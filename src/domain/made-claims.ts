/*
 * Claims that are made here: no identity provider can say them. Their names are the code's, and the attribute catalogue
 * says the rest of them.
 */

/** The groups of a person, each with an id that is pairwise per pseudonym sector. */
export const groupsClaim = 'groups';
/** The attribute that the groups are read from; as a claim of its own it is their names alone. */
export const groupNameAttribute = 'group';
/** The attribute whose value each group carries as `year`, where the claim of that name is released too. */
export const groupYearAttribute = 'school_year';

/** The school that a person signed in for, by an id that is pairwise per pseudonym sector. */
export const schoolIdClaim = 'school_id';

const madeClaims: readonly string[] = [groupsClaim, schoolIdClaim];

/** True for a claim that is made here. */
export function isMadeHere(claim: string): boolean {
  return madeClaims.includes(claim);
}

/** The attributes that a claim is read from: its own, unless it is made here of others. */
export function attributesBehind(claim: string): readonly string[] {
  return claim === groupsClaim ? [groupNameAttribute] : isMadeHere(claim) ? [] : [claim];
}
