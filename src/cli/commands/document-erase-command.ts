import { newCommand, type DeclareCommand } from '../command.ts';
import { boardOption, hashArgument } from '../document-name.ts';
import { authorOption, reasonOption, yesOption } from '../options.ts';

export const documentEraseCommand: DeclareCommand = (run) =>
  newCommand('erase', {
    summary: 'erases a document of a board',
    description:
      'Shows what is known of a document of a board, asks, and erases it. Records that name its hash stay as they are, and the audit trail keeps that it was erased and why.',
  })
    .addArgument(hashArgument)
    .addOption(boardOption)
    .addOption(reasonOption)
    .addOption(yesOption)
    .addOption(authorOption)
    .action((hash, options) =>
      run(async (context) => (await import('./document-erase.ts')).documentErase(hash, options, context)),
    );
