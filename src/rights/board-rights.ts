import { type Agreement, type AgreementStatus, agreementRecord } from '../register/model/kinds/agreement.ts';
import { type IdentityProvider, idpRecord } from '../register/model/kinds/idp.ts';
import { schoolRecord } from '../register/model/kinds/school.ts';
import type { Finding } from '../domain/fault.ts';
import type { Step } from '../register/changes/step.ts';
import type { BeforeAndAfter } from '../register/model/register-reader.ts';
import { memberBeyond, newAmong } from './comparison.ts';
import { forOperator } from './not-allowed.ts';
import { areSchoolsOf, schoolsNamedBy } from './schools-named.ts';

/** What the API client of a board may change: its own, and nothing that others vouch for. */
export function boardMayChange(board: string, change: Step, register: BeforeAndAfter): Finding | undefined {
  switch (change.kind) {
    case 'school':
      return schoolRights(board, change);
    case 'idp':
      return ofOwnSchools(board, change, register) ?? idpRights(change);
    case 'policy':
    case 'access':
    case 'objection':
      return ofOwnSchools(board, change, register);
    case 'agreement':
      return agreementRights(board, change);
    case 'board':
      return ownRecordRights(board, change);
    case 'supplier':
    case 'sector':
    case 'service':
    case 'api-client':
      return forOperator('a board cannot change this');
  }
}

/** Where a board is reached about personal data is its own to say. Who it is, and what shows that somebody acts for it, is not. */
function ownRecordRights(board: string, { id, before, after }: Step): Finding | undefined {
  if (id !== board || before === undefined || after === undefined) {
    return forOperator('boards are added and removed by the operator alone');
  }
  const beyond = memberBeyond(before, after, ['dataProtectionOfficer', 'privacyContact']);
  return beyond === undefined ? undefined : forOperator(`a board cannot change its own ${beyond}`, [beyond]);
}

/** What a school is called, where it helps and when it closes is its board's; which school it is (BRIN, sector, board) is not. */
function schoolRights(board: string, { before, after }: Step): Finding | undefined {
  const old = schoolRecord.safeParse(before).data;
  const next = schoolRecord.safeParse(after).data;
  if (old?.board !== board || next?.board !== board) {
    return forOperator('schools are added, removed and moved to another board by the operator alone');
  }
  const beyond = memberBeyond(before, after, [
    'name',
    'town',
    'closed',
    'help',
    'contact',
    'informationPage',
    'sensitive',
  ]);
  return beyond === undefined
    ? undefined
    : forOperator(`a board cannot change the ${beyond} of a school`, [beyond]);
}

function ofOwnSchools(
  board: string,
  { kind, before, after }: Step,
  register: BeforeAndAfter,
): Finding | undefined {
  for (const body of [before, after]) {
    if (body !== undefined && !areSchoolsOf(board, schoolsNamedBy(kind, body), register)) {
      return forOperator('it is about a school of another board', [kind === 'idp' ? 'schools' : 'school']);
    }
  }
  return undefined;
}

type Oidc = Extract<IdentityProvider['protocol'], { kind: 'oidc' }>;

function idpRights({ before, after }: Step): Finding | undefined {
  const next = oidcOf(after);
  if (next === undefined) return undefined;
  const old = oidcOf(before);
  return next.clientSecret === undefined ? keyRights(old, next) : secretRights(old, next);
}

/**
 * References to secrets point into the operator's key folder and environment, and what they point at is sent to the
 * IdP: an API client may keep the one that is there, for the issuer that is there, and bring in none. One secret may be
 * that of an application which the operator registered for many boards.
 */
function secretRights(old: Oidc | undefined, next: Oidc): Finding | undefined {
  if (newAmong([old?.clientSecret], [next.clientSecret]).length > 0) {
    return forOperator('only the operator may refer to secrets', ['protocol', 'clientSecret']);
  }
  if (next.issuer !== old?.issuer) {
    return forOperator('the secret that is in use would be sent to another issuer', ['protocol', 'issuer']);
  }
  if (newAmong([old.discovery], [next.discovery]).length > 0) {
    return forOperator('the secret that is in use would be sent elsewhere', ['protocol', 'discovery']);
  }
  return undefined;
}

/**
 * A key of the broker is nobody's secret, and what it signs is of use to the addressed IdP alone. But an application which the
 * operator registered for many boards gets access tokens for people of each, and a document of another host than the issuer's
 * could have them sent to whom it likes.
 */
function keyRights(old: Oidc | undefined, next: Oidc): Finding | undefined {
  if (next.discovery === undefined) return undefined;
  const isOfIssuer = URL.parse(next.discovery.url)?.host === URL.parse(next.issuer)?.host;
  const isAsBefore = old?.issuer === next.issuer && newAmong([old.discovery], [next.discovery]).length === 0;
  if (isOfIssuer || isAsBefore) return undefined;
  return forOperator('only the operator lets another host than the issuer’s tell about an IdP', [
    'protocol',
    'discovery',
  ]);
}

function oidcOf(body: unknown): Oidc | undefined {
  const protocol = idpRecord.safeParse(body).data?.protocol;
  return protocol?.kind === 'oidc' ? protocol : undefined;
}

/** Steps that are the board's: to agree, to refuse, to stop and to go on. */
const boardSteps: Readonly<Record<AgreementStatus, readonly AgreementStatus[]>> = {
  draft: [],
  offered: ['active', 'draft', 'ended'],
  active: ['suspended', 'ended'],
  suspended: ['active', 'ended'],
  ended: [],
};

/** A board says yes or no to what was offered, and changes nothing in it: narrower is what its schools' policies are for. */
function agreementRights(board: string, { before, after }: Step): Finding | undefined {
  const old = agreementOf(before);
  const next = agreementOf(after);
  if (old?.board !== board || next?.board !== board) {
    return forOperator('a board cannot write or remove agreements: suppliers offer them');
  }
  const beyond = memberBeyond(before, after, ['status']);
  if (beyond !== undefined) {
    const problem = `a board cannot change the ${beyond} of an agreement`;
    return {
      path: [beyond],
      problem,
      remedy: 'give it back to the supplier as draft, or narrow the policies',
    };
  }
  if (old.status === next.status || boardSteps[old.status].includes(next.status)) return undefined;
  const problem = `a board cannot take an agreement from ${old.status} to ${next.status}`;
  return { path: ['status'], problem, remedy: 'leave that step to the supplier or the operator' };
}

function agreementOf(body: unknown): Agreement | undefined {
  return agreementRecord.safeParse(body).data;
}
