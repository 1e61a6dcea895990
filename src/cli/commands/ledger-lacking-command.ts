import { Option } from '@commander-js/extra-typings';
import { examples, newCommand, type DeclareCommand } from '../command.ts';
import { schoolOption, wholeNumberOf } from '../options.ts';

const daysOption = new Option('--days <number>', 'number of days, including today')
  .argParser((text) => wholeNumberOf('--days', text, 999))
  .default(7);

export const ledgerLackingCommand: DeclareCommand = (run) =>
  newCommand('lacking', {
    summary: 'counts how often claims that a service requires were withheld',
    description:
      'Counts by day, school and reason how often claims that a service says it requires were withheld.',
  })
    .argument('<service>', 'id of the service')
    .addOption(schoolOption)
    .addOption(daysOption)
    .addHelpText('after', examples('ledger lacking leesboom-reader --days 30'))
    .action((service, options) =>
      run(async (context) => (await import('./ledger-lacking.ts')).ledgerLacking(service, options, context)),
    );
