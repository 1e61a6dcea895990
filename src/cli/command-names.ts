import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { didYouMean } from './closest.ts';
import { usageFault } from './command.ts';

/** The command that words begin with, and the words after its name; the program itself where there is none. */
export function findCommand(
  program: CommandUnknownOpts,
  words: readonly string[],
): { readonly command: CommandUnknownOpts; readonly rest: readonly string[] } {
  const [word, ...rest] = words;
  const command = program.commands.find((each) => each.name() === word);
  return command === undefined ? { command: program, rest: words } : findCommand(command, rest);
}

/** `register history` */
export function nameOf(command: CommandUnknownOpts): string {
  const { parent } = command;
  if (parent === null) return '';
  return `${nameOf(parent)} ${command.name()}`.trim();
}

/** A word that should be the name of a command of this group, or of the program. */
export function unknownCommand(parent: CommandUnknownOpts, word: string): Error {
  const names = parent.commands.map((command) => command.name());
  const typed = `${nameOf(parent)} ${word}`.trim();
  return usageFault(`there is no command ${typed}${didYouMean(word, names)}`, nameOf(parent));
}
