import type { HttpExchange } from '../../../http/exchange.ts';
import { authorOfAccount, namesOfAuthors } from '../../authors.ts';
import { frameOf } from '../../frame.ts';
import { whenIn } from '../../parts.ts';
import type { Portal, Visitor } from '../../visitor.ts';
import type { ListedDraft } from './drafts-part.ts';
import type { PolicyDraft } from './seen-drafts.ts';

/** Drafts as a page lists them. */
export async function listedDrafts(
  portal: Portal,
  exchange: HttpExchange,
  visitor: Visitor,
  drafts: readonly PolicyDraft[],
): Promise<readonly ListedDraft[]> {
  if (drafts.length === 0) return [];
  const { language } = frameOf(exchange, visitor);
  const nameOf = await namesOfAuthors(
    portal,
    visitor,
    drafts.map(({ by }) => authorOfAccount(by)),
  );
  return drafts.map(({ id, at, by, reason }) => ({
    id,
    when: whenIn(portal, at, language),
    by: nameOf(authorOfAccount(by)),
    reason,
  }));
}
