import { examples, newCommand, type DeclareCommand } from '../command.ts';
import { jsonOption, kindArgument } from '../options.ts';

export const listCommand: DeclareCommand = (run) =>
  newCommand('list', {
    summary: 'shows all records of a kind',
    description:
      'Shows all records of a kind, in the order of their ids, one line each. It does not show whose an objection is.',
  })
    .addArgument(kindArgument)
    .addOption(jsonOption)
    .addHelpText('after', examples('list school', 'list agreement --json'))
    .action((kind, options) =>
      run(async (context) => (await import('./list.ts')).listRecords(kind, options, context)),
    );
