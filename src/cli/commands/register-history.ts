import { readSettings } from '../../config/read-settings.ts';
import { shownBody, shownDifferences } from '../../register/changes/differences.ts';
import { createPostgresRegisterStore } from '../../storage/postgres/register-store.ts';
import type { RecordVersion } from '../../storage/stores/records.ts';
import { recordName } from '../change-words.ts';
import { readWords, refuseWords, type Command } from '../command.ts';
import { differenceText } from '../effect-lines.ts';
import { withDatabase } from '../with-database.ts';

/** `sluis register history`: all versions of one record, oldest first, each with what it changed. */
export const registerHistory: Command = async ({ words, env, terminal }) => {
  const { name, rest } = recordName(readWords(words, {}).positionals);
  refuseWords(rest);
  const { kind, id } = name;
  const versions = await withDatabase(readSettings(env), terminal.say, (postgres) =>
    createPostgresRegisterStore(postgres).history(kind, id),
  );
  if (versions.length === 0) {
    terminal.say(`there is no ${kind} ${id}`);
    return 1;
  }
  versions.forEach((version, index) => versionLines(version, versions[index - 1]).forEach(terminal.out));
  return 0;
};

function versionLines(version: RecordVersion, before: RecordVersion | undefined): readonly string[] {
  const at = new Date(version.at).toISOString();
  const head = `version ${String(version.version)}, revision ${String(version.revision)}, ${at}, ${version.author}: ${version.reason}`;
  if (version.ended) return [head, '    ended'];
  if (before === undefined || before.ended) {
    return [head, `    ${JSON.stringify(shownBody(version.kind, version.body))}`];
  }
  const found = shownDifferences(version.kind, before.body, version.body);
  return [head, ...found.map((difference) => `    ${differenceText(difference)}`)];
}
