import { newCommand, type DeclareCommand } from '../command.ts';
import { messageArgument } from '../message-id.ts';
import { authorOption, reasonOption, yesOption } from '../options.ts';

export const outboxDropCommand: DeclareCommand = (run) =>
  newCommand('drop', {
    summary: 'erases a message, so that it is not sent any more',
    description:
      'Shows what is known of a message, asks, and erases it, so that it is not sent any more. One that is under way may still arrive.',
  })
    .addArgument(messageArgument)
    .addOption(reasonOption)
    .addOption(yesOption)
    .addOption(authorOption)
    .action((id, options) =>
      run(async (context) => (await import('./outbox-drop.ts')).outboxDrop(id, options, context)),
    );
