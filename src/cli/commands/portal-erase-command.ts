import { newCommand, type DeclareCommand } from '../command.ts';
import { authorOption, reasonOption, yesOption } from '../options.ts';
import { accountArgument } from '../portal-account-argument.ts';

export const portalEraseCommand: DeclareCommand = (run) =>
  newCommand('erase', {
    summary: 'erases an account of the portal',
    description:
      'Shows whose account it is, asks, and erases it: name, address and roles are gone, and nobody comes in with it any more. What the account did stays in the audit trail under its id.',
  })
    .addArgument(accountArgument)
    .addOption(reasonOption)
    .addOption(yesOption)
    .addOption(authorOption)
    .action((account, options) =>
      run(async (context) => (await import('./portal-erase.ts')).portalErase(account, options, context)),
    );
