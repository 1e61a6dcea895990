import { examples, newCommand, type DeclareCommand } from '../command.ts';
import { findCommand, unknownCommand } from '../command-names.ts';

export const helpCommand: DeclareCommand = (_run, program) =>
  newCommand('help', { summary: 'shows all commands, or how to use one' })
    .argument('[command...]', 'name of the command')
    .addHelpText('after', examples('help register history'))
    .action((words) => {
      const { command, rest } = findCommand(program, words);
      if (rest[0] !== undefined) throw unknownCommand(command, rest[0]);
      command.outputHelp();
    });
