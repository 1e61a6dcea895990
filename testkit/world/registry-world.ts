import type { RecordKind } from '../../src/domain/record-kinds.ts';
import { personHandle } from '../../src/domain/ids.ts';
import { createPeopleOfLogin } from '../../src/app/people-of-login.ts';
import { systemRandomness } from '../../src/domain/randomness.ts';
import type { ChangeRules } from '../../src/register/changes/check-steps.ts';
import { createRegistry } from '../../src/register/changes/create-registry.ts';
import type { PeopleOfLogin } from '../../src/register/changes/strangers.ts';
import type { Objectors } from '../../src/register/changes/objectors.ts';
import type { Outcome, Registry, Submission } from '../../src/register/changes/registry.ts';
import { createPostgresLedgerStore } from '../../src/storage/postgres/ledger-store.ts';
import { createPostgresPersonStore } from '../../src/storage/postgres/person-store.ts';
import { createPostgresRegisterStore } from '../../src/storage/postgres/register-store.ts';
import { createPostgresScheduleStore } from '../../src/storage/postgres/schedule-store.ts';
import type { LedgerStore } from '../../src/storage/stores/ledger-store.ts';
import type { PersonStore } from '../../src/storage/stores/person-store.ts';
import type { Change } from '../../src/storage/stores/records.ts';
import type { RegisterStore } from '../../src/storage/stores/register-store.ts';
import type { ScheduleStore } from '../../src/storage/stores/schedule-store.ts';
import { catalogue } from '../federation/catalogue.ts';
import { wantedRecords } from '../federation/example-federation.ts';
import { fillRegister } from './fill-register.ts';
import { openDatabase } from '../services/postgres-servers.ts';
import { objectionHashOf, required } from '../values/ids.ts';
import { createManualClock, type ManualClock } from '../machine/manual-clock.ts';
import { createRecordingLogger } from '../machine/recording-logger.ts';

export interface RegistryWorld {
  readonly url: string;
  readonly registry: Registry;
  readonly store: RegisterStore;
  readonly schedule: ScheduleStore;
  readonly ledger: LedgerStore;
  readonly people: PersonStore;
  readonly objectors: Objectors;
  readonly peopleOfLogin: PeopleOfLogin;
  readonly clock: ManualClock;
  readonly logger: ReturnType<typeof createRecordingLogger>;
  /** The change after which a record of the register says these members otherwise. */
  edited(kind: RecordKind, id: string, members: object): Promise<Change>;
  /** Body of a record as the register has it. */
  body(kind: RecordKind, id: string): Promise<Readonly<Record<string, unknown>>>;
  close(): Promise<void>;
}

/** A handle that nobody has. */
export const nobody = required(personHandle('00000000-0000-4000-8000-000000000000'));
/** Handles that name nobody; a test may add some. */
export const erasedHandles = new Set<unknown>([nobody]);

/** Everybody else has a handle of their own, at every board. */
export const objectors: Objectors = {
  hashesOf: (person, { board }) =>
    Promise.resolve(
      erasedHandles.has(person)
        ? { path: ['person'], problem: 'is nobody here', remedy: 'find the person' }
        : { hashes: [objectionHashOf(`${JSON.stringify(person)} at ${board}`)] },
    ),
};

/** A registry on a database of its own that holds the example federation. Without `lookAtSecret` nobody looks at secrets. */
export async function openRegistryWorld(
  serverUrl: string,
  { lookAtSecret }: Pick<ChangeRules, 'lookAtSecret'> = {},
): Promise<RegistryWorld> {
  const { url, postgres } = await openDatabase(serverUrl);
  const clock = createManualClock();
  const store = createPostgresRegisterStore(postgres);
  const schedule = createPostgresScheduleStore(postgres);
  const ledger = createPostgresLedgerStore(postgres);
  const people = createPostgresPersonStore(postgres);
  await fillRegister(store, wantedRecords(), { at: clock.now() });
  const peopleOfLogin = createPeopleOfLogin({ people, ledger, clock });
  const registry = createRegistry({
    store,
    schedule,
    catalogue,
    lookAtSecret,
    objectors,
    peopleOfLogin,
    clock,
    randomness: systemRandomness,
  });
  const body: RegistryWorld['body'] = async (kind, id) => {
    const found = (await registry.find({ kind, id }))?.body;
    if (typeof found !== 'object' || found === null) throw new Error(`there is no ${kind} ${id}`);
    return { ...found };
  };
  return {
    url,
    registry,
    store,
    schedule,
    ledger,
    people,
    objectors,
    peopleOfLogin,
    clock,
    logger: createRecordingLogger(),
    body,
    edited: async (kind, id, members) => ({ kind, id, body: { ...(await body(kind, id)), ...members } }),
    close: () => postgres.close(),
  };
}

/** Arguments of `Registry.submit`. */
export function propose(
  changes: readonly Change[],
  more: Partial<Submission> = {},
): [readonly Change[], Submission] {
  return [changes, { author: 'ada', reason: 'because', ...more }];
}

export function end(kind: RecordKind, id: string): Change {
  return { kind, id, ended: true };
}

/** What was refused, a line for each fault; any other outcome as it is. */
export function problems(outcome: Outcome): Outcome | readonly string[] {
  return outcome.outcome === 'refused'
    ? outcome.faults.map(({ kind, id, path, problem }) => `${kind} ${id} ${path.join('.')}: ${problem}`)
    : outcome;
}
