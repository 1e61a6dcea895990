import type { AuditEvent } from '../../domain/ledger.ts';
import type { Agreement, AgreementStatus } from '../../register/model/kinds/agreement.ts';

/** What a signer does with an agreement, besides signing it; also the last part of its address. */
export const agreementActs = ['give-back', 'refuse', 'suspend', 'resume', 'end'] as const;
export type AgreementAct = (typeof agreementActs)[number];

interface ActRow {
  readonly from: readonly AgreementStatus[];
  readonly to: AgreementStatus;
  readonly event: AuditEvent['type'];
}

const acts: Readonly<Record<AgreementAct, ActRow>> = {
  'give-back': { from: ['offered'], to: 'draft', event: 'agreement.given_back' },
  refuse: { from: ['offered'], to: 'ended', event: 'agreement.refused' },
  suspend: { from: ['active'], to: 'suspended', event: 'agreement.suspended' },
  resume: { from: ['suspended'], to: 'active', event: 'agreement.resumed' },
  end: { from: ['active', 'suspended'], to: 'ended', event: 'agreement.ended' },
};

export function typedAct(text: unknown): AgreementAct | undefined {
  return agreementActs.find((each) => each === text);
}

export function actsFor({ status }: Pick<Agreement, 'status'>): readonly AgreementAct[] {
  return agreementActs.filter((act) => acts[act].from.includes(status));
}

export function eventOf(act: AgreementAct): AuditEvent['type'] {
  return acts[act].event;
}

/**
 * The agreement after an act. An offer that would take the place of another agreement is refused by giving it back: one that has ended
 * keeps that place, as if it had been agreed, and the earlier one would no longer count.
 */
export function afterAct(act: AgreementAct, agreement: Agreement): Agreement {
  const isRefusedSuccessor = act === 'refuse' && agreement.replaces !== undefined;
  return { ...agreement, status: isRefusedSuccessor ? 'draft' : acts[act].to };
}
