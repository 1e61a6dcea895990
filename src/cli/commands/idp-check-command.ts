import { newCommand, type DeclareCommand } from '../command.ts';

export const idpCheckCommand: DeclareCommand = (run) =>
  newCommand('check', {
    summary: 'shows logins with settings that cannot work, and certificates that end',
    description:
      "Looks at the certificates and settings of every school's login in the register, and shows those with which nobody can sign in, that have expired, or that end within 60 days. Exit code 1: one of them has something that is refused in a new login.",
  }).action(() => run(async (context) => (await import('./idp-check.ts')).idpCheck(context)));
