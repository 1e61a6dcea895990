import { z } from 'zod';
import { documentMediaTypes, type DocumentName, type KeptDocument } from '../../domain/documents.ts';
import { documentHash, documentHashShape, type DocumentHash } from '../../domain/ids.ts';
import type { Registry } from '../../register/changes/registry.ts';
import { authorOf } from '../authenticated-client.ts';
import { refusal, type Answer, type Call, type Operation } from '../operation.ts';
import { readableDocument } from '../readable-document.ts';

/** What of documents is asked for here. */
export interface DocumentReading {
  /** Of every board that has this content. */
  withHash(hash: DocumentHash): Promise<readonly KeptDocument[]>;
  /** The content, written down in the audit trail first. */
  read(name: DocumentName, author: string): Promise<Uint8Array | undefined>;
}

export interface DocumentOperationParts {
  readonly registry: Pick<Registry, 'ask'>;
  readonly documents: DocumentReading;
}

/** Documents of boards by their hash. They are added and erased by commands alone. */
export function documentOperations(parts: DocumentOperationParts): readonly Operation[] {
  return [
    {
      id: 'documents.read',
      group: 'documents',
      method: 'get',
      address: '/documents/{hash}',
      pathParameters: {
        hash: z.string().regex(documentHashShape).meta({
          description: 'SHA-256 of the content, as `documents` of an agreement has it.',
        }),
      },
      query: {},
      summary: 'Reads a document, such as a signed agreement',
      description:
        'A board reads its own, a supplier those that an agreement of its own names once the board has agreed to it. Whatever else there is, was or never was is not found, in the same words.',
      scope: 'documents:read',
      changes: false,
      ofDocument: true,
      responses: [
        {
          status: 200,
          description: 'The bytes as they were added.',
          mediaTypes: documentMediaTypes,
          headers: { 'Content-Disposition': 'To be saved, and not shown.' },
        },
      ],
      problems: [],
      record: ({ hash = '' }) => ({ kind: 'document', id: hash }),
      handle: (call) => read(parts, call),
    },
  ];
}

async function read({ registry, documents }: DocumentOperationParts, call: Call): Promise<Answer> {
  const { client, path } = call;
  const hash = documentHash(path['hash'] ?? '');
  if (hash === undefined) return refusal('not_found');
  const document = await readableDocument(registry, client, await documents.withHash(hash));
  if (document === undefined) return refusal('not_found');
  const bytes = await documents.read(document, authorOf(client));
  // somebody has just erased it
  if (bytes === undefined) return refusal('not_found');
  return { status: 200, bytes, headers: headersOf(document) };
}

/** Somebody else wrote it: it is saved, and nothing in it runs as if it were ours. */
function headersOf({ hash, mediaType }: KeptDocument): Readonly<Record<string, string>> {
  const isText = mediaType === 'text/plain';
  return {
    'Content-Type': isText ? `${mediaType}; charset=utf-8` : mediaType,
    'Content-Disposition': `attachment; filename="${hash}.${isText ? 'txt' : 'pdf'}"`,
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'X-Content-Type-Options': 'nosniff',
  };
}
