import type { Service } from '../register/model/kinds/service.ts';
import { createHash } from 'node:crypto';
import type { AttributeCatalogue } from '../domain/attributes.ts';
import { dayAt, type Clock } from '../domain/clock.ts';
import { SluisError } from '../domain/errors.ts';
import type { LedgerEntryId, ServiceId, Subject } from '../domain/ids.ts';
import { whoseTurnFor, type Decision, type RefusalReason } from '../domain/release.ts';
import type { RegisterView } from '../register/replica/register.ts';
import type { Ledger, NewEntry } from '../ledger/ledger.ts';
import type { Pseudonyms } from '../pseudonym/pseudonyms.ts';
import { closedGate } from '../release/closed-gate.ts';
import { decide } from '../release/decide.ts';
import { releasedIdentity, type ReleasedIdentity } from '../release/released-identity.ts';
import { isRegisterConfirmed } from './register-confirmation.ts';
import type { BrowserSession } from '../session/session-records.ts';

export type { ReleasedIdentity } from '../release/released-identity.ts';

export type DisclosureOutcome =
  | { readonly outcome: 'released'; readonly identity: ReleasedIdentity; readonly last: LastDisclosure }
  | SignInRefusal;

export type SignInRefusal = Extract<Decision, { outcome: 'refused' }>;

/** An outcome, as a digest of it all, and the ledger entry that was written for it. */
export interface LastDisclosure {
  readonly outcome: string;
  readonly entry: LedgerEntryId;
}

export interface Disclosure {
  /** Why this sign-in ends here, as it is now, without releasing anything; `undefined`: it goes on. */
  refusalOf(
    session: BrowserSession,
    service: ServiceId,
    scopes: ReadonlySet<string>,
  ): SignInRefusal | undefined;
  /**
   * Decides anew, derives `sub`, and writes the ledger entry before it returns. `last`: what was last disclosed with
   * the token that is used again; an outcome that equals it needs no new entry.
   */
  disclose(
    session: BrowserSession,
    service: ServiceId,
    scopes: ReadonlySet<string>,
    last?: LastDisclosure,
  ): Promise<DisclosureOutcome>;
  /** The pairwise `sub` of this person for this service; releases nothing. */
  subjectFor(session: BrowserSession, service: ServiceId): Promise<Subject>;
}

export interface DisclosureParts {
  readonly register: RegisterView;
  readonly catalogue: AttributeCatalogue;
  readonly pseudonyms: Pseudonyms;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly timeZone: string;
  /** Invariant 6: a snapshot of the register that is older than this releases nothing. */
  readonly registerGraceSeconds: number;
  /** The service that is our own portal, if there is one. */
  readonly portal?: ServiceId | undefined;
}

export function createDisclosure(parts: DisclosureParts): Disclosure {
  const { register, pseudonyms, ledger, catalogue } = parts;

  const serviceOf = (id: ServiceId): Service => {
    const service = register.current().service(id)?.record;
    if (service === undefined) {
      throw new SluisError('register.invalid', `service ${id} is not in the register`);
    }
    return service;
  };
  const subjectFor = async (session: BrowserSession, id: ServiceId): Promise<Subject> =>
    pseudonyms.subjectFor(session.root, serviceOf(id).sector);

  return {
    refusalOf(session, service, scopes) {
      if (service === parts.portal) return portalRefusal(parts, session);
      const decision = decideNow(parts, session, service, scopes);
      return decision.outcome === 'refused' ? decision : undefined;
    },
    subjectFor,
    async disclose(session, service, scopes, last) {
      const decision = decideNow(parts, session, service, scopes);
      if (decision.outcome === 'refused') return decision;
      const subject = await subjectFor(session, service);
      const outcome = fingerprint(decision, subject);
      const disclosed =
        last?.outcome === outcome
          ? last
          : { outcome, entry: await writeEntry(session, service, decision, subject) };
      const identity = releasedIdentity(
        decision,
        {
          subject,
          school: session.school,
          pairwiseIds: await pseudonyms.pairwiseIdsOf(serviceOf(service).sector),
          ledgerEntry: disclosed.entry,
        },
        catalogue,
      );
      return { outcome: 'released', identity, last: disclosed };
    },
  };

  async function writeEntry(
    session: BrowserSession,
    service: ServiceId,
    decision: Extract<Decision, { outcome: 'allowed' }>,
    subject: Subject,
  ): Promise<LedgerEntryId> {
    const school = register.current().school(session.school);
    if (school === undefined) throw new SluisError('register.invalid', 'the school left the register');
    const entry: NewEntry = {
      person: session.person,
      affiliation: session.affiliation,
      school: school.id,
      board: school.board,
      supplier: serviceOf(service).supplier,
      service,
      released: decision.released.map(({ name, transforms }) => ({
        claim: name,
        transforms: [...new Set(transforms.map(({ kind }) => kind))],
      })),
      withheld: decision.withheld.map(({ name, reason }) => ({ claim: name, reason })),
      basis: decision.basis,
      subject,
    };
    // the handle of the sign-in may have been erased since, or be of the board that the school left
    const { id } =
      (await ledger.recordIfCurrent(entry)) ??
      (await ledger.record({ ...entry, person: await pseudonyms.handleOf(session.root, school.board) }));
    return id;
  }
}

