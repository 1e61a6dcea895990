import type { RecordName } from '../../domain/record-kinds.ts';
import { readCatalogue } from '../../config/read-catalogue.ts';
import { readSettings } from '../../config/read-settings.ts';
import { faultLine } from '../../domain/fault.ts';
import { reportEnd, warningLines } from '../change-lines.ts';
import { agreed, authorOf, dueMoment } from '../change-words.ts';
import type { CommandContext } from '../command.ts';
import { effectLines } from '../effect-lines.ts';
import { momentTextIn } from '../moment-text.ts';
import { openRegistry } from '../open-registry.ts';
import { secretsHere } from '../secrets-here.ts';
import { versionsOf } from '../unknown-record.ts';
import { withDatabase } from '../with-database.ts';

export interface RegisterRestoreOptions {
  readonly yes?: boolean;
  readonly at?: string;
  readonly author?: string;
  readonly reason: string;
}

/** `sluis register restore`: a new version of a record that says what an old one said, checked like every change. */
export async function registerRestore(
  name: RecordName,
  version: number,
  { yes = false, at, ...options }: RegisterRestoreOptions,
  context: CommandContext,
): Promise<0 | 1> {
  const { env, terminal } = context;
  const settings = readSettings(env);
  const said = { author: authorOf(options.author), reason: options.reason };
  const due = at === undefined ? undefined : dueMoment(at, settings.timeZone);
  const catalogue = await readCatalogue(settings.configFolder);
  const { lookAtSecret, sayUnseen } = await secretsHere(settings, context);
  return await withDatabase(settings, terminal.say, async (postgres) => {
    const { store, registry } = openRegistry(postgres, { settings, catalogue, lookAtSecret });
    const changes = await registry.changesToRestore(name, version);
    if (changes === undefined) {
      const { unknown } = await versionsOf(store, name);
      terminal.say(unknown ?? `there is no version ${String(version)} of ${name.kind} ${name.id}`);
      return 1;
    }
    sayUnseen(changes);
    const current = { ...name, version: (await registry.find(name))?.version ?? 0 };
    const outcome = await registry.submit(changes, {
      ...said,
      expected: [current],
      ...(due === undefined ? {} : { due }),
      confirm: async (effect) => {
        effectLines(effect).forEach(terminal.out);
        warningLines(effect.warnings.map(faultLine)).forEach(terminal.say);
        return await agreed(yes, terminal);
      },
    });
    return reportEnd(outcome, { terminal, momentText: momentTextIn(settings.timeZone) });
  });
}
