import { examples, newCommand, type DeclareCommand } from '../command.ts';

export const serveCommand: DeclareCommand = (run) =>
  newCommand('serve', {
    summary: 'runs the broker',
    description:
      'Runs the broker until it is told to stop (SIGTERM, SIGINT). With --apply or --first-apply it applies federation files before it listens.',
  })
    .option('--first-apply <folder>', 'apply federation files, to an empty register only')
    .option('--apply <folder>', 'apply federation files at every start')
    .addHelpText('after', examples('serve', 'serve --first-apply federation'))
    .action((options) => run(async (context) => (await import('./serve.ts')).serve(options, context)));
