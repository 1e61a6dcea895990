import type { KeptDocument } from '../domain/documents.ts';
import type { SupplierId } from '../domain/ids.ts';
import type { Registry } from '../register/changes/registry.ts';
import type { Agreement } from '../register/model/kinds/agreement.ts';
import { partiesWord } from '../register/model/parties.ts';
import type { AuthenticatedClient } from './authenticated-client.ts';

/**
 * Which of the documents with one content an API client may read, whatever its scopes. A supplier reads what an agreement of
 * its own names, once the board has agreed to it: before that the supplier writes the names itself, and might name any hash.
 */
export async function readableDocument(
  registry: Pick<Registry, 'ask'>,
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
  registry: Pick<Registry, 'ask'>,
  supplier: SupplierId,
  { agreement: own, board, hash }: KeptDocument,
): Promise<boolean> {
  const agreements = await registry.ask((register) =>
    register.referringTo('agreement', partiesWord(board, supplier)),
  );
  return agreements.some(
    (agreement) =>
      isAgreed(agreement) &&
      (own === undefined || own === agreement.id) &&
      (agreement.documents?.some((document) => document.hash === hash) === true ||
        agreement.signatures?.board?.text === hash),
  );
}

/** An agreement that has ended may be an offer that the board declined. */
function isAgreed({ status }: Agreement): boolean {
  return status === 'active' || status === 'suspended';
}
