import { newCommand, type DeclareCommand } from '../command.ts';

export const registerScheduledCommand: DeclareCommand = (run) =>
  newCommand('scheduled', {
    summary: 'shows scheduled changes, and what became of those of the last 30 days',
  }).action(() =>
    run(async (context) => (await import('./register-scheduled.ts')).registerScheduled(context)),
  );
