import { readSettings } from '../../config/read-settings.ts';
import { systemClock } from '../../domain/clock.ts';
import type { BoardId, DocumentHash } from '../../domain/ids.ts';
import { eraseDocument } from '../../documents/documents.ts';
import { createPostgresDocumentStore } from '../../storage/postgres/document-store.ts';
import { agreed, authorOf } from '../change-words.ts';
import type { CommandContext } from '../command.ts';
import { documentText } from '../document-text.ts';
import { momentTextIn } from '../moment-text.ts';
import { withDatabase } from '../with-database.ts';

export interface DocumentEraseOptions {
  readonly board: BoardId;
  readonly yes?: boolean;
  readonly author?: string;
  readonly reason: string;
}

/** `sluis document erase`: needs no keys, so that a document is erased whose key is lost. */
export async function documentErase(
  hash: DocumentHash,
  { board, yes = false, author, reason }: DocumentEraseOptions,
  { env, terminal }: CommandContext,
): Promise<0 | 1> {
  const asked = { author: authorOf(author), reason };
  const settings = readSettings(env);
  return await withDatabase(settings, terminal.say, async (postgres) => {
    const store = createPostgresDocumentStore(postgres);
    const document = (await store.withHash(hash)).find((kept) => kept.board === board);
    if (document === undefined) {
      terminal.say(`board ${board} has no document with this hash, or no longer`);
      return 1;
    }
    terminal.out(documentText(document, momentTextIn(settings.timeZone)(document.at)));
    if (!(await agreed(yes, terminal))) return 1;
    if (!(await eraseDocument({ store, clock: systemClock }, { board, hash }, asked))) {
      terminal.say('somebody else has just erased it');
      return 1;
    }
    terminal.out('erased');
    return 0;
  });
}
