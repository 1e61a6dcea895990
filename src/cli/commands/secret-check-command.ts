import { newCommand, type DeclareCommand } from '../command.ts';

export const secretCheckCommand: DeclareCommand = (run) =>
  newCommand('check', {
    summary: 'shows which secrets of services, API clients and logins cannot be read, or are weak',
    description:
      'Looks at every secret that the register refers to, where the keys of the broker are, and shows those that cannot be read or are weak; never a secret. Exit code 1: one of them cannot be read.',
  }).action(() => run(async (context) => (await import('./secret-check.ts')).secretCheck(context)));
