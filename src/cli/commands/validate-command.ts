import { examples, newCommand, type DeclareCommand } from '../command.ts';
import { folderArgument } from '../options.ts';

export const validateCommand: DeclareCommand = (run) =>
  newCommand('validate', {
    summary: 'checks federation files',
    description:
      'Checks federation files and says everything that is wrong with them: on their own, without a database, or together with the register that they build on. Warnings are about what is in use, fails only later or cannot be known here, and refuse nothing.',
  })
    .addArgument(folderArgument)
    .option('--register', 'check them together with the register in the database; nothing is changed')
    .addHelpText('after', examples('validate federation', 'validate more-schools --register'))
    .action((folder, options) =>
      run(async (context) => (await import('./validate.ts')).validate(folder, options, context)),
    );
