import type { CommandUnknownOpts, Option } from '@commander-js/extra-typings';
import { unknownCommand, nameOf } from './command-names.ts';
import { usageFault } from './command.ts';
import { helpFormat, type HelpOutput } from './help-format.ts';

/**
 * What holds for every command line: what is wrong with it is thrown, nothing goes unnoticed (a word too many, an option
 * in the place of a value), and help looks alike.
 */
export function applyParsingRules(program: CommandUnknownOpts, output: HelpOutput): void {
  applyTo(program, output);
  program.hook('preAction', (_, { args, registeredArguments }) => refuseSurplus(args, registeredArguments));
}

function applyTo(command: CommandUnknownOpts, output: HelpOutput): void {
  command
    .exitOverride()
    .helpCommand(false) // there is one of our own, which goes down to `register history`
    .helpOption('-h, --help', 'show this help')
    .allowExcessArguments() // refused below, by name
    .configureHelp(helpFormat)
    .configureOutput({ ...output, writeErr: () => undefined });
  if (command.commands.length > 0) {
    command.on('command:*', ([word = '']: readonly string[]) => {
      throw unknownCommand(command, word);
    });
  }
  for (const option of command.options) if (option.required) refuseOptionAsValue(command, option);
  for (const each of command.commands) applyTo(each, output);
}

/** `--reason --prune` is a reason that was forgotten, and not one that begins with two dashes. */
function refuseOptionAsValue(command: CommandUnknownOpts, option: Pick<Option, 'flags' | 'name'>): void {
  command.on(`option:${option.name()}`, (value: string) => {
    if (/^--?[a-z]/i.test(value)) throw usageFault(`${option.flags} has no value`, nameOf(command));
  });
}

function refuseSurplus(words: readonly string[], known: readonly { readonly variadic: boolean }[]): void {
  const surplus = words.slice(known.length);
  if (surplus.length > 0 && known.at(-1)?.variadic !== true) {
    throw usageFault(`too many arguments: ${surplus.join(' ')}`);
  }
}
