import { readFile, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { readSettings } from '../../config/read-settings.ts';
import { largestDocument } from '../../domain/documents.ts';
import type { AgreementId, BoardId } from '../../domain/ids.ts';
import { documentExtensions, mediaTypeOf } from '../../documents/media-type.ts';
import { agreementRecord } from '../../register/model/kinds/agreement.ts';
import { createPostgresRegisterStore } from '../../storage/postgres/register-store.ts';
import type { Postgres } from '../../storage/postgres/pool.ts';
import { authorOf } from '../change-words.ts';
import { usageFault, type CommandContext } from '../command.ts';
import { openDocuments } from '../open-documents.ts';
import { noSuchRecord } from '../unknown-record.ts';
import { withKeys } from '../with-keys.ts';

export interface DocumentAddOptions {
  readonly board: BoardId;
  readonly agreement?: AgreementId;
  readonly author?: string;
  readonly reason: string;
}

/** `sluis document add`: what a hash in a record stands for is kept with us. */
export async function documentAdd(
  file: string,
  { board, agreement, author, reason }: DocumentAddOptions,
  { env, terminal }: CommandContext,
): Promise<0> {
  const asked = { author: authorOf(author), reason };
  const content = await contentOf(file);
  const document = { content, board, ...(agreement === undefined ? {} : { agreement }) };
  const { hash, isNew } = await withKeys(readSettings(env), terminal.say, async (postgres, { keyring }) => {
    await requireParties(postgres, board, agreement);
    return await openDocuments(postgres, keyring.lasting).add(document, asked);
  });
  if (!isNew) terminal.say(`board ${board} has this document already; nothing was changed`);
  terminal.out(hash);
  return 0;
}

/** Asked for its size first: what is too large is not read. */
async function contentOf(file: string): Promise<Buffer> {
  const found = await stat(file).catch(() => undefined);
  if (found?.isFile() !== true) throw usageFault(`${file} is no file that can be read`);
  if (found.size > largestDocument) {
    throw usageFault(`${file} is too large: a document has at most ${String(largestDocument)} bytes`);
  }
  const content = await readFile(file).catch(() => {
    throw usageFault(`${file} is no file that can be read`);
  });
  requireSaidType(file, content);
  return content;
}

/** The content decides; a name that says something else is a mistake of somebody, or worse. */
function requireSaidType(file: string, content: Buffer): void {
  const mediaType = mediaTypeOf(content);
  if (mediaType === undefined) {
    throw usageFault(`${file} is neither a PDF nor plain text in UTF-8 that nothing runs`);
  }
  const extension = documentExtensions[mediaType];
  if (extname(file).toLowerCase() !== `.${extension}`) {
    throw usageFault(`${file} holds ${mediaType}, and its name does not end in .${extension}`);
  }
}

async function requireParties(
  postgres: Postgres,
  board: BoardId,
  agreement: AgreementId | undefined,
): Promise<void> {
  const register = createPostgresRegisterStore(postgres);
  const [known] = await register.find([{ kind: 'board', id: board }]);
  if (known === undefined) throw usageFault(await noSuchRecord(register, { kind: 'board', id: board }));
  if (agreement === undefined) return;
  const [stored] = await register.find([{ kind: 'agreement', id: agreement }]);
  if (stored === undefined) {
    throw usageFault(await noSuchRecord(register, { kind: 'agreement', id: agreement }));
  }
  if (agreementRecord.safeParse(stored.body).data?.board !== board) {
    throw usageFault(`agreement ${agreement} is not one of board ${board}`);
  }
}
