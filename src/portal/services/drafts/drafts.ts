import type { HttpExchange } from '../../../http/exchange.ts';
import { sendPage } from '../../../http/send-page.ts';
import { outlookOf } from '../../../release/outlook.ts';
import { textField, textIn } from '../../form-fields.ts';
import { frameOf } from '../../frame.ts';
import { formKeptFor } from '../../kept-forms.ts';
import type { WrongDraft } from '../../languages/changes/messages.ts';
import type { Portal, Visitor } from '../../visitor.ts';
import { missingIn } from '../attention.ts';
import { changeableService, sendForm } from '../change-form.ts';
import { claimRowsOf } from '../claim-rows.ts';
import { changesBy } from '../policy-changes.ts';
import { notThere, wayToChange, type SeenService } from '../seen-services.ts';
import { namedService, tryOutsOf } from '../service.ts';
import { restoredChoices } from '../versions/restored-choices.ts';
import { renderDraft } from './draft-page.ts';
import { listedDrafts } from './listed-drafts.ts';
import { mayJudge, seenDrafts, type PolicyDraft } from './seen-drafts.ts';

/** One draft beside what is live, for everybody who sees it. */
export async function showDraft(portal: Portal, exchange: HttpExchange, visitor: Visitor): Promise<void> {
  const seen = await namedService(portal, exchange, visitor);
  const draft = await namedDraft(portal, exchange, visitor, seen);
  if (draft === undefined) throw notThere();
  const kept = await formKeptFor(portal, visitor, [exchange.request.path]);
  const typed = kept && textIn(kept.fields, 'reason');
  return sendDraft(portal, exchange, visitor, { seen, draft, typed }, []);
}

/** The form with the choices of a draft, as far as they can be chosen today. */
export async function showDraftForm(portal: Portal, exchange: HttpExchange, visitor: Visitor): Promise<void> {
  const { seen, way } = await changeableService(portal, exchange, visitor);
  const draft = await namedDraft(portal, exchange, visitor, seen);
  if (draft === undefined) throw notThere();
  const rows = claimRowsOf(seen.input);
  const { filled, lost } = restoredChoices(seen.input, rows, draft.policy);
  const { reason, from } = draft;
  const typed = {
    ...filled,
    reason,
    ...(from === undefined ? {} : { from: { kind: 'day', typed: from } as const }),
  };
  sendForm(exchange, visitor, { seen, way, rows, filled: typed, lost }, []);
}

/** `undefined`: there is none of that name about this service, or not for this visitor. */
export async function namedDraft(
  portal: Portal,
  { request }: HttpExchange,
  visitor: Visitor,
  seen: SeenService,
): Promise<PolicyDraft | undefined> {
  const drafts = await seenDrafts(portal, visitor, seen);
  return drafts.find(({ id }) => id === request.params['draft']);
}

/** Compared with what is live at this moment, on the day from which it is to count. */
export async function sendDraft(
  portal: Portal,
  exchange: HttpExchange,
  visitor: Visitor,
  {
    seen,
    draft,
    typed,
  }: {
    readonly seen: SeenService;
    readonly draft: PolicyDraft;
    /** The reason of a refusal, typed before a factor had to be shown. */
    readonly typed?: string | undefined;
  },
  wrong: readonly WrongDraft[],
): Promise<void> {
  const isPassed = draft.from !== undefined && draft.from <= seen.input.today;
  const today = draft.from === undefined || isPassed ? seen.input.today : draft.from;
  const live = { ...seen.input, today };
  const liveVersion = live.policy?.version ?? 0;
  const after = { ...seen, input: { ...live, policy: { record: draft.policy, version: liveVersion } } };
  const [listed] = await listedDrafts(portal, exchange, visitor, [draft]);
  if (listed === undefined) throw notThere();
  sendPage(
    exchange.response,
    renderDraft({
      ...frameOf(exchange, visitor),
      seen: after,
      draft: listed,
      from: draft.from === undefined ? undefined : { day: draft.from, isPassed },
      liveVersion,
      isStale: liveVersion !== draft.version,
      changes: changesBy(live, draft.policy),
      missing: missingIn(seen.service, outlookOf(after.input), claimRowsOf(live)),
      tryOuts: tryOutsOf(portal, after),
      isOwn: draft.by === visitor.account.id,
      mayJudge: await mayJudge(portal, visitor, seen, draft),
      mayDraft: (await wayToChange(portal, visitor, seen)) !== undefined,
      refusalReason: typed ?? textField(exchange, 'reason'),
      hasKeptForm: typed !== undefined,
      wrong,
    }),
  );
}
