import { examples, newCommand, type DeclareCommand } from '../command.ts';
import {
  authorOption,
  eckIdOption,
  loginOption,
  reasonOption,
  schoolArgument,
  sectorOption,
} from '../options.ts';

export const objectionAddCommand: DeclareCommand = (run) =>
  newCommand('add', {
    summary: 'registers an objection to a claim, to a service, or to one claim for one service',
    description:
      'Registers an objection to a claim, to a service, or to one claim for one service. Without a handle an identifier is read from standard input, also of somebody who never signed in.',
  })
    .addArgument(schoolArgument)
    .argument('[person handle]', 'handle of the person in the ledger')
    .addOption(loginOption)
    .addOption(eckIdOption)
    .addOption(sectorOption)
    .option('--service <id>', 'to this service')
    .option('--claim <name>', 'to this claim')
    .addOption(reasonOption)
    .addOption(authorOption)
    .addHelpText(
      'after',
      examples("objection add de-regenboog --claim given_name --reason 'letter of 3 May'"),
    )
    .action((school, handle, options) =>
      run(async (context) =>
        (await import('./objection-add.ts')).objectionAdd({ school, handle }, options, context),
      ),
    );
