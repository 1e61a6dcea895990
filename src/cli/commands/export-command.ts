import { Argument } from '@commander-js/extra-typings';
import { examples, newCommand, type DeclareCommand } from '../command.ts';

export const exportCommand: DeclareCommand = (run) =>
  newCommand('export', {
    summary: 'writes the register as federation files that apply cleanly',
    description:
      'Writes the register as federation files that apply cleanly, one whole snapshot of it. What an earlier export wrote into the folder is replaced. Objections are about people and are not written.',
  })
    .addArgument(new Argument('<folder>', 'folder to write to; made where there is none'))
    .option('--force', 'write also where files are that were not exported')
    .addHelpText('after', examples('export federation-now'))
    .action((folder, options) =>
      run(async (context) => (await import('./export.ts')).exportRegister(folder, options, context)),
    );
