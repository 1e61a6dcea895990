import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { bashScript, zshScript } from '../completion/bash-script.ts';
import { completedCommands } from '../completion/completed-commands.ts';
import { fishScript } from '../completion/fish-script.ts';
import type { Shell } from '../completion/shells.ts';
import type { CommandContext } from '../command.ts';

const scripts = { bash: bashScript, zsh: zshScript, fish: fishScript } as const;

/** `sluis completion`: a script that is whole in itself, so that a shell need not start Node at every Tab. */
export async function completion(
  shell: Shell,
  program: CommandUnknownOpts,
  { terminal }: CommandContext,
): Promise<0> {
  scripts[shell](completedCommands(program)).trimEnd().split('\n').forEach(terminal.out);
  return 0;
}
