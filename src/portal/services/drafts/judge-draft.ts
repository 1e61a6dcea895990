import { SluisError } from '../../../domain/errors.ts';
import { authorOf } from '../../../domain/portal-roles.ts';
import type { AuditEvent } from '../../../domain/ledger.ts';
import type { HttpExchange } from '../../../http/exchange.ts';
import { seeOther } from '../../../http/see-other.ts';
import type { Outcome } from '../../../register/changes/registry.ts';
import { ruleId } from '../../../register/model/kinds/policy.ts';
import { publishingRights } from '../../../rights/publishing-rights.ts';
import { portalAddresses } from '../../addresses.ts';
import { authorOfAccount } from '../../authors.ts';
import { textField } from '../../form-fields.ts';
import type { WrongDraft } from '../../languages/changes/messages.ts';
import { isReason } from '../../reason.ts';
import { unlessConflict } from '../../unless-conflict.ts';
import { granterOf, type Portal, type Visitor } from '../../visitor.ts';
import type { SeenService } from '../seen-services.ts';
import { namedService, showService } from '../service.ts';
import { writtenPolicy } from '../written-policy.ts';
import { namedDraft, sendDraft } from './drafts.ts';
import { mayJudge, type PolicyDraft } from './seen-drafts.ts';

interface Judged {
  readonly seen: SeenService;
  readonly draft: PolicyDraft;
}

/** Publishes a draft, refuses it, or takes it back. */
export async function judgeDraft(portal: Portal, exchange: HttpExchange, visitor: Visitor): Promise<void> {
  const seen = await namedService(portal, exchange, visitor);
  const draft = await namedDraft(portal, exchange, visitor, seen);
  // somebody else was there first, or it never was one of this visitor's: the answer is the same
  if (draft === undefined) return gone(portal, exchange, visitor);
  const judged = { seen, draft };
  const act = textField(exchange, 'act');
  if (act === 'withdraw' && draft.by === visitor.account.id) {
    return end(portal, exchange, visitor, judged, { type: 'draft.withdrawn', outcome: 'withdrawn' });
  }
  if ((act !== 'publish' && act !== 'refuse') || !(await mayJudge(portal, visitor, seen, draft))) {
    return wrong(portal, exchange, visitor, judged, 'notAllowed');
  }
  if (act === 'publish') return publish(portal, exchange, visitor, judged);
  const statedReason = textField(exchange, 'reason').trim();
  if (!isReason(statedReason)) return wrong(portal, exchange, visitor, judged, 'reason');
  return end(portal, exchange, visitor, judged, { type: 'draft.refused', outcome: 'refused', statedReason });
}

async function publish(
  portal: Portal,
  exchange: HttpExchange,
  visitor: Visitor,
  judged: Judged,
): Promise<void> {
  const { seen, draft } = judged;
  const version = textField(exchange, 'version');
  // whoever publishes it has seen the difference with what is live
  if (version !== String(seen.input.policy?.version ?? 0)) {
    return wrong(portal, exchange, visitor, judged, 'changed');
  }
  const published = await unlessConflict(submit(portal, visitor, judged));
  switch (published.outcome) {
    case 'applied':
    case 'unchanged':
    case 'scheduled': {
      const outcome = published.outcome === 'scheduled' ? 'waits' : 'done';
      const { reason: statedReason } = draft;
      return end(portal, exchange, visitor, judged, { type: 'draft.published', outcome, statedReason });
    }
    case 'refused':
      return wrong(portal, exchange, visitor, judged, 'other');
    case 'forbidden':
      return wrong(portal, exchange, visitor, judged, 'notAllowed');
    case 'version_mismatch':
    case 'conflict': {
      const now = await namedService(portal, exchange, visitor);
      return wrong(portal, exchange, visitor, { seen: now, draft }, 'changed');
    }
    case 'hidden':
      return gone(portal, exchange, visitor);
    case 'valid':
    case 'declined':
      throw new SluisError('internal', `nobody asked for this outcome: ${published.outcome}`);
  }
}

function submit(portal: Portal, visitor: Visitor, { seen, draft }: Judged): Promise<Outcome> {
  const { policy, from, by } = draft;
  const name = { kind: 'policy', id: ruleId(policy) } as const;
  return portal.registry.submit([{ ...name, body: writtenPolicy(policy) }], {
    author: authorOf(granterOf(visitor)),
    reason: draft.reason,
    draftedBy: authorOfAccount(by),
    expected: [{ ...name, version: seen.input.policy?.version ?? 0 }],
    ...(from === undefined || from <= portal.today() ? {} : { due: portal.firstMomentOf(from) }),
    rights: publishingRights(visitor.person, { by }, portal.clock.now()),
  });
}

/** The draft is gone from here on, which the trail is told. */
async function end(
  portal: Portal,
  exchange: HttpExchange,
  visitor: Visitor,
  { seen: { school, service }, draft }: Judged,
  {
    type,
    outcome,
    statedReason,
  }: {
    readonly type: AuditEvent['type'];
    readonly outcome: 'done' | 'waits' | 'refused' | 'withdrawn';
    readonly statedReason?: string;
  },
): Promise<void> {
  const isEnded = await portal.drafts.remove(draft.id, {
    type,
    at: portal.clock.now(),
    recordKind: 'policy',
    recordId: ruleId(draft.policy),
    author: authorOf(granterOf(visitor)),
    ...(statedReason === undefined ? {} : { statedReason }),
  });
  if (!isEnded && type !== 'draft.published') return gone(portal, exchange, visitor);
  seeOther(exchange.response, `${portalAddresses.service(school.id, service.id)}?${outcome}`);
}

function gone(portal: Portal, exchange: HttpExchange, visitor: Visitor): Promise<void> {
  exchange.response.status(409);
  return showService(portal, exchange, visitor, 'draftGone');
}

const statuses: Readonly<Record<WrongDraft, number>> = {
  reason: 400,
  other: 400,
  notAllowed: 403,
  changed: 409,
};

function wrong(
  portal: Portal,
  exchange: HttpExchange,
  visitor: Visitor,
  judged: Judged,
  what: WrongDraft,
): Promise<void> {
  exchange.response.status(statuses[what]);
  return sendDraft(portal, exchange, visitor, judged, [what]);
}
