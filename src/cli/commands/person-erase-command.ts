import { newCommand, type DeclareCommand } from '../command.ts';
import { authorOption, reasonOption, yesOption } from '../options.ts';

export const personEraseCommand: DeclareCommand = (run) =>
  newCommand('erase', {
    summary: 'erases whom the ledger entries of a board are about',
    description:
      'Shows how much the ledger of a board says about a person, asks, and makes it be about nobody.',
  })
    .argument('<board>', 'id of the board')
    .argument('<person handle>', 'by which the ledger of the board knows the person')
    .addOption(reasonOption)
    .option('--dry-run', 'show how much it is only')
    .addOption(yesOption)
    .addOption(authorOption)
    .action((board, handle, options) =>
      run(async (context) =>
        (await import('./person-erase.ts')).personErase({ board, handle }, options, context),
      ),
    );
