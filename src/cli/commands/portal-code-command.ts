import { Argument } from '@commander-js/extra-typings';
import { boardId } from '../../domain/ids.ts';
import { examples, newCommand, type DeclareCommand } from '../command.ts';
import { authorOption, idOf, printOption } from '../options.ts';

const boardArgument = new Argument('<board>', 'id of the board').argParser((text) =>
  idOf('<board>', text, boardId),
);

export const portalCodeCommand: DeclareCommand = (run) =>
  newCommand('code', {
    summary: 'sends a code to the registered mailbox of a board',
    description:
      'Sends a code to the registered mailbox of a board. Where no mail is set up it prints the code: send it there and nowhere else. The first administrator of the board types it in the portal, which shows that they act for the board. A code works for 14 days, once, and takes the place of an earlier one.',
  })
    .addArgument(boardArgument)
    .addOption(printOption)
    .addOption(authorOption)
    .addHelpText('after', examples('portal code waterland'))
    .action((board, options) =>
      run(async (context) => (await import('./portal-code.ts')).portalCode(board, options, context)),
    );
