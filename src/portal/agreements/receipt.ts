import { documentHash } from '../../domain/ids.ts';
import { authorOf } from '../../domain/portal-roles.ts';
import type { HttpExchange } from '../../http/exchange.ts';
import { sendPage } from '../../http/send-page.ts';
import { kinds } from '../../register/model/kinds.ts';
import { frameOf } from '../frame.ts';
import { granterOf, type Portal, type Visitor } from '../visitor.ts';
import { keptDocument } from './agreement-documents.ts';
import { namedAgreement } from './named-agreement.ts';
import { renderReceipt } from './receipt-page.ts';
import { notThere } from './seen-agreements.ts';

/** What a board signed at the portal, for both parties alike; whoever signed is in the audit trail alone. */
export async function showReceipt(portal: Portal, exchange: HttpExchange, visitor: Visitor): Promise<void> {
  const seen = await namedAgreement(portal, exchange, visitor);
  const signature = seen.agreement.signatures?.board;
  const hash = documentHash(signature?.text ?? '');
  if (signature === undefined || hash === undefined) throw notThere();
  const at = await signedAt(portal, seen.agreement.id, hash);
  if (at === undefined) throw notThere();
  const document = await keptDocument(portal, seen, hash);
  const bytes = document && (await portal.documents.read(document, authorOf(granterOf(visitor))));
  sendPage(
    exchange.response,
    renderReceipt({
      ...frameOf(exchange, visitor),
      between: seen,
      as: signature.function,
      on: signature.on,
      at: portal.momentOf(at),
      hash,
      text: bytes && Buffer.from(bytes).toString('utf8'),
    }),
  );
}

/** When the first version with this signature was written. */
async function signedAt({ registry }: Portal, id: string, hash: string): Promise<number | undefined> {
  const versions = await registry.history({ kind: 'agreement', id });
  return versions.find(
    ({ body }) => kinds.agreement.schema.safeParse(body).data?.signatures?.board?.text === hash,
  )?.at;
}
