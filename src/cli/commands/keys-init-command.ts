import { newCommand, type DeclareCommand } from '../command.ts';

export const keysInitCommand: DeclareCommand = (run) =>
  newCommand('init', { summary: 'makes the keys that the keys folder does not hold yet' }).action(() =>
    run(async (context) => (await import('./keys-init.ts')).keysInit(context)),
  );
