import { examples, newCommand, type DeclareCommand } from '../command.ts';
import { schoolOption } from '../options.ts';

export const eckIdCheckCommand: DeclareCommand = (run) =>
  newCommand('check', {
    summary: 'counts what would happen to the ECK iDs that a login is going to send; changes nothing',
    description:
      'Counts what would become of ECK iDs that a login is going to send. Reads lines from standard input: the identifier as the login sends it and the ECK iD, separated by tabs. Changes nothing.',
  })
    .argument('<idp>', 'id of the login')
    .addOption(schoolOption)
    .addHelpText('after', examples('eckid check regenboog-saml < pupils.tsv'))
    .action((idp, options) =>
      run(async (context) => (await import('./eckid-check.ts')).eckIdCheck(idp, options, context)),
    );
