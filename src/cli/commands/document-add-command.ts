import { Option } from '@commander-js/extra-typings';
import { agreementId } from '../../domain/ids.ts';
import { examples, newCommand, type DeclareCommand } from '../command.ts';
import { boardOption } from '../document-name.ts';
import { authorOption, idOf, reasonOption } from '../options.ts';

const agreementOption = new Option('--agreement <id>', 'agreement that it belongs to alone').argParser(
  (text) => idOf('--agreement', text, agreementId),
);

export const documentAddCommand: DeclareCommand = (run) =>
  newCommand('add', {
    summary: 'keeps a document of a board, sealed, and prints its hash',
    description:
      'Keeps a document of a board, sealed, and prints its hash, which the record of an agreement names. A PDF, or plain text in UTF-8, of at most 5 MiB.',
  })
    .argument('<file>', 'file with the document')
    .addOption(boardOption)
    .addOption(agreementOption)
    .addOption(reasonOption)
    .addOption(authorOption)
    .addHelpText('after', examples('document add signed.pdf --board waterland --reason "signed in May"'))
    .action((file, options) =>
      run(async (context) => (await import('./document-add.ts')).documentAdd(file, options, context)),
    );
