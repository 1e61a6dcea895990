import { newCommand, type DeclareCommand } from '../command.ts';
import { messageArgument } from '../message-id.ts';
import { authorOption, reasonOption } from '../options.ts';

export const outboxRetryCommand: DeclareCommand = (run) =>
  newCommand('retry', {
    summary: 'has a message tried now, also one that is a dead letter',
    description:
      'Has a message tried now. A dead letter gets new attempts and as much time as it had at first, as long as what is in it is still kept.',
  })
    .addArgument(messageArgument)
    .addOption(reasonOption)
    .addOption(authorOption)
    .action((id, options) =>
      run(async (context) => (await import('./outbox-retry.ts')).outboxRetry(id, options, context)),
    );
