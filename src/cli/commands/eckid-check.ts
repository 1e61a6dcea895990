import type { IdentityProvider } from '../../register/model/kinds/idp.ts';
import type { School } from '../../register/model/kinds/school.ts';
import { readSettings } from '../../config/read-settings.ts';
import { systemClock } from '../../domain/clock.ts';
import { systemRandomness } from '../../domain/randomness.ts';
import { readRecord } from '../../register/stored/read-record.ts';
import { createPseudonyms } from '../../pseudonym/pseudonyms.ts';
import type { ForeseenIdentification } from '../../storage/identification.ts';
import { createPostgresPersonStore } from '../../storage/postgres/person-store.ts';
import type { Postgres } from '../../storage/postgres/pool.ts';
import { createPostgresRegisterStore } from '../../storage/postgres/register-store.ts';
import type { RegisterStore } from '../../storage/stores/register-store.ts';
import { didYouMean } from '../closest.ts';
import { usageFault, type CommandContext } from '../command.ts';
import { readIdentifierLine } from '../identifier-lines.ts';
import { noSuchRecord } from '../unknown-record.ts';
import { withKeys } from '../with-keys.ts';

/** Everything that can come of a line, in the order in which it is told, and how. */
const outcomes = {
  known: 'already one person',
  linked: 'would be linked',
  gives_way: 'a provisional person would give way',
  kept_apart: 'a conflict from before: would sign in as today, without the ECK iD',
  conflict: 'would be refused: two people',
  foreign_board: 'would be refused: the ECK iD is bound to another board',
  malformed: 'no ECK iD in the last column',
  unreadable: 'wrong number of columns',
} as const satisfies Record<ForeseenIdentification | 'malformed' | 'unreadable', string>;
type Outcome = keyof typeof outcomes;

/**
 * `sluis eckid check <idp> [--school <school>]`: what would come of it if the people on standard input signed in with
 * their ECK iD. A line for each: what the IdP's configured identifier consists of, in that order, and the ECK iD,
 * separated by tabs. Changes nothing, and prints counts only: no value of a line gets anywhere.
 */
export async function eckIdCheck(
  id: string,
  { school: asked }: { readonly school?: string },
  { env, terminal }: CommandContext,
): Promise<0> {
  const settings = readSettings(env);
  terminal.say('a line for each person: the identifier as the login sends it, a tab, the ECK iD:');
  const lines = (await terminal.input()).split(/\r?\n/).filter((line) => line.trim() !== '');
  const counts = await withKeys(settings, terminal.say, async (postgres, { keyring, keyCheck }) => {
    const idp = await findIdp(createPostgresRegisterStore(postgres), id);
    const school = await findSchool(postgres, idp, asked);
    const pseudonyms = createPseudonyms({
      keys: keyring.pseudonym,
      keyCheck,
      store: createPostgresPersonStore(postgres),
      clock: systemClock,
      randomness: systemRandomness,
      portableStaleDays: settings.portableStaleDays,
    });
    return countOutcomes(lines, async (line): Promise<Outcome> => {
      const read = readIdentifierLine(line, idp, school);
      return typeof read === 'string' ? read : pseudonyms.foresee(read, school.board);
    });
  });
  for (const [outcome, text] of Object.entries(outcomes)) {
    terminal.out(`${String(counts.get(outcome) ?? 0).padStart(7)}  ${text}`);
  }
  return 0;
}

async function countOutcomes(
  lines: readonly string[],
  outcomeOf: (line: string) => Promise<Outcome>,
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const line of lines) {
    const outcome = await outcomeOf(line);
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  }
  return counts;
}

async function findIdp(register: RegisterStore, id: string): Promise<IdentityProvider> {
  const [stored] = await register.find([{ kind: 'idp', id }]);
  if (stored === undefined) throw usageFault(await noSuchRecord(register, { kind: 'idp', id }));
  return readRecord('idp', stored).record;
}

/** Whose board asserts the ECK iDs, and in which education sector. All schools of the IdP may say the same. */
async function findSchool(
  postgres: Postgres,
  idp: IdentityProvider,
  asked: string | undefined,
): Promise<School> {
  const wanted = idp.schools.filter((id) => asked === undefined || id === asked);
  const stored = await createPostgresRegisterStore(postgres).find(
    wanted.map((id) => ({ kind: 'school' as const, id })),
  );
  const schools = stored.map((one) => readRecord('school', one).record);
  const [school, ...others] = schools;
  if (school === undefined) {
    throw usageFault(`IdP ${idp.id} has no such school${didYouMean(asked ?? '', idp.schools)}`);
  }
  if (others.some(({ board, sector }) => board !== school.board || sector !== school.sector)) {
    throw usageFault(
      `the schools of IdP ${idp.id} are of several boards or education sectors: give --school`,
    );
  }
  return school;
}
