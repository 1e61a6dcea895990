import { newCommand, type DeclareCommand } from '../command.ts';

export const schemaCommand: DeclareCommand = (run) =>
  newCommand('schema', {
    summary: 'writes the JSON Schema of federation files',
    description: 'Writes the JSON Schema of federation files, schema/federation.schema.json in SLUIS_CONFIG.',
  })
    .option('--check', 'only check that the written files are up to date')
    .action((options) => run(async (context) => (await import('./schema.ts')).schema(options, context)));
