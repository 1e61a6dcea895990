import { z } from 'zod';
import type { TransformKind } from '../../domain/attributes.ts';
import {
  agreementId,
  attributeName,
  boardId,
  ledgerEntryId,
  personHandle,
  schoolId,
  serviceId,
  supplierId,
} from '../../domain/ids.ts';
import type { LedgerEntry } from '../../domain/ledger.ts';
import { affiliations } from '../../domain/person.ts';
import { withheldReasons } from '../../domain/release.ts';
import { branded, moment } from './columns.ts';

// Written as a table, so that the compiler misses a word that the domain gets later.
const transformKinds: Record<TransformKind, TransformKind> = {
  initial: 'initial',
  year: 'year',
  values: 'values',
};

const transformsOfClaim = z.array(z.enum(transformKinds));
const reasonOfClaim = z.enum(withheldReasons);

/** A member of `released` or `withheld` without the claim that it is about. */
export const becameOfClaim = z.union([
  z.object({ transforms: transformsOfClaim }),
  z.object({ reason: reasonOfClaim }),
]);

/** A row of `sluis.disclosure` as a ledger entry. */
export const disclosureRow = z
  .object({
    id: branded(ledgerEntryId),
    at: moment,
    person: branded(personHandle),
    affiliation: z.enum(affiliations),
    school: branded(schoolId),
    board: branded(boardId),
    supplier: branded(supplierId),
    service: branded(serviceId),
    released: z.array(z.object({ claim: branded(attributeName), transforms: transformsOfClaim })),
    withheld: z.array(z.object({ claim: branded(attributeName), reason: reasonOfClaim })),
    agreement: branded(agreementId),
    agreement_version: z.int(),
    policy_version: z.int(),
    access_version: z.int().nullable(),
    subject_proof: z.string(),
  })
  .transform((row): LedgerEntry => {
    const { agreement, agreement_version, policy_version, access_version, subject_proof, ...entry } = row;
    return {
      ...entry,
      basis: {
        agreement,
        agreementVersion: agreement_version,
        policyVersion: policy_version,
        ...(access_version === null ? {} : { accessVersion: access_version }),
      },
      subjectProof: subject_proof,
    };
  });

export const disclosureColumns =
  'id, at, person, affiliation, school, board, supplier, service, released, withheld,' +
  ' agreement, agreement_version, policy_version, access_version, subject_proof';

/** The columns with their types, as a list of `jsonb_to_recordset`. */
export const disclosureTypes =
  'id uuid, at timestamptz, person uuid, affiliation text, school text, board text, supplier text, service text,' +
  ' released jsonb, withheld jsonb, agreement text, agreement_version integer, policy_version integer,' +
  ' access_version integer, subject_proof text';

/** An entry as JSON with a member per column; what it has not is null. */
export function disclosureJson({ basis, subjectProof, at, ...entry }: LedgerEntry): object {
  return {
    ...entry,
    at: new Date(at).toISOString(),
    agreement: basis.agreement,
    agreement_version: basis.agreementVersion,
    policy_version: basis.policyVersion,
    access_version: basis.accessVersion,
    subject_proof: subjectProof,
  };
}
