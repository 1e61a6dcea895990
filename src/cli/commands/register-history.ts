import type { RecordName } from '../../domain/record-kinds.ts';
import { readSettings } from '../../config/read-settings.ts';
import { shownBody, shownDifferences } from '../../register/model/differences.ts';
import { createPostgresRegisterStore } from '../../storage/postgres/register-store.ts';
import type { RecordVersion } from '../../storage/stores/records.ts';
import type { CommandContext } from '../command.ts';
import { momentTextIn } from '../moment-text.ts';
import { differenceText } from '../effect-lines.ts';
import { versionsOf } from '../unknown-record.ts';
import { withDatabase } from '../with-database.ts';

/** `sluis register history`: all versions of one record, oldest first, each with what it changed. */
export async function registerHistory(name: RecordName, { env, terminal }: CommandContext): Promise<0 | 1> {
  const settings = readSettings(env);
  const { versions, unknown } = await withDatabase(settings, terminal.say, (postgres) =>
    versionsOf(createPostgresRegisterStore(postgres), name),
  );
  if (unknown !== undefined) {
    terminal.say(unknown);
    return 1;
  }
  const momentText = momentTextIn(settings.timeZone);
  versions.forEach((version, index) => {
    versionLines(version, versions[index - 1], momentText(version.at)).forEach(terminal.out);
  });
  return 0;
}

function versionLines(
  version: RecordVersion,
  before: RecordVersion | undefined,
  at: string,
): readonly string[] {
  const head = `version ${String(version.version)}, revision ${String(version.revision)}, ${at}, ${version.author}: ${version.reason}`;
  if (version.ended) return [head, '    ended'];
  if (before === undefined || before.ended) {
    return [head, `    ${JSON.stringify(shownBody(version.kind, version.body))}`];
  }
  const found = shownDifferences(version.kind, before.body, version.body);
  return [head, ...found.map((difference) => `    ${differenceText(difference)}`)];
}
