import { Option } from '@commander-js/extra-typings';
import { boardId, supplierId, type BoardId, type SupplierId } from '../domain/ids.ts';
import type { Party } from '../domain/party.ts';
import { createPostgresRegisterStore } from '../storage/postgres/register-store.ts';
import type { Postgres } from '../storage/postgres/pool.ts';
import { usageFault } from './command.ts';
import { idOf } from './options.ts';
import { noSuchRecord } from './unknown-record.ts';

export const ofBoardOption = new Option('--board <id>', 'of this board').argParser((text) =>
  idOf('--board', text, boardId),
);
export const ofSupplierOption = new Option('--supplier <id>', 'of this supplier').argParser((text) =>
  idOf('--supplier', text, supplierId),
);
export const ofOperatorOption = new Option('--operator', 'of the operator of the federation');

export interface PartyOptions {
  readonly board?: BoardId;
  readonly supplier?: SupplierId;
  readonly operator?: true;
}

/** Whose accounts are meant: exactly one has to be said. */
export function partyOf({ board, supplier, operator }: PartyOptions): Party {
  const said: readonly Party[] = [
    ...(board === undefined ? [] : [{ kind: 'board', id: board } as const]),
    ...(supplier === undefined ? [] : [{ kind: 'supplier', id: supplier } as const]),
    ...(operator === undefined ? [] : [{ kind: 'operator' } as const]),
  ];
  const [party, ...others] = said;
  if (party !== undefined && others.length === 0) return party;
  throw usageFault('say whose account it is: one of --board, --supplier and --operator');
}

/** Throws for a board or a supplier that is not in the register. */
export async function requireParty(postgres: Postgres, party: Party): Promise<void> {
  if (party.kind === 'operator') return;
  const register = createPostgresRegisterStore(postgres);
  const [known] = await register.find([{ kind: party.kind, id: party.id }]);
  if (known === undefined) throw usageFault(await noSuchRecord(register, party));
}
