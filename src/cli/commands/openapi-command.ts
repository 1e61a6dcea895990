import { newCommand, type DeclareCommand } from '../command.ts';

export const openapiCommand: DeclareCommand = (run) =>
  newCommand('openapi', {
    summary: 'writes the description of the management API',
    description: 'Writes the description of the management API: api/openapi.json and API.md in the folder.',
  })
    .option('--check', 'only check that the written files are up to date')
    .option('--folder <folder>', 'where to write', 'docs')
    .action((options) => run(async (context) => (await import('./openapi.ts')).openapi(options, context)));
