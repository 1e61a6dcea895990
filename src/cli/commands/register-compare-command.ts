import { examples, newCommand, type DeclareCommand } from '../command.ts';
import { kindArgument, recordIdArgument, versionArgument } from '../options.ts';

export const registerCompareCommand: DeclareCommand = (run) =>
  newCommand('compare', { summary: 'shows what differs between two versions of a record' })
    .addArgument(kindArgument)
    .addArgument(recordIdArgument)
    .addArgument(versionArgument)
    .addArgument(versionArgument)
    .addHelpText('after', examples('register compare school de-regenboog 1 2'))
    .action((kind, id, before, after) =>
      run(async (context) =>
        (await import('./register-compare.ts')).registerCompare({ kind, id }, [before, after], context),
      ),
    );
