import type { Fault } from '../../domain/fault.ts';
import type { RecordKind } from '../../domain/record-kinds.ts';
import type { ClientAuthentication } from '../model/client-authentication.ts';
import type { Records } from '../model/records.ts';
import type { SecretReference } from '../model/secret-reference.ts';
import { fewestSecretCharacters, type LookAtSecret, type SecretState } from '../model/secret-state.ts';
import type { Place } from './shared-faults.ts';

type KindWithSecrets = 'service' | 'api-client' | 'idp';
type SecretHolders = Pick<Records, KindWithSecrets>;

/** Kinds of records that refer to secrets. */
export const kindsWithSecrets: ReadonlySet<RecordKind> = new Set<KindWithSecrets>([
  'service',
  'api-client',
  'idp',
]);

/** Where a record refers to a secret. */
export interface NamedSecret extends Place {
  readonly reference: SecretReference;
  /** Given out by the federation, for a client of it to show; otherwise by a school, for the broker to show. */
  readonly isClients: boolean;
}

export function* secretsIn(records: SecretHolders): Generator<NamedSecret> {
  for (const { id, client } of records.service) {
    yield* secretsOf({ kind: 'service', id, path: ['client', 'authentication'] }, client.authentication);
  }
  for (const { id, authentication } of records['api-client']) {
    yield* secretsOf({ kind: 'api-client', id, path: ['authentication'] }, authentication);
  }
  for (const { id, protocol } of records.idp) {
    if (protocol.kind !== 'oidc' || protocol.clientSecret === undefined) continue;
    const path = ['protocol', 'clientSecret'];
    yield { kind: 'idp', id, path, reference: protocol.clientSecret, isClients: false };
  }
}

function* secretsOf({ kind, id, path }: Place, authentication: ClientAuthentication): Generator<NamedSecret> {
  if (!('secrets' in authentication)) return;
  for (const [position, reference] of authentication.secrets.entries()) {
    yield { kind, id, path: [...path, 'secrets', position], reference, isClients: true };
  }
}

/** What was found where references lead. */
export interface LookedAtSecrets {
  stateOf(reference: SecretReference): SecretState;
}

/** Each secret once, one after another: a register may name thousands. */
export async function lookAtSecrets(
  records: SecretHolders,
  lookAtSecret: LookAtSecret,
): Promise<LookedAtSecrets> {
  const states = new Map<string, SecretState>();
  for (const { reference } of secretsIn(records)) {
    const name = nameOfSecret(reference);
    if (!states.has(name)) states.set(name, await lookAtSecret(reference));
  }
  return { stateOf: (reference) => states.get(nameOfSecret(reference)) ?? 'good' };
}

function nameOfSecret(reference: SecretReference): string {
  return 'env' in reference ? `secret ${reference.env} of the environment` : `secret file ${reference.file}`;
}

type Judgement = 'unreadable' | 'elsewhere' | 'weak';

export interface SecretFault {
  readonly judgement: Judgement;
  readonly fault: Fault;
}

/** What is wrong with the secrets that these records refer to. Names the reference, never the secret. */
export function secretFaults(records: SecretHolders, secrets: LookedAtSecrets): readonly SecretFault[] {
  return [...secretsIn(records)].flatMap(({ kind, id, path, reference, isClients }) =>
    findingsOf(secrets.stateOf(reference), isClients).map(({ judgement, problem, remedy }) => ({
      judgement,
      fault: { kind, id, path, problem: `${nameOfSecret(reference)} ${problem}`, remedy },
    })),
  );
}

interface SecretFinding {
  readonly judgement: Judgement;
  readonly problem: string;
  readonly remedy: string;
}

const another = 'make another one of 32 letters and digits or more (openssl rand -hex 32)';
const short: SecretFinding = {
  judgement: 'weak',
  problem: `is shorter than ${String(fewestSecretCharacters)} characters`,
  remedy: another,
};
const unplain: SecretFinding = {
  judgement: 'weak',
  problem: 'has characters besides A-Z a-z 0-9 - . _ ~, which client libraries send in different ways',
  remedy: another,
};

function findingsOf(state: SecretState, isClients: boolean): readonly SecretFinding[] {
  switch (state) {
    case 'good':
      return [];
    case 'unreadable':
      return [
        {
          judgement: 'unreadable',
          problem: 'cannot be read, or is empty',
          remedy: 'put it where the broker reads it, or correct its name',
        },
      ];
    case 'elsewhere':
      return [
        {
          judgement: 'elsewhere',
          problem: 'is not set where this command runs',
          remedy: 'make sure that it is set where the broker runs',
        },
      ];
    case 'short':
    case 'unplain':
    case 'short_and_unplain':
      // how a secret of a school's login looks is for the school to say
      if (!isClients) return [];
      return [...(state === 'unplain' ? [] : [short]), ...(state === 'short' ? [] : [unplain])];
  }
}
