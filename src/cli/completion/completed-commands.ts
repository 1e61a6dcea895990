import type { Argument, CommandUnknownOpts, Option } from '@commander-js/extra-typings';
import { nameOf } from '../command-names.ts';

/** What may stand in one place of a command line; nothing where a shell cannot know. */
export interface CompletedWords {
  readonly choices: readonly { readonly word: string; readonly summary: string }[];
  readonly isFolder: boolean;
}

export interface CompletedOption {
  /** `--at` */
  readonly flag: string;
  readonly summary: string;
  /** Of the word after it; absent for an option that stands alone. */
  readonly value: CompletedWords | undefined;
}

export interface CompletedCommand {
  /** `register history`; empty for the program itself. */
  readonly path: string;
  /** By position, counted from the name of the command. */
  readonly words: readonly CompletedWords[];
  readonly options: readonly CompletedOption[];
}

/** Everything that a shell can complete, read from the declarations of the commands. */
export function completedCommands(program: CommandUnknownOpts): readonly CompletedCommand[] {
  const names = namesIn(program);
  return [program, ...below(program)].map((command) => ({
    path: nameOf(command),
    words:
      command.commands.length > 0
        ? [namesIn(command)]
        : command.registeredArguments.map((argument) =>
            argument.name() === 'command' ? names : wordsOfArgument(argument),
          ),
    options: command.createHelp().visibleOptions(command).flatMap(completedOption),
  }));
}

function below({ commands }: CommandUnknownOpts): readonly CommandUnknownOpts[] {
  return commands.flatMap((command) => [command, ...below(command)]);
}

function namesIn({ commands }: CommandUnknownOpts): CompletedWords {
  const choices = commands.map((command) => ({ word: command.name(), summary: command.summary() }));
  return { choices, isFolder: false };
}

function completedOption(option: Option): readonly CompletedOption[] {
  if (option.long === undefined) return [];
  const value = option.required
    ? { choices: choicesOf(option.argChoices), isFolder: option.flags.endsWith('<folder>') }
    : undefined;
  return [{ flag: option.long, summary: option.description, value }];
}

function wordsOfArgument(argument: Argument): CompletedWords {
  return { choices: choicesOf(argument.argChoices), isFolder: argument.name() === 'folder' };
}

function choicesOf(words: readonly string[] | undefined): CompletedWords['choices'] {
  return (words ?? []).map((word) => ({ word, summary: '' }));
}
