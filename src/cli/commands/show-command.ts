import { examples, newCommand, type DeclareCommand } from '../command.ts';
import { jsonOption, kindArgument, recordIdArgument } from '../options.ts';

export const showCommand: DeclareCommand = (run) =>
  newCommand('show', {
    summary: 'shows one record',
    description: 'Shows one record, as federation files write it. It does not show whose an objection is.',
  })
    .addArgument(kindArgument)
    .addArgument(recordIdArgument)
    .addOption(jsonOption)
    .addHelpText(
      'after',
      examples('show school de-regenboog', 'show policy de-regenboog/leesboom-reader --json'),
    )
    .action((kind, id, options) =>
      run(async (context) => (await import('./show.ts')).showRecord({ kind, id }, options, context)),
    );
