import type { AttributeName } from '../../domain/ids.ts';

/**
 * Something that was left out of an identity without refusing the sign-in: what it was and why, never a value.
 * Meant for the audit trail and the school's own view of its IdP.
 */
export interface IdentityNotice {
  readonly reason:
    /** The value has not the shape that the attribute must have. */
    | 'malformed'
    /** Several values for an attribute that can only have one: which one is true cannot be known. */
    | 'several_values'
    /** The IdP has it, and says where else to ask for it: Entra ID does so with more than 150 or 200 groups. */
    | 'elsewhere'
    /** The value holds the national number that was sent beside it. */
    | 'national_number'
    /** It came under a name that carries national numbers. */
    | 'forbidden_name'
    /** Under a name that nothing here uses. */
    | 'unused'
    /** The identifier that is configured for the IdP is not there, whole: the ECK iD alone told who it is. */
    | 'identifier_missing';
  /** Absent when the value came under a name that no attribute of ours has. */
  readonly attribute?: AttributeName;
}

export type Notify = (notice: IdentityNotice) => void;
