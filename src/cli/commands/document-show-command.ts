import { examples, newCommand, type DeclareCommand } from '../command.ts';
import { boardOption, hashArgument } from '../document-name.ts';
import { authorOption } from '../options.ts';

export const documentShowCommand: DeclareCommand = (run) =>
  newCommand('show', {
    summary: 'writes a document of a board to standard output',
    description:
      'Writes a document of a board to standard output, byte by byte as it was added. That you read it is kept in the audit trail.',
  })
    .addArgument(hashArgument)
    .addOption(boardOption)
    .addOption(authorOption)
    .addHelpText('after', examples('document show 0123…cdef --board waterland > signed.pdf'))
    .action((hash, options) =>
      run(async (context) => (await import('./document-show.ts')).documentShow(hash, options, context)),
    );
