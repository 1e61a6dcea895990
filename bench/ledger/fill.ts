import { Client } from 'pg';
import { boardId, schoolId, serviceId } from '../../src/domain/ids.ts';
import { openPostgres, type Postgres } from '../../src/storage/postgres/pool.ts';
import { migrate } from '../../src/storage/postgres/migrate.ts';
import { createLogger } from '../../src/telemetry/logger.ts';
import { required } from '../../testkit/values/ids.ts';

export interface LedgerSize {
  /** Of the board in the 30 days; a second board has a tenth of it. */
  readonly entries: number;
  readonly schools: number;
  readonly peopleOfSchool: number;
  readonly services: number;
}

export const board = required(boardId('bestuur-1'));
export const service = required(serviceId('dienst-1'));
export const schoolAt = (index: number) => required(schoolId(`school-1-${String(index)}`));
/** After the last entry. */
export const before = '2026-10-01';

/** People who are not there, of whom each has one handle, and some an old root that gave way. */
const people = `insert into sluis.person_handle (root, board, handle)
  select 'root-' || board || '-' || person, 'bestuur-' || board, md5(board || '-' || person)::uuid
  from generate_series(1, 2) as board cross join generate_series(0, $1::int - 1) as person`;
const successions = `insert into sluis.person_succession (former_root, root, board, at)
  select root, root || '-eck', board, '2026-09-15' from sluis.person_handle where hashtext(root) % 20 = 0`;

/** A school's people use all of its apps; what is released and stays behind differs in a dozen ways. */
const entries = `insert into sluis.disclosure (id, at, person, affiliation, school, board, supplier, service, released,
    withheld, agreement, agreement_version, policy_version, subject_proof)
  select gen_random_uuid(), timestamptz '2026-09-01' + random() * interval '30 days',
    md5(board || '-' || school * $3 + person)::uuid,
    case when person % 12 = 0 then 'teacher' else 'pupil' end,
    'school-' || board || '-' || school, 'bestuur-' || board, 'leverancier', 'dienst-' || service,
    case person % 4 when 0 then '[]'::jsonb
      else '[{"claim": "given_name", "transforms": ["initial"]}, {"claim": "group", "transforms": ["values"]}]'::jsonb end,
    jsonb_build_array(
      jsonb_build_object('claim', 'email', 'reason', 'not_in_agreement'),
      jsonb_build_object('claim', 'family_name', 'reason',
        (array['not_enabled_by_school', 'not_supplied', 'not_requested'])[1 + (person + service) % 3])),
    'overeenkomst', 3, 2, 'proof'
  from (
    select case when entry % 11 = 0 then 2 else 1 end as board, floor(random() * $2)::int as school, floor(random() * $3)::int as person,
      1 + floor(random() * $4)::int as service
    from generate_series(1, $1::int * 11 / 10) as entry
  ) as drawn`;

/** Fills an empty database with invented entries of two boards. */
export async function fillLedger(url: string, size: LedgerSize): Promise<Postgres> {
  const postgres = openPostgres({
    url,
    timeoutMs: 60_000,
    maxConnections: 2,
    logger: createLogger({ level: 'warn' }),
  });
  await migrate(postgres);
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('set synchronous_commit = off');
    await client.query(people, [size.schools * size.peopleOfSchool]);
    await client.query(successions);
    await client.query(entries, [size.entries, size.schools, size.peopleOfSchool, size.services]);
    await client.query('vacuum analyze');
  } finally {
    await client.end();
  }
  return postgres;
}
