import { newCommand, type DeclareCommand } from '../command.ts';
import { messageArgument } from '../message-id.ts';
import { authorOption, jsonOption } from '../options.ts';

export const outboxShowCommand: DeclareCommand = (run) =>
  newCommand('show', {
    summary: 'shows what is known of one message, but not what is in it',
    description:
      'Shows what is known of one message, but not what is in it or, of mail, whose mailbox it goes to. That you looked is kept in the audit trail.',
  })
    .addArgument(messageArgument)
    .addOption(jsonOption)
    .addOption(authorOption)
    .action((id, options) =>
      run(async (context) => (await import('./outbox-show.ts')).outboxShow(id, options, context)),
    );
