import type { DocumentName, KeptDocument } from '../domain/documents.ts';
import type { SupplierId } from '../domain/ids.ts';
import type { Registry } from '../register/changes/registry.ts';
import { agreementRecord, type Agreement } from '../register/model/kinds/agreement.ts';
import type { AuthenticatedClient } from './authenticated-client.ts';

const perPage = 200;

/**
 * Which of the documents with one content an API client may read, whatever its scopes. A supplier reads what an agreement of
 * its own names, once the board has agreed to it: before that the supplier writes the names itself, and might name any hash.
 */
export async function readableDocument(
  registry: Pick<Registry, 'list'>,
  { party }: Pick<AuthenticatedClient, 'party'>,
  kept: readonly KeptDocument[],
): Promise<KeptDocument | undefined> {
  switch (party.kind) {
    case 'operator':
      return kept[0];
    case 'board':
      return kept.find(({ board }) => board === party.id);
    case 'supplier':
      for (const document of kept) {
        if (await isNamed(registry, party.id, document)) return document;
      }
      return undefined;
  }
}

/** A document that belongs to one agreement is shown to the supplier of that one alone, whoever else names it. */
async function isNamed(
  registry: Pick<Registry, 'list'>,
  supplier: SupplierId,
  { agreement: own, ...document }: KeptDocument,
): Promise<boolean> {
  const agreements = await agreementsBetween(registry, supplier, document);
  return agreements.some(
    (agreement) =>
      isAgreed(agreement) &&
      (own === undefined || own === agreement.id) &&
      agreement.documents?.some(({ hash }) => hash === document.hash) === true,
  );
}

/** An agreement that has ended may be an offer that the board declined. */
function isAgreed({ status }: Agreement): boolean {
  return status === 'active' || status === 'suspended';
}

async function agreementsBetween(
  registry: Pick<Registry, 'list'>,
  supplier: SupplierId,
  { board }: DocumentName,
): Promise<readonly Agreement[]> {
  const found: Agreement[] = [];
  for (let after: string | undefined = ''; after !== undefined;) {
    const page = await registry.list({
      kind: 'agreement',
      naming: { board, supplier },
      limit: perPage,
      ...(after === '' ? {} : { after }),
    });
    found.push(
      ...page.flatMap(({ body }) => {
        const agreement = agreementRecord.safeParse(body).data;
        return agreement === undefined ? [] : [agreement];
      }),
    );
    after = page.length < perPage ? undefined : page.at(-1)?.id;
  }
  return found;
}
