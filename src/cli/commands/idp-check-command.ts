import { idpId } from '../../domain/ids.ts';
import { examples, newCommand, type DeclareCommand } from '../command.ts';
import { idOf } from '../options.ts';

export const idpCheckCommand: DeclareCommand = (run) =>
  newCommand('check', {
    summary: 'shows logins with settings that cannot work, and certificates that end',
    description:
      "Looks at the certificates and settings of every school's login in the register, and shows those with which nobody can sign in, that have expired, or that end within 60 days. Exit code 1: one of them has something that is refused in a new login. With an id it calls that login over the network, without signing anybody in; exit code 1: something does not work.",
  })
    .argument('[id]', 'look at this login from here: its certificates, discovery, keys and sign-on address')
    .addHelpText('after', examples('idp check', 'idp check regenboog-saml'))
    .action((id) =>
      run(async (context) =>
        id === undefined
          ? (await import('./idp-check.ts')).idpCheck(context)
          : (await import('./idp-look.ts')).idpLook(idOf('<id>', id, idpId), context),
      ),
    );
