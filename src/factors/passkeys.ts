import { createHash } from 'node:crypto';
import { SluisError } from '../domain/errors.ts';
import type { FactorProof, FactorPurpose } from '../domain/factors.ts';
import type { PortalAccountId } from '../domain/ids.ts';
import { unguessable } from '../domain/randomness.ts';
import type { GroundToAdd, KeptFactor } from '../storage/stores/factor-store.ts';
import { mayAddFactor, type WishToAdd } from './adding.ts';
import type { ChallengeSubject } from './challenges.ts';
import { factorName } from './factor-name.ts';
import { groundIn, groundNote } from './ground-note.ts';
import type { AddedFactor, NotAdded, NotAllowed, ProvedFactor, RefusedFactor } from './outcomes.ts';
import { factorEvent, newFactorId, refusedAt, type SharedParts } from './parts.ts';
import {
  assertionAnswer,
  challengeIn,
  registrationAnswer,
  type AssertionAnswer,
  type RegistrationAnswer,
} from './passkey-answer.ts';
import {
  creationOptions,
  requestOptions,
  verifiedAssertion,
  verifiedRegistration,
  type CreationOptions,
  type RequestOptions,
} from './passkey-ceremony.ts';
import { passkeyContent, type PasskeyContent } from './sealed-factor.ts';

export interface Passkeys {
  /** `userName` is what the authenticator shows beside the name of the portal. */
  beginPasskey(
    account: PortalAccountId,
    wish: WishToAdd & { readonly userName: string },
  ): Promise<{ readonly outcome: 'begun'; readonly options: CreationOptions } | NotAllowed>;
  /** The answer of the browser, as JSON. Throws `settings.invalid` when the database has passkeys of another RP ID. */
  addPasskey(
    account: PortalAccountId,
    answer: unknown,
    name: string,
  ): Promise<AddedFactor | NotAdded | RefusedFactor>;
  /** `undefined`: the account has no passkey. */
  challenge(account: PortalAccountId, purpose: FactorPurpose): Promise<RequestOptions | undefined>;
  verifyPasskey(
    account: PortalAccountId,
    answer: unknown,
    purpose: FactorPurpose,
  ): Promise<ProvedFactor | RefusedFactor>;
  /** For a passkey that says whose it is. The handle is a secret of this browser, such as one in a cookie. */
  beginSignIn(browserHandle: string): Promise<RequestOptions>;
  /** `undefined`: nobody. */
  finishSignIn(browserHandle: string, answer: unknown): Promise<FactorProof | undefined>;
}

export function createPasskeys(parts: SharedParts): Passkeys {
  const { challenges, known, relyingParty } = parts;
  return {
    async beginPasskey(account, { userName, ...wish }) {
      const state = await known(account);
      const ground = mayAddFactor({ ...wish, account, known: state, now: parts.clock.now() });
      if (ground === undefined) return { outcome: 'not_allowed' };
      const userHandle = await parts.store.userHandle(account, unguessable(parts.randomness));
      const challenge = await challenges.make({ account, purpose: 'add_passkey' }, groundNote(ground));
      const existing = contentsOf(parts, state.factors);
      const options = await creationOptions(relyingParty, { challenge, userHandle, userName, existing });
      return { outcome: 'begun', options };
    },
    async addPasskey(account, answer, name) {
      const outcome = await takeRegistration(parts, account, answer);
      if (typeof outcome === 'string') return refusedAt(parts, account, outcome);
      return addRegistered(parts, account, outcome, factorName(name));
    },
    async challenge(account, purpose) {
      const existing = contentsOf(parts, (await known(account)).factors);
      if (existing.length === 0) return undefined;
      return requestOptions(relyingParty, await challenges.make({ account, purpose }), existing);
    },
    async verifyPasskey(account, answer, purpose) {
      const read = assertionAnswer.safeParse(answer).data;
      const taken = await takeAssertion(parts, { account, purpose }, read);
      if (typeof taken === 'string') return refusedAt(parts, account, taken);
      const row = await passkeyOf(parts, account, taken.answer);
      if (row === undefined) return refusedAt(parts, account, 'unknown_passkey');
      return useAssertion(parts, row, taken, purpose);
    },
    async beginSignIn(browser) {
      return requestOptions(relyingParty, await challenges.make({ browser }), []);
    },
    async finishSignIn(browser, answer) {
      const read = assertionAnswer.safeParse(answer).data;
      const taken = await takeAssertion(parts, { browser }, read);
      if (typeof taken === 'string') return undefined;
      const found = await parts.store.passkeyWith(credentialHash(taken.answer.id));
      // a passkey that is found by itself has to say whose it is
      if (found === undefined || taken.answer.response.userHandle === undefined) return undefined;
      const row = await passkeyOf(parts, found.account, taken.answer);
      if (row === undefined) return undefined;
      const outcome = await useAssertion(parts, row, taken, 'sign_in');
      return outcome.outcome === 'proved' ? outcome.proof : undefined;
    },
  };
}

