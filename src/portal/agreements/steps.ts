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
 * The agreement after an act. A refused offer no longer names the agreement that it would have replaced: one that has ended keeps the
 * place that it took, and this one never took any.
 */
export function afterAct(act: AgreementAct, agreement: Agreement): Agreement {
  const { replaces, ...others } = agreement;
  const keeps = act === 'refuse' || replaces === undefined ? {} : { replaces };
  return { ...others, ...keeps, status: acts[act].to };
}
