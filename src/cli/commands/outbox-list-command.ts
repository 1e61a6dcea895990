import { Option } from '@commander-js/extra-typings';
import { messageId } from '../../domain/ids.ts';
import { messageStates } from '../../domain/outbox.ts';
import { newCommand, type DeclareCommand } from '../command.ts';
import { authorOption, idOf, jsonOption } from '../options.ts';

const stateOption = new Option('--state <state>', 'only those in this state').choices(messageStates);
const beforeOption = new Option('--before <id>', 'only those made before this one').argParser((text) =>
  idOf('--before', text, messageId),
);

export const outboxListCommand: DeclareCommand = (run) =>
  newCommand('list', {
    summary: 'lists messages that wait, were delivered or are dead letters, the newest first',
    description:
      'Lists the 100 newest messages, without what is in them and, of mail, with the domain of the address alone. That you looked is kept in the audit trail.',
  })
    .addOption(stateOption)
    .addOption(beforeOption)
    .addOption(jsonOption)
    .addOption(authorOption)
    .action((options) =>
      run(async (context) => (await import('./outbox-list.ts')).outboxList(options, context)),
    );
