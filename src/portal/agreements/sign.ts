import { z } from 'zod';
import { SluisError } from '../../domain/errors.ts';
import type { AuditEvent } from '../../domain/ledger.ts';
import { authorOf } from '../../domain/portal-roles.ts';
import type { HttpExchange } from '../../http/exchange.ts';
import { languageOf } from '../../http/language.ts';
import { seeOther } from '../../http/see-other.ts';
import { sendPage } from '../../http/send-page.ts';
import type { Outcome } from '../../register/changes/registry.ts';
import { agreementRecord } from '../../register/model/kinds/agreement.ts';
import { portalAddresses } from '../addresses.ts';
import { textField, textIn } from '../form-fields.ts';
import { frameOf } from '../frame.ts';
import { formKeptFor } from '../kept-forms.ts';
import type { WrongAgreement } from '../languages/agreements/messages.ts';
import { ownRights } from '../schools/seen-schools.ts';
import { madeNow, type MadeNow } from '../made-now.ts';
import { granterOf, type Portal, type Visitor } from '../visitor.ts';
import { sendAgreement } from './agreement.ts';
import type { SeenAgreement } from './seen-agreements.ts';
import { namedAgreement } from './named-agreement.ts';
import { longestFunction, renderSign } from './sign-page.ts';
import { signedText, signedTexts, type SignedText } from './signed-text.ts';
import { whereItCounts } from './where-it-counts.ts';

/** What somebody signs, and as what. */
interface Signing {
  readonly seen: SeenAgreement;
  readonly signed: SignedText;
  readonly as: string;
}

/** An offer beside what it replaces; one that waits no longer is shown as it is. */
export async function showSign(portal: Portal, exchange: HttpExchange, visitor: Visitor): Promise<void> {
  const seen = await namedAgreement(portal, exchange, visitor);
  const { id, status } = seen.agreement;
  if (status !== 'offered') return void seeOther(exchange.response, portalAddresses.agreement(id));
  const kept = await formKeptFor(portal, visitor, [exchange.request.path]);
  const as = kept === undefined ? '' : textIn(kept.fields, 'as');
  return sendSign(portal, exchange, visitor, { seen, as, wrong: [], hasKeptForm: kept !== undefined });
}

/**
 * Signs the very text that was shown. The text is kept first, so that no signature is without it; the register takes the signature only
 * while everything that the text was made from is as it was.
 */
export async function sign(portal: Portal, exchange: HttpExchange, visitor: Visitor): Promise<void> {
  const seen = await namedAgreement(portal, exchange, visitor);
  if (seen.agreement.status !== 'offered') return changed(portal, exchange, visitor);
  const shown = textField(exchange, 'text');
  const signed = signedTexts(portal, seen).find(({ hash }) => hash === shown);
  if (signed === undefined) return changed(portal, exchange, visitor);
  const as = textField(exchange, 'as').trim();
  if (!isFunction(as, visitor)) {
    exchange.response.status(400);
    return sendSign(portal, exchange, visitor, { seen, as, wrong: ['function'] });
  }
  const signing = { seen, signed, as };
  if (!(await keepText(portal, visitor, signing))) {
    exchange.response.status(409);
    return sendSign(portal, exchange, visitor, { seen, as, wrong: ['other'] });
  }
  return answer(portal, exchange, visitor, signing, await madeNow(submit(portal, visitor, signing)));
}

/** The register names nobody: a function is not the name of whoever signs. */
function isFunction(typed: string, { account }: Visitor): boolean {
  const names = typed.toLocaleLowerCase('nl').includes(account.name.toLocaleLowerCase('nl'));
  return typed.length <= longestFunction && /^\S(?:.*\S)?$/u.test(typed) && !names;
}

/** `false`: the board keeps so many documents that there is no room for it. */
async function keepText(portal: Portal, visitor: Visitor, { seen, signed }: Signing): Promise<boolean> {
  const { board, id } = seen.agreement;
  try {
    await portal.documents.add(
      { content: Buffer.from(signed.text, 'utf8'), board, agreement: id },
      { author: authorOf(granterOf(visitor)), reason: `the text of agreement ${id}, to be signed` },
    );
    return true;
  } catch (error) {
    if (error instanceof SluisError && error.code === 'document.refused') return false;
    throw error;
  }
}

function submit(portal: Portal, visitor: Visitor, { seen, signed, as }: Signing): Promise<Outcome> {
  const { agreement, readFrom } = seen;
  const board = { function: as, on: portal.today(), text: signed.hash };
  const body = z.encode(agreementRecord, {
    ...agreement,
    status: 'active',
    signatures: { ...agreement.signatures, board },
  });
  return portal.registry.submit([{ kind: 'agreement', id: agreement.id, body }], {
    author: authorOf(granterOf(visitor)),
    reason: `signed for the board as ${as}`,
    expected: readFrom,
    rights: ownRights(portal, visitor),
    events: (revision) => [signedEvent(portal, visitor, { seen, signed, as }, revision)],
  });
}

function signedEvent(
  { clock }: Portal,
  visitor: Visitor,
  { seen, signed, as }: Signing,
  revision: number,
): AuditEvent {
  const { factor } = visitor.session;
  const by = factor === undefined ? '' : `; ${factor.kind} ${factor.factor}`;
  return {
    type: 'agreement.signed',
    at: clock.now(),
    number: revision,
    board: seen.agreement.board,
    recordKind: 'agreement',
    recordId: seen.agreement.id,
    author: authorOf(granterOf(visitor)),
    reason: signed.hash,
    statedReason: `as ${as}${by}`,
  };
}

async function answer(
  portal: Portal,
  exchange: HttpExchange,
  visitor: Visitor,
  { seen, as }: Signing,
  outcome: MadeNow,
): Promise<void> {
  const { response } = exchange;
  switch (outcome.outcome) {
    case 'applied':
    case 'unchanged':
      return void seeOther(response, `${portalAddresses.agreement(seen.agreement.id)}?done=signed`);
    case 'refused':
      response.status(400);
      return sendSign(portal, exchange, visitor, { seen, as, wrong: ['other'] });
    case 'changed':
      return changed(portal, exchange, visitor);
    case 'forbidden':
      response.status(403);
      return sendAgreement(portal, exchange, visitor, seen, 'notAllowed');
  }
}

/** It is not what was shown: as it is now, to be read anew. Nothing was signed. */
async function changed(portal: Portal, exchange: HttpExchange, visitor: Visitor): Promise<void> {
  const seen = await namedAgreement(portal, exchange, visitor);
  exchange.response.status(409);
  if (seen.agreement.status !== 'offered') {
    return sendAgreement(portal, exchange, visitor, seen, 'changed');
  }
  const as = textField(exchange, 'as');
  return sendSign(portal, exchange, visitor, { seen, as, wrong: ['changed'] });
}

interface ShownSigning {
  readonly seen: SeenAgreement;
  readonly as: string;
  readonly wrong: readonly WrongAgreement[];
  readonly hasKeptForm?: boolean;
}

async function sendSign(
  portal: Portal,
  exchange: HttpExchange,
  visitor: Visitor,
  { seen, ...shown }: ShownSigning,
): Promise<void> {
  const { catalogue } = portal;
  const agreed = { ...seen, agreement: { ...seen.agreement, status: 'active' as const } };
  sendPage(
    exchange.response,
    renderSign({
      ...frameOf(exchange, visitor),
      ...shown,
      catalogue,
      seen,
      counts: await whereItCounts(portal, visitor, agreed),
      signed: signedText({ catalogue, language: languageOf(exchange.request) }, seen),
    }),
  );
}
