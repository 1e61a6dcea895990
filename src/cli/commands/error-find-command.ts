import { examples, newCommand, type DeclareCommand } from '../command.ts';

export const errorFindCommand: DeclareCommand = (run) =>
  newCommand('find', {
    summary: 'shows what an error id on a page was about, for a day after it was shown',
  })
    .argument('<error id>', 'ten letters and digits')
    .addHelpText('after', examples('error find K7M2PQ4RST'))
    .action((id) => run(async (context) => (await import('./error-find.ts')).errorFind(id, context)));
