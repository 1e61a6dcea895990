import type { Finding } from '../domain/fault.ts';
import type { RecordKind } from '../domain/record-kinds.ts';
import type { RecordTypes } from '../register/model/kinds.ts';
import type { BeforeAndAfter } from '../register/model/register-reader.ts';
import type { BoundParty } from '../domain/party.ts';

/** A record of a kind before a change and after it; `undefined`: not there. */
export interface ChangeOf<Each extends RecordKind> {
  readonly old: RecordTypes[Each] | undefined;
  readonly next: RecordTypes[Each] | undefined;
  readonly party: BoundParty;
  readonly register: BeforeAndAfter;
}

/** Why a change of a member goes too far; `undefined`: it does not. Asked of records that are added and ended, too. */
export type Condition<Each extends RecordKind> = (change: ChangeOf<Each>) => Finding | undefined;
