import type { School } from '../register/model/kinds/school.ts';
import type { LedgerEntry } from '../domain/ledger.ts';
import type { LedgerEntryId, SchoolId, ServiceId } from '../domain/ids.ts';
import type { PairwiseIds } from '../domain/pairwise-ids.ts';
import { inspectGroups } from './group-claims.ts';
import { contradictsRegister } from './organisation-claims.ts';
import { forbiddenContent, matchesTransforms } from './value-shapes.ts';

/** Where something is about to leave. */
export type Channel = 'id_token' | 'userinfo' | 'callback';

export interface OutgoingClaims {
  readonly channel: Channel;
  readonly service: ServiceId;
  /** Everything in the payload, protocol claims included. */
  readonly payload: Readonly<Record<string, unknown>>;
  /** The ledger entry under which this leaves; absent when nobody wrote one. */
  readonly entry: LedgerEntryId | undefined;
}

/** Why the guard stopped a response. */
export type Violation =
  | 'no_ledger_entry'
  | 'other_service'
  | 'other_subject'
  | 'claim_not_in_entry'
  | 'value_not_transformed'
  | 'not_as_registered'
  | 'group_malformed'
  | 'not_of_sector'
  | 'sign_in_time'
  | 'forbidden_content';

/** The second, independent look (invariant 3). Shares no code with the release decision. */
export interface Guard {
  /** `undefined` when everything that leaves is in the ledger entry; otherwise what is wrong, with the claim's name. */
  inspect(
    outgoing: OutgoingClaims,
  ): Promise<{ readonly violation: Violation; readonly claim?: string } | undefined>;
}

/**
 * What belongs to the protocols themselves: OpenID Connect Core 2 and 5.1 (`sub` is checked apart). What the browser brings
 * to a supplier has nothing else: RFC 6749 sections 4.1.2 and 4.1.2.1 (`scope`: the one that was asked for in vain), RFC 9207.
 */
const protocolClaims: Readonly<Record<Channel, ReadonlySet<string>>> = {
  id_token: new Set(['iss', 'sub', 'aud', 'exp', 'iat', 'nonce', 'at_hash', 'acr']),
  userinfo: new Set(['sub']),
  callback: new Set(['code', 'state', 'iss', 'error', 'error_description', 'error_uri', 'scope']),
};

export interface GuardParts {
  /** Reads the entry back from where it is durable. */
  findEntry(id: LedgerEntryId): Promise<LedgerEntry | undefined>;
  provesSubject(entry: LedgerEntry, subject: string): boolean;
  /** A school as the register has it now. */
  schoolOf(id: SchoolId): School | undefined;
  /** What the pseudonym sector of this service knows schools and groups by. */
  pairwiseIdsOf(service: ServiceId): Promise<PairwiseIds | undefined>;
  /** Whether this service may know when somebody signed in at the school (`auth_time`), which links people. */
  mayKnowSignInTime(service: ServiceId): boolean;
}

export function createGuard(parts: GuardParts): Guard {
  return {
    inspect: (outgoing) =>
      outgoing.channel === 'callback'
        ? Promise.resolve(surplusIn(outgoing.payload))
        : compareWithEntry(parts, outgoing),
  };
}

/** Nothing is released here, so no entry is needed, and no claim is in order. */
function surplusIn(payload: OutgoingClaims['payload']): Awaited<ReturnType<Guard['inspect']>> {
  const claim = Object.keys(payload).find((name) => !protocolClaims.callback.has(name));
  return claim === undefined ? undefined : { violation: 'claim_not_in_entry', claim };
}

async function compareWithEntry(
  { findEntry, provesSubject, schoolOf, mayKnowSignInTime, pairwiseIdsOf }: GuardParts,
  { channel, service, payload, entry: entryId }: OutgoingClaims,
): ReturnType<Guard['inspect']> {
  const entry = entryId && (await findEntry(entryId));
  if (entry === undefined) return { violation: 'no_ledger_entry' };
  if (entry.service !== service) return { violation: 'other_service' };
  const subject = payload['sub'];
  if (typeof subject !== 'string' || !provesSubject(entry, subject)) {
    return { violation: 'other_subject' };
  }
  const known = {
    entry,
    school: schoolOf(entry.school),
    pairwiseIds: await pairwiseIdsOf(service),
    payload,
  };
  for (const [claim, value] of Object.entries(payload)) {
    if (protocolClaims[channel].has(claim)) continue;
    if (channel === 'id_token' && claim === 'auth_time') {
      if (!mayKnowSignInTime(service)) return { violation: 'sign_in_time', claim };
      continue;
    }
    const violation = inspectClaim(claim, value, known);
    if (violation !== undefined) return { violation, claim };
  }
  return undefined;
}

/** What a claim is held against. */
interface Known {
  readonly entry: LedgerEntry;
  readonly school: School | undefined;
  readonly pairwiseIds: PairwiseIds | undefined;
  readonly payload: OutgoingClaims['payload'];
}

function inspectClaim(claim: string, value: unknown, known: Known): Violation | undefined {
  const written = known.entry.released.find((released) => released.claim === claim);
  if (written === undefined) return 'claim_not_in_entry';
  if (claim === 'groups') return inspectGroups(value, written.transforms, known);
  if (!matchesTransforms(value, written.transforms)) return 'value_not_transformed';
  if (claim === 'school_id') return isPairwiseSchool(value, known) ? undefined : 'not_of_sector';
  if (contradictsRegister(claim, value, known.school)) return 'not_as_registered';
  return forbiddenContent(claim, value) ? 'forbidden_content' : undefined;
}

function isPairwiseSchool(value: unknown, { entry, pairwiseIds }: Known): boolean {
  return pairwiseIds !== undefined && value === pairwiseIds.school(entry.school);
}
