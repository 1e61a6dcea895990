import { newCommand, type DeclareCommand } from '../command.ts';
import { boardOption } from '../document-name.ts';
import { jsonOption } from '../options.ts';

export const documentListCommand: DeclareCommand = (run) =>
  newCommand('list', { summary: 'lists the documents of a board, oldest first, without their content' })
    .addOption(boardOption)
    .addOption(jsonOption)
    .action((options) =>
      run(async (context) => (await import('./document-list.ts')).documentList(options, context)),
    );
