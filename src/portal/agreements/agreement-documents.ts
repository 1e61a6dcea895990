import type { KeptDocument } from '../../domain/documents.ts';
import { documentHash, type DocumentHash } from '../../domain/ids.ts';
import { authorOf } from '../../domain/portal-roles.ts';
import type { Agreement } from '../../register/model/kinds/agreement.ts';
import type { HttpExchange } from '../../http/exchange.ts';
import { mayAnywhere } from '../../rights/role-tasks.ts';
import { granterOf, type Portal, type Visitor } from '../visitor.ts';
import { namedAgreement } from './named-agreement.ts';
import { notThere, type AgreementBetween } from './seen-agreements.ts';

/** Which of the documents that an agreement names this visitor may have. */
export async function keptOf(
  portal: Portal,
  visitor: Visitor,
  between: AgreementBetween,
): Promise<readonly DocumentHash[]> {
  const hashes = hashesFor(visitor, between.agreement);
  const kept = await Promise.all(hashes.map((hash) => keptDocument(portal, between, hash)));
  return kept.flatMap((document) => document?.hash ?? []);
}

/** A document to keep: somebody else wrote it, so that a browser saves it and runs nothing of it as if it were ours. */
export async function sendDocument(portal: Portal, exchange: HttpExchange, visitor: Visitor): Promise<void> {
  const seen = await namedAgreement(portal, exchange, visitor);
  const hash = documentHash(String(exchange.request.params['hash']));
  if (hash === undefined || !hashesFor(visitor, seen.agreement).includes(hash)) throw notThere();
  const document = await keptDocument(portal, seen, hash);
  const bytes = document && (await portal.documents.read(document, authorOf(granterOf(visitor))));
  if (document === undefined || bytes === undefined) throw notThere();
  const isText = document.mediaType === 'text/plain';
  exchange.response
    .set({
      'Content-Type': isText ? 'text/plain; charset=utf-8' : document.mediaType,
      'Content-Disposition': `attachment; filename="${hash}.${isText ? 'txt' : 'pdf'}"`,
      'Content-Security-Policy': "default-src 'none'; sandbox",
    })
    .send(Buffer.from(bytes));
}

/** The document of this board that is of this agreement, or of none in particular. */
export async function keptDocument(
  { documents }: Pick<Portal, 'documents'>,
  { agreement, board }: Pick<AgreementBetween, 'agreement' | 'board'>,
  hash: DocumentHash,
): Promise<KeptDocument | undefined> {
  const kept = await documents.withHash(hash);
  return kept.find(
    (document) =>
      document.board === board.id &&
      (document.agreement === undefined || document.agreement === agreement.id),
  );
}

/**
 * A supplier has what an agreement names once the board has agreed: before that the supplier writes the names itself, and might name
 * any hash. What the board signed was named by the board.
 */
function hashesFor({ person }: Visitor, agreement: Agreement): readonly DocumentHash[] {
  if (!mayAnywhere(person, 'papers.read')) return [];
  const { status, documents = [], signatures } = agreement;
  const isAgreed = status === 'active' || status === 'suspended';
  const named = person.party.kind === 'board' || isAgreed ? documents.map(({ hash }) => hash) : [];
  return [...named, signatures?.board?.text].flatMap((hash) => documentHash(hash ?? '') ?? []);
}
