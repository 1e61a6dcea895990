import { newCommand, type DeclareCommand } from '../command.ts';
import { authorOption, reasonOption, yesOption } from '../options.ts';

export const personEraseCommand: DeclareCommand = (run) =>
  newCommand('erase', {
    summary: 'erases the link between a person and the ledger entries of a board',
    description:
      'Shows how many ledger entries of a board are about a person, asks, and erases the link between them.',
  })
    .argument('<board>', 'id of the board')
    .argument('<person handle>', 'handle of the person in the ledger of the board')
    .addOption(reasonOption)
    .option('--dry-run', 'only show how many entries there are')
    .addOption(yesOption)
    .addOption(authorOption)
    .action((board, handle, options) =>
      run(async (context) =>
        (await import('./person-erase.ts')).personErase({ board, handle }, options, context),
      ),
    );
