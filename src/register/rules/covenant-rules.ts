import type { Fault } from '../../domain/fault.ts';
import type { Agreement } from '../model/kinds/agreement.ts';
import type { Supplier } from '../model/kinds/supplier.ts';
import type { RuleInput } from './rule-input.ts';

/**
 * What boards should know of agreements of the focus and of those with its suppliers, although it refuses nothing: the model
 * agreement of the covenant (4.0) is for suppliers that take part in it as deelnemer.
 */
export function* covenantRules({ focus, register }: Pick<RuleInput, 'focus' | 'register'>): Generator<Fault> {
  const ofSuppliers = focus.supplier.flatMap(({ id }) => register.referringTo('agreement', `supplier ${id}`));
  for (const agreement of new Map(
    [...focus.agreement, ...ofSuppliers].map((each) => [each.id, each]),
  ).values()) {
    const supplier = register.get('supplier', agreement.supplier);
    if (supplier === undefined || !isLive(agreement) || agreement.model?.kind !== '4.0') continue;
    if (supplier.covenant?.status === 'deelnemer') continue;
    yield {
      kind: 'agreement',
      id: agreement.id,
      path: ['model', 'kind'],
      problem: `agreement follows model 4.0, and supplier ${supplier.id} ${standing(supplier)}`,
      remedy: 'use another model, or let the supplier say since when it is a deelnemer of the covenant',
    };
  }
}

function isLive({ status }: Agreement): boolean {
  return status !== 'ended';
}

function standing({ covenant }: Supplier): string {
  switch (covenant?.status) {
    case 'medestander':
      return 'is a medestander of the covenant, whose products are outside of it';
    case 'none':
      return 'takes no part in the covenant';
    default:
      return 'does not say that it takes part in the covenant';
  }
}
