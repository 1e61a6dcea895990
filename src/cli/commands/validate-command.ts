import { examples, newCommand, type DeclareCommand } from '../command.ts';
import { folderArgument } from '../options.ts';

export const validateCommand: DeclareCommand = (run) =>
  newCommand('validate', {
    summary: 'checks federation files, without a database',
    description: 'Checks federation files, without a database, and says everything that is wrong with them.',
  })
    .addArgument(folderArgument)
    .addHelpText('after', examples('validate federation'))
    .action((folder) => run(async (context) => (await import('./validate.ts')).validate(folder, context)));