/**
 * Nothing is released to the portal, so no agreement and no policy opens or closes it: who may change them could be shut out by
 * them. That it is asked by `refusalOf` alone and never by `disclose` is what keeps it so. Pupils never come in.
 */
function portalRefusal(
  { register, clock, timeZone, ...parts }: DisclosureParts,
  session: BrowserSession,
): SignInRefusal | undefined {
  const refused = (reason: RefusalReason): SignInRefusal => ({
    outcome: 'refused',
    reason,
    whoseTurn: whoseTurnFor(reason),
  });
  if (!isRegisterConfirmed({ register, clock, ...parts })) return refused('register_unconfirmed');
  if (session.affiliation === 'pupil') return refused('affiliation_not_in_audience');
  const current = register.current();
  const school = current.school(session.school);
  const board = school && current.board(school.board);
  const idp = current.idp(session.idp)?.record;
  if (school === undefined || board === undefined || idp?.schools.includes(school.id) !== true) {
    return refused('idp_not_in_force');
  }
  const closed = closedGate({ school, board, idp }, dayAt(clock.now(), timeZone));
  return closed && refused(closed.reason);
}

/** `decide` with today's snapshot of the register; refuses when that snapshot is too old or lacks a part. */
function decideNow(
  parts: DisclosureParts,
  session: BrowserSession,
  serviceId: ServiceId,
  scopes: ReadonlySet<string>,
): Decision {
  const { register, catalogue, clock, timeZone } = parts;
  if (!isRegisterConfirmed(parts)) {
    return { outcome: 'refused', reason: 'register_unconfirmed', whoseTurn: 'operator' };
  }
  const current = register.current();
  const service = current.service(serviceId)?.record;
  const school = current.school(session.school);
  const board = school && current.board(school.board);
  const idp = current.idp(session.idp)?.record;
  if (service === undefined || school === undefined || board === undefined) {
    return { outcome: 'refused', reason: 'service_not_enabled', whoseTurn: 'school' };
  }
  if (idp?.schools.includes(school.id) !== true) {
    return { outcome: 'refused', reason: 'service_not_enabled', whoseTurn: 'school' };
  }
  return decide({
    today: dayAt(clock.now(), timeZone),
    affiliation: session.affiliation,
    school,
    board,
    idp,
    service,
    agreements: current.agreementsBetween(school.board, service.supplier),
    policy: current.policyFor(school.id, service.id),
    access: current.accessFor(school.id, service.id),
    objections: current.objectionsOf({
      hashes: session.objectionHashes,
      handle: session.person,
      board: school.board,
    }),
    requestedScopes: scopes,
    catalogue,
    attributes: session.attributes,
  });
}

/** Equal for equal outcomes. Keyed by nothing: it is kept sealed and never leaves. */
function fingerprint(decision: Extract<Decision, { outcome: 'allowed' }>, subject: Subject): string {
  return createHash('sha256')
    .update(JSON.stringify([subject, decision.released, decision.withheld, decision.basis]))
    .digest('base64url');
}
