import { newCommand, type DeclareCommand } from '../command.ts';
import { authorOption } from '../options.ts';

export const registerCancelCommand: DeclareCommand = (run) =>
  newCommand('cancel', { summary: 'cancels a scheduled change' })
    .argument('<id>', 'id of the change, as register scheduled shows it')
    .addOption(authorOption)
    .action((id, options) =>
      run(async (context) => (await import('./register-cancel.ts')).registerCancel(id, options, context)),
    );
