import { z } from 'zod';
import { documentMediaTypes, type KeptDocument } from '../../domain/documents.ts';
import { agreementId, boardId, documentHash } from '../../domain/ids.ts';
import type { DocumentStore } from '../stores/document-store.ts';
import type { SealedContent } from '../stores/sealed-rows.ts';
import { branded, moment, wholeNumber } from './columns.ts';
import type { Postgres } from './pool.ts';
import { rowsOfVersion, sealedAnew, sealedRowsIn } from './sealed-rows.ts';
import { statement } from './statement.ts';
import { writeEvents } from './write-register.ts';

const columns = 'board, hash, media_type, size, agreement, author, reason, at';

const row = z
  .object({
    board: branded(boardId),
    hash: branded(documentHash),
    media_type: z.enum(documentMediaTypes),
    size: z.int(),
    agreement: z.nullable(branded(agreementId)),
    author: z.string(),
    reason: z.string(),
    at: moment,
  })
  .transform(({ media_type: mediaType, agreement, ...document }): KeptDocument => ({
    ...document,
    mediaType,
    ...(agreement === null ? {} : { agreement }),
  }));

/** Lets readers through; a second writer waits until the first has committed, so that bounds hold. */
const lockDocuments = statement({
  name: 'documents-lock',
  text: 'lock table sluis.document in exclusive mode',
  row: z.unknown(),
});
const room = statement({
  name: 'documents-room',
  text: `select count(*) as documents, coalesce(sum(size), 0) as bytes, coalesce(bool_or(hash = $2), false) as known
    from sluis.document where board = $1`,
  row: z.object({ documents: wholeNumber, bytes: wholeNumber, known: z.boolean() }),
});
const insertDocument = statement({
  name: 'document-insert',
  text: `insert into sluis.document (${columns}, key_version, content)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
  row: z.unknown(),
});
const listDocuments = statement({
  name: 'documents-of-board',
  text: `select ${columns} from sluis.document where board = $1 order by at, hash`,
  row,
});
const documentsWithHash = statement({
  name: 'documents-with-hash',
  text: `select ${columns} from sluis.document where hash = $1 order by board`,
  row,
});
const documentContent = statement({
  name: 'document-content',
  text: 'select content from sluis.document where board = $1 and hash = $2',
  row: z.object({ content: z.instanceof(Uint8Array) }),
});
const eraseDocument = statement({
  name: 'document-erase',
  text: 'delete from sluis.document where board = $1 and hash = $2 returning true as erased',
  row: z.object({ erased: z.literal(true) }),
});
const keyVersions = statement({
  name: 'document-key-versions',
  text: 'select key_version, count(*) as rows from sluis.document group by key_version order by key_version',
  row: rowsOfVersion,
});
const sealedWith = statement({
  name: 'documents-sealed-with',
  text: `select board, hash, content from sluis.document
    where key_version = $1 and (board, hash) > ($2, $3) order by board, hash limit $4`,
  row: z
    .object({ board: z.string(), hash: z.string(), content: z.instanceof(Uint8Array) })
    .transform(({ board, hash, content }): SealedContent => ({ id: `${board}/${hash}`, sealed: content })),
});
const sealAnew = statement({
  name: 'document-seal-anew',
  text: `update sluis.document set content = $3, key_version = $4
    where board = $1 and hash = $2 and key_version = $5 returning true as sealed`,
  row: sealedAnew,
});

/** Close it by closing `postgres`, which it may share with other stores. */
export function createPostgresDocumentStore(postgres: Postgres): DocumentStore {
  return {
    ping: postgres.ping,
    close: postgres.close,
    add: (document, bounds, events) =>
      postgres.transaction(async (run) => {
        await run(lockDocuments, []);
        const { board, hash, mediaType, size, agreement, author, reason, at, keyVersion, sealed } = document;
        const [taken] = await run(room, [board, hash]);
        if (taken?.known === true) return 'already_there';
        if (taken === undefined || taken.documents >= bounds.documents || taken.bytes + size > bounds.bytes) {
          return 'full';
        }
        const values = [board, hash, mediaType, size, agreement ?? null, author, reason, new Date(at)];
        await run(insertDocument, [...values, keyVersion, Buffer.from(sealed)]);
        await writeEvents(run, events);
        return 'added';
      }),
    list: (board) => postgres.run(listDocuments, [board]),
    withHash: (hash) => postgres.run(documentsWithHash, [hash]),
    content: async ({ board, hash }) => (await postgres.run(documentContent, [board, hash]))[0]?.content,
    erase: (name, events) =>
      postgres.transaction(async (run) => {
        const erased = await run(eraseDocument, [name.board, name.hash]);
        if (erased.length === 0) return false;
        await writeEvents(run, events);
        return true;
      }),
    ...sealedRowsIn(postgres, {
      table: 'document',
      versions: keyVersions,
      sealedWith,
      sealAnew,
      nameOf,
      after: (id = '/') => nameOf(id),
    }),
  };
}

/** Board and hash of a row. */
function nameOf(id: string): readonly [string, string] {
  const [board = '', hash = ''] = id.split('/', 2);
  return [board, hash];
}
