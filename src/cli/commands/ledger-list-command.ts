import { Option } from '@commander-js/extra-typings';
import { examples, newCommand, type DeclareCommand } from '../command.ts';
import { personOption, schoolOption, serviceOption, wholeNumberOf } from '../options.ts';

const limitOption = new Option('--limit <number>', 'at most this many entries')
  .argParser((text) => wholeNumberOf('--limit', text, 99_999))
  .default(100);

export const ledgerListCommand: DeclareCommand = (run) =>
  newCommand('list', {
    summary: 'shows which claims went to whom, newest first',
    description:
      'Shows which claims went to whom, newest first. The ledger holds names of claims, never values.',
  })
    .addOption(schoolOption)
    .addOption(serviceOption)
    .addOption(personOption)
    .addOption(limitOption)
    .addHelpText('after', examples('ledger list --school de-regenboog --limit 20'))
    .action((options) =>
      run(async (context) => (await import('./ledger-list.ts')).ledgerList(options, context)),
    );
