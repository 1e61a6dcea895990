import { readCatalogue } from '../../config/read-catalogue.ts';
import { readSettings } from '../../config/read-settings.ts';
import { readFederationFolder } from '../../register/files/federation-files.ts';
import { submitFiles } from '../../register/files/submit-files.ts';
import type { Fault } from '../../domain/fault.ts';
import type { IdpId } from '../../domain/ids.ts';
import { reportEnd, warningLines } from '../change-lines.ts';
import { agreed, authorOf, dueMoment } from '../change-words.ts';
import type { CommandContext } from '../command.ts';
import { effectLines } from '../effect-lines.ts';
import { momentTextIn } from '../moment-text.ts';
import { openRegistry } from '../open-registry.ts';
import { reasonFault } from '../options.ts';
import { progressOn } from '../progress.ts';
import { secretsHere } from '../secrets-here.ts';
import { withDatabase } from '../with-database.ts';

export interface ApplyOptions {
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly prune?: boolean;
  readonly create?: boolean;
  readonly at?: string;
  readonly author?: string;
  readonly reason?: string;
  readonly makeStrangers?: readonly IdpId[] | undefined;
}

/**
 * `sluis apply`: shows what would change, asks, and changes all of it or nothing, now or at a later moment. A dry run ends
 * after what it shows. What is kept for later is the difference, not the files: what others change meanwhile is left as it is.
 */
export async function apply(
  folder: string,
  { dryRun = false, yes = false, prune = false, create = false, ...options }: ApplyOptions,
  context: CommandContext,
): Promise<0 | 1> {
  const { env, terminal } = context;
  const reason = options.reason ?? (dryRun ? 'a dry run' : undefined);
  if (reason === undefined) throw reasonFault();
  const settings = readSettings(env);
  const author = authorOf(options.author);
  const due = options.at === undefined ? undefined : dueMoment(options.at, settings.timeZone);
  const catalogue = await readCatalogue(settings.configFolder);
  const { lookAtSecret, sayUnseen } = await secretsHere(settings, context);
  return await withDatabase({ ...settings, mayCreate: create }, terminal.say, async (postgres) => {
    const files = await readFederationFolder(folder, progressOn(terminal, 'records read'));
    const warn = (warnings: readonly Fault[]): void =>
      warningLines(files.lines(warnings)).forEach(terminal.say);
    sayUnseen(files.changes.changes);
    const registry = openRegistry(postgres, { settings, catalogue, lookAtSecret });
    const outcome = await submitFiles(registry, files, {
      author,
      reason,
      prune,
      dryRun,
      mayMakeStrangers: options.makeStrangers ?? [],
      ...(due === undefined ? {} : { due }),
      onProgress: progressOn(terminal, 'records judged'),
      confirm: async (effect) => {
        effectLines(effect).forEach(terminal.out);
        warn(effect.warnings);
        return await agreed(yes, terminal);
      },
    });
    if (outcome.outcome === 'valid') effectLines(outcome).forEach(terminal.out);
    // of what changes something and was asked about, they were said with the question
    if (outcome.outcome === 'valid' || outcome.outcome === 'unchanged') warn(outcome.warnings);
    return reportEnd(outcome, { terminal, momentText: momentTextIn(settings.timeZone) });
  });
}
