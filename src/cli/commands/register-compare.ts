import { readSettings } from '../../config/read-settings.ts';
import { shownDifferences } from '../../register/changes/differences.ts';
import { createPostgresRegisterStore } from '../../storage/postgres/register-store.ts';
import { recordName, versionNumber } from '../change-words.ts';
import { readWords, refuseWords, type Command } from '../command.ts';
import { differenceText } from '../effect-lines.ts';
import { withDatabase } from '../with-database.ts';

/** `sluis register compare`: what differs between two versions of a record. */
export const registerCompare: Command = async ({ words, env, terminal }) => {
  const { name, rest } = recordName(readWords(words, {}).positionals);
  const [first, second, ...others] = rest;
  refuseWords(others);
  const numbers = [versionNumber(first), versionNumber(second)] as const;
  const versions = await withDatabase(readSettings(env), terminal.say, (postgres) =>
    createPostgresRegisterStore(postgres).history(name.kind, name.id),
  );
  const [before, after] = numbers.map((number) => versions.find(({ version }) => version === number));
  if (before === undefined || after === undefined) {
    const known = versions.length === 0 ? 'none' : `1 to ${String(versions.length)}`;
    terminal.say(`there is no such version of ${name.kind} ${name.id}; there are: ${known}`);
    return 1;
  }
  const bodyOf = (version: typeof before): unknown => (version.ended ? undefined : version.body);
  const found = shownDifferences(name.kind, bodyOf(before), bodyOf(after));
  if (found.length === 0) terminal.out('the same');
  found.map(differenceText).forEach(terminal.out);
  return 0;
};
