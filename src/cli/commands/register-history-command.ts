import { examples, newCommand, type DeclareCommand } from '../command.ts';
import { kindArgument, recordIdArgument } from '../options.ts';

export const registerHistoryCommand: DeclareCommand = (run) =>
  newCommand('history', {
    summary: 'shows all versions of a record: who changed what, when and why',
  })
    .addArgument(kindArgument)
    .addArgument(recordIdArgument)
    .addHelpText('after', examples('register history school de-regenboog'))
    .action((kind, id) =>
      run(async (context) => (await import('./register-history.ts')).registerHistory({ kind, id }, context)),
    );
