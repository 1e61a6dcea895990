import { newCommand, type DeclareCommand } from '../command.ts';
import { authorOption, jsonOption } from '../options.ts';
import { ofBoardOption, ofOperatorOption, ofSupplierOption } from '../portal-party.ts';

export const portalListCommand: DeclareCommand = (run) =>
  newCommand('list', {
    summary: 'lists the accounts of a board, a supplier or the operator, and open invitations',
    description:
      'Lists the accounts of a board, a supplier or the operator, with their roles, and the invitations that are open. It is written to the audit trail that somebody looked.',
  })
    .addOption(ofBoardOption)
    .addOption(ofSupplierOption)
    .addOption(ofOperatorOption)
    .addOption(jsonOption)
    .addOption(authorOption)
    .action((options) =>
      run(async (context) => (await import('./portal-list.ts')).portalList(options, context)),
    );
