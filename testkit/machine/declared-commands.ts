import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { findCommand } from '../../src/cli/command-names.ts';
import { declareCommands } from '../../src/cli/commands.ts';

/** All commands of `sluis` as they are declared, to look at: none of them can be run. */
export function declaredCommands(writeOut: (text: string) => void = () => undefined): CommandUnknownOpts {
  const run = () => Promise.reject(new Error('only to look at'));
  return declareCommands(run, { writeOut, getOutHelpWidth: () => 100 });
}

/** The command that words begin with the whole name of; `undefined` for a group alone, and for a word that is none. */
export function commandNamed(words: readonly string[]): CommandUnknownOpts | undefined {
  const { command } = findCommand(declaredCommands(), words);
  return command.commands.length === 0 ? command : undefined;
}
