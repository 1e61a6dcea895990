import type { RecordName } from '../../domain/record-kinds.ts';
import { readSettings } from '../../config/read-settings.ts';
import { shownDifferences } from '../../register/model/differences.ts';
import { createPostgresRegisterStore } from '../../storage/postgres/register-store.ts';
import type { CommandContext } from '../command.ts';
import { differenceText } from '../effect-lines.ts';
import { versionsOf } from '../unknown-record.ts';
import { withDatabase } from '../with-database.ts';

/** `sluis register compare`: what differs between two versions of a record. */
export async function registerCompare(
  name: RecordName,
  numbers: readonly [number, number],
  { env, terminal }: CommandContext,
): Promise<0 | 1> {
  const { versions, unknown } = await withDatabase(readSettings(env), terminal.say, (postgres) =>
    versionsOf(createPostgresRegisterStore(postgres), name),
  );
  if (unknown !== undefined) {
    terminal.say(unknown);
    return 1;
  }
  const [before, after] = numbers.map((number) => versions.find(({ version }) => version === number));
  if (before === undefined || after === undefined) {
    terminal.say(
      `there is no such version of ${name.kind} ${name.id}; there are: 1 to ${String(versions.length)}`,
    );
    return 1;
  }
  const bodyOf = (version: typeof before): unknown => (version.ended ? undefined : version.body);
  const found = shownDifferences(name.kind, bodyOf(before), bodyOf(after));
  if (found.length === 0) terminal.out('the same');
  found.map(differenceText).forEach(terminal.out);
  return 0;
}
