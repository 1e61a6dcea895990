import type { CommandUnknownOpts, HelpConfiguration, OutputConfiguration } from '@commander-js/extra-typings';

/** Where help goes, and how wide it may be. */
export type HelpOutput = Required<Pick<OutputConfiguration, 'writeOut' | 'getOutHelpWidth'>>;

/** How a list of commands is shown: each with its arguments, a group with the names of its commands. */
export const helpFormat: HelpConfiguration = {
  subcommandTerm: (command) => [command.name(), ...wordsOf(command)].join(' '),
  subcommandDescription: (command) => [command.summary(), ...namesIn(command)].join(': '),
};

function wordsOf({ commands, registeredArguments }: CommandUnknownOpts): readonly string[] {
  if (commands.length > 0) return ['<command>'];
  return registeredArguments.map((argument) => {
    const name = `${argument.name()}${argument.variadic ? '...' : ''}`;
    return argument.required ? `<${name}>` : `[${name}]`;
  });
}

function namesIn({ commands }: CommandUnknownOpts): readonly string[] {
  return commands.length === 0 ? [] : [commands.map((command) => command.name()).join(', ')];
}