interface TakenAssertion {
  readonly answer: AssertionAnswer;
  readonly challenge: string;
}

/** Uses the challenge up, whatever the answer turns out to be. */
async function takeAssertion(
  { challenges }: SharedParts,
  subject: ChallengeSubject,
  answer: AssertionAnswer | undefined,
): Promise<TakenAssertion | 'malformed' | 'other_purpose' | 'challenge_gone'> {
  const challenge = answer === undefined ? undefined : challengeIn(answer.response.clientDataJSON);
  if (answer === undefined || challenge === undefined) return 'malformed';
  const { outcome } = await challenges.take(subject, challenge);
  return outcome === 'taken' ? { answer, challenge } : outcome;
}

/** The passkey of this account; a reset that is due is carried out first. */
async function passkeyOf(
  parts: SharedParts,
  account: PortalAccountId,
  { id, response: { userHandle } }: AssertionAnswer,
): Promise<KeptFactor | undefined> {
  const { factors } = await parts.known(account);
  const passkey = factors.find(
    (row) => row.kind === 'passkey' && parts.sealing.open(passkeyContent, row).credentialId === id,
  );
  if (passkey === undefined || userHandle === undefined) return passkey;
  const own = await parts.store.userHandle(account, unguessable(parts.randomness));
  return userHandle === own ? passkey : undefined;
}

async function useAssertion(
  parts: SharedParts,
  row: KeptFactor,
  { answer, challenge }: TakenAssertion,
  purpose: FactorPurpose,
): Promise<ProvedFactor | RefusedFactor> {
  const { account, id: factor } = row;
  const passkey = parts.sealing.open(passkeyContent, row);
  const signCount = await verifiedAssertion(parts.relyingParty, challenge, answer, passkey);
  if (signCount === undefined) return refusedAt(parts, account, 'not_verified');
  const at = parts.clock.now();
  if (!(await parts.store.usePasskey(factor, { signCount, at }))) {
    return refusedAt(parts, account, 'counter_went_back');
  }
  return { outcome: 'proved', proof: { kind: 'passkey', account, factor, purpose, at } };
}

interface TakenRegistration {
  readonly answer: RegistrationAnswer;
  readonly challenge: string;
  readonly ground: GroundToAdd;
}

async function takeRegistration(
  { challenges }: SharedParts,
  account: PortalAccountId,
  said: unknown,
): Promise<TakenRegistration | 'malformed' | 'other_purpose' | 'challenge_gone'> {
  const answer = registrationAnswer.safeParse(said).data;
  const challenge = answer === undefined ? undefined : challengeIn(answer.response.clientDataJSON);
  if (answer === undefined || challenge === undefined) return 'malformed';
  const taken = await challenges.take({ account, purpose: 'add_passkey' }, challenge);
  if (taken.outcome !== 'taken') return taken.outcome;
  const ground = groundIn(taken.note);
  return ground === undefined ? 'challenge_gone' : { answer, challenge, ground };
}

async function addRegistered(
  parts: SharedParts,
  account: PortalAccountId,
  { answer, challenge, ground }: TakenRegistration,
  name: string,
): Promise<AddedFactor | NotAdded | RefusedFactor> {
  const { store, clock, randomness, relyingParty } = parts;
  const registered = await verifiedRegistration(relyingParty, challenge, answer);
  if (registered === undefined) return refusedAt(parts, account, 'not_verified');
  await fixRelyingParty(parts);
  const { signCount, ...passkey } = registered;
  const at = clock.now();
  const row = { account, id: newFactorId(randomness) };
  const outcome = await store.add(
    {
      ...row,
      ...parts.sealing.seal({ ...passkey, name }, row),
      kind: 'passkey',
      addedAt: at,
      passkey: { credential: credentialHash(passkey.credentialId), signCount },
    },
    ground,
    [factorEvent('factor.added', account, at, { reason: 'passkey' })],
    await parts.notices('factor_added', account),
  );
  if (outcome !== 'added') return { outcome };
  const proof: FactorProof = { kind: 'passkey', account, factor: row.id, purpose: 'change_factors', at };
  return { outcome, factor: row.id, proof };
}

/** With the first passkey; from then on the RP ID is what the database has. */
async function fixRelyingParty({ relyingParties, relyingParty, clock }: SharedParts): Promise<void> {
  const why = { author: 'sluis', reason: 'a passkey was added', at: clock.now() };
  const fixed = await relyingParties.fix(relyingParty.id, why);
  if (fixed === relyingParty.id) return;
  throw new SluisError('settings.invalid', `the passkeys of the database belong to the RP ID ${fixed}`);
}

function contentsOf({ sealing }: SharedParts, factors: readonly KeptFactor[]): readonly PasskeyContent[] {
  return factors.filter(({ kind }) => kind === 'passkey').map((row) => sealing.open(passkeyContent, row));
}

/** A credential id is random: its hash needs no key to say nothing. */
function credentialHash(credentialId: string): string {
  return createHash('sha256').update(credentialId).digest('base64url');
}
