import { newCommand, type DeclareCommand } from '../command.ts';

export const keysResealCommand: DeclareCommand = (run) =>
  newCommand('reseal', {
    summary: 'seals what lasts, such as documents, with the newest version of the lasting key',
    description:
      'Seals what lasts, such as documents, with the current version of lasting.json, and says which versions are no longer needed. It can be stopped and run again.',
  })
    .option('--dry-run', 'only show how much each version sealed')
    .action((options) =>
      run(async (context) => (await import('./keys-reseal.ts')).keysReseal(options, context)),
    );
