import { readSettings } from '../../config/read-settings.ts';
import type { BoardId, DocumentHash } from '../../domain/ids.ts';
import { authorOf } from '../change-words.ts';
import type { CommandContext } from '../command.ts';
import { openDocuments } from '../open-documents.ts';
import { withKeys } from '../with-keys.ts';

/** `sluis document show`: the bytes of one document, and nothing else, on standard output. */
export async function documentShow(
  hash: DocumentHash,
  { board, author }: { readonly board: BoardId; readonly author?: string },
  { env, terminal }: CommandContext,
): Promise<0 | 1> {
  const reader = authorOf(author);
  const content = await withKeys(readSettings(env), terminal.say, (postgres, { keyring }) =>
    openDocuments(postgres, keyring.lasting).read({ board, hash }, reader),
  );
  if (content === undefined) {
    terminal.say(`board ${board} has no document with this hash, or no longer`);
    return 1;
  }
  terminal.outBytes(content);
  return 0;
}
