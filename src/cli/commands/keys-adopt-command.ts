import { newCommand, type DeclareCommand } from '../command.ts';
import { authorOption, reasonOption } from '../options.ts';

export const keysAdoptCommand: DeclareCommand = (run) =>
  newCommand('adopt', {
    summary:
      'confirms that the pseudonym keys and lasting keys belong to the database, where nothing in it proves that',
  })
    .addOption(reasonOption)
    .option('--replace', 'even if the database knows other keys')
    .addOption(authorOption)
    .action((options) =>
      run(async (context) => (await import('./keys-adopt.ts')).keysAdopt(options, context)),
    );
