import { Argument } from '@commander-js/extra-typings';
import { boardId } from '../../domain/ids.ts';
import { examples, newCommand, type DeclareCommand } from '../command.ts';
import { authorOption, idOf } from '../options.ts';

const boardArgument = new Argument('<board>', 'id of the board').argParser((text) =>
  idOf('<board>', text, boardId),
);

export const portalCodeCommand: DeclareCommand = (run) =>
  newCommand('code', {
    summary: 'prints a code for the registered mailbox of a board',
    description:
      'Prints a code for the registered mailbox of a board. Send it there and nowhere else: the first administrator of the board types it in the portal, which shows that they act for the board. It works for 14 days, once, and takes the place of an earlier one.',
  })
    .addArgument(boardArgument)
    .addOption(authorOption)
    .addHelpText('after', examples('portal code waterland'))
    .action((board, options) =>
      run(async (context) => (await import('./portal-code.ts')).portalCode(board, options, context)),
    );
