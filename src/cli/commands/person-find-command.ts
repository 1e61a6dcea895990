import { examples, newCommand, type DeclareCommand } from '../command.ts';
import {
  authorOption,
  eckIdOption,
  loginOption,
  reasonOption,
  schoolArgument,
  sectorOption,
} from '../options.ts';

export const personFindCommand: DeclareCommand = (run) =>
  newCommand('find', {
    summary: 'finds a person of a school by what its login sends, or by ECK iD',
    description:
      'Finds a person of a school by what its login sends, or by ECK iD: handle in the ledger, and objections. Reads the identifier from standard input: one line as the login sends it, or name=value for each of several attributes.',
  })
    .addArgument(schoolArgument)
    .addOption(loginOption)
    .addOption(eckIdOption)
    .addOption(sectorOption)
    .addOption(reasonOption)
    .addOption(authorOption)
    .addHelpText('after', examples("person find de-regenboog --reason 'request of 3 May' < identifier.txt"))
    .action((school, options) =>
      run(async (context) => (await import('./person-find.ts')).personFind(school, options, context)),
    );
