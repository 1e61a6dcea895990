import { examples, newCommand, type DeclareCommand } from '../command.ts';

export const objectionListCommand: DeclareCommand = (run) =>
  newCommand('list', { summary: 'shows objections, and which of them no longer belong to anybody' })
    .argument('[school]', 'id of the school; without it the objections of all')
    .addHelpText('after', examples('objection list de-regenboog'))
    .action((school) =>
      run(async (context) => (await import('./objection-list.ts')).objectionList(school, context)),
    );
