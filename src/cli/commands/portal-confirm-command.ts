import { Argument } from '@commander-js/extra-typings';
import { boardRoles } from '../../domain/portal-roles.ts';
import { newCommand, type DeclareCommand } from '../command.ts';
import { authorOption, reasonOption } from '../options.ts';
import { accountArgument } from '../portal-account-argument.ts';

const roleArgument = new Argument('<role>', 'role of the account').choices([
  ...boardRoles,
  'operator',
  'supplier',
] as const);

export const portalConfirmCommand: DeclareCommand = (run) =>
  newCommand('confirm', {
    summary: 'confirms a role of an account',
    description:
      'Confirms a role of an account, or anew one that has lapsed: from then on it acts. The reason says how you know who it is, such as the hash of a signed form that is kept (document add).',
  })
    .addArgument(accountArgument)
    .addArgument(roleArgument)
    .addOption(reasonOption)
    .addOption(authorOption)
    .action((account, role, options) =>
      run(async (context) =>
        (await import('./portal-confirm.ts')).portalConfirm({ account, role, ...options }, context),
      ),
    );
