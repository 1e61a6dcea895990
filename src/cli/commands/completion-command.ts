import { Argument } from '@commander-js/extra-typings';
import { newCommand, usageFault, type DeclareCommand } from '../command.ts';
import { shells, type Shell } from '../completion/shells.ts';

const shellArgument = new Argument('<shell>', 'shell that completes')
  .choices(shells)
  .argParser((text): Shell => {
    const shell = shells.find((known) => known === text);
    if (shell === undefined) throw usageFault(`<shell> must be one of ${shells.join(', ')}`);
    return shell;
  });

const howTo = [
  '',
  'To have it in every shell, put a line into its start file:',
  '  ~/.bashrc                   source <(sluis completion bash)',
  '  ~/.zshrc, after compinit    source <(sluis completion zsh)',
  '  ~/.config/fish/config.fish  sluis completion fish | source',
].join('\n');

export const completionCommand: DeclareCommand = (run, program) =>
  newCommand('completion', {
    summary: 'writes a script that lets a shell complete commands',
    description:
      'Writes a script that lets a shell complete commands, options, kinds of records and folders.',
  })
    .addArgument(shellArgument)
    .addHelpText('after', howTo)
    .action((shell) =>
      run(async (context) => (await import('./completion.ts')).completion(shell, program, context)),
    );
