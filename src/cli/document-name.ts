import { Argument, Option } from '@commander-js/extra-typings';
import { boardId, documentHash } from '../domain/ids.ts';
import { idOf } from './options.ts';

export const boardOption = new Option('--board <id>', 'board whose document it is (required)')
  .argParser((text) => idOf('--board', text, boardId))
  .makeOptionMandatory();

export const hashArgument = new Argument(
  '<hash>',
  'SHA-256 of the document, as document add and document list show it',
).argParser((text) => idOf('<hash>', text, documentHash));
