import { Option } from '@commander-js/extra-typings';
import { languages } from '../../domain/language.ts';
import { examples, newCommand, type DeclareCommand } from '../command.ts';
import { authorOption } from '../options.ts';

const languageOption = new Option('--language <language>', 'language that comes first in the mail')
  .choices(languages)
  .default(languages[0]);

export const outboxTestCommand: DeclareCommand = (run) =>
  newCommand('test', {
    summary: 'has a mail sent to you, to see whether mail arrives',
    description:
      'Has a broker that runs send a short mail, and prints the id of the message. outbox show tells how it ended.',
  })
    .argument('<address>', 'mailbox of your own')
    .addOption(languageOption)
    .addOption(authorOption)
    .addHelpText('after', examples('outbox test ada@sluis.example'))
    .action((address, options) =>
      run(async (context) => (await import('./outbox-test.ts')).outboxTest(address, options, context)),
    );
