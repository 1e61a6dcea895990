import { examples, newCommand, type DeclareCommand } from '../command.ts';
import {
  atOption,
  authorOption,
  kindArgument,
  reasonOption,
  recordIdArgument,
  versionArgument,
  yesOption,
} from '../options.ts';

export const registerRestoreCommand: DeclareCommand = (run) =>
  newCommand('restore', {
    summary: 'brings back what an old version of a record said, as a new version',
    description:
      'Brings back what an old version of a record said, as a new version that is checked like every change: shows the difference and asks.',
  })
    .addArgument(kindArgument)
    .addArgument(recordIdArgument)
    .addArgument(versionArgument)
    .addOption(reasonOption)
    .addOption(yesOption)
    .addOption(atOption)
    .addOption(authorOption)
    .addHelpText('after', examples("register restore school de-regenboog 1 --reason 'renamed by mistake'"))
    .action((kind, id, version, options) =>
      run(async (context) =>
        (await import('./register-restore.ts')).registerRestore({ kind, id }, version, options, context),
      ),
    );
