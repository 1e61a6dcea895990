import { newCommand, type DeclareCommand } from '../command.ts';

export const keysInitCommand: DeclareCommand = (run) =>
  newCommand('init', { summary: 'makes the keys that are missing from the keys folder' }).action(() =>
    run(async (context) => (await import('./keys-init.ts')).keysInit(context)),
  );
