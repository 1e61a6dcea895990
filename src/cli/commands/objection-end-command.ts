import { newCommand, type DeclareCommand } from '../command.ts';
import { authorOption, reasonOption } from '../options.ts';

export const objectionEndCommand: DeclareCommand = (run) =>
  newCommand('end', { summary: 'ends an objection that was withdrawn' })
    .argument('<id>', 'id of the objection, as objection list shows it')
    .addOption(reasonOption)
    .addOption(authorOption)
    .action((id, options) =>
      run(async (context) => (await import('./objection-end.ts')).objectionEnd(id, options, context)),
    );
