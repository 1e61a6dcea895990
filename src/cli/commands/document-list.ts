import { readSettings } from '../../config/read-settings.ts';
import type { BoardId } from '../../domain/ids.ts';
import { createPostgresDocumentStore } from '../../storage/postgres/document-store.ts';
import type { CommandContext } from '../command.ts';
import { documentText } from '../document-text.ts';
import { momentTextIn } from '../moment-text.ts';
import { withDatabase } from '../with-database.ts';

/** `sluis document list`: what is kept for a board, and who added it and why. */
export async function documentList(
  { board, json = false }: { readonly board: BoardId; readonly json?: boolean },
  { env, terminal }: CommandContext,
): Promise<0> {
  const settings = readSettings(env);
  const momentText = momentTextIn(settings.timeZone);
  const kept = await withDatabase(settings, terminal.say, (postgres) =>
    createPostgresDocumentStore(postgres).list(board),
  );
  for (const document of kept) {
    const at = momentText(document.at);
    terminal.out(json ? JSON.stringify({ ...document, at }) : documentText(document, at));
  }
  if (kept.length === 0) terminal.say(`no document of board ${board} is kept`);
  return 0;
}
