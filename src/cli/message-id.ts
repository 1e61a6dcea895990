import { Argument } from '@commander-js/extra-typings';
import { messageId } from '../domain/ids.ts';
import { idOf } from './options.ts';

export const messageArgument = new Argument('<id>', 'id of the message, as outbox list shows it').argParser(
  (text) => idOf('<id>', text, messageId),
);

export const noSuchMessage = 'there is no such message, or no longer';
