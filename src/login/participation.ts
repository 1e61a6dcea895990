import type { CalendarDay } from '../domain/clock.ts';
import type { BoardId, SchoolId, ServiceId } from '../domain/ids.ts';
import type { School } from '../register/model/kinds/school.ts';
import type { Service } from '../register/model/kinds/service.ts';
import type { Register } from '../register/replica/register.ts';
import {
  agreementRefusal,
  loginRefusal,
  participationRefusal,
  type AgreementRefusal,
  type ParticipationRefusal,
} from '../release/taking-part.ts';
import { openSchools } from './in-force.ts';

/** The schools that are open today. */
export interface Participation {
  /** Schools from which somebody may come in. */
  readonly takingPart: readonly School[];
  readonly notTakingPart: readonly School[];
}

/** The day, and the service that is our own portal: every school takes part in it that has a login. */
interface AskedOn {
  readonly today: CalendarDay;
  readonly portal?: ServiceId | undefined;
}

interface Known {
  readonly from: Sources;
  readonly participation: Participation;
}

/** What the answer depends on. The register hands out the same lists until something of them changes. */
interface Sources {
  readonly today: CalendarDay;
  readonly all: readonly School[];
  readonly boards: ReturnType<Register['boards']>;
  readonly idps: ReturnType<Register['idps']>;
  readonly agreements: ReturnType<Register['agreementsWith']>;
  readonly withLicence: readonly SchoolId[];
}

/** One answer for as long as its sources stay the same: the search keeps an index for each list, as long as it is the same list. */
const participations = new WeakMap<readonly School[], Known>();

export function participationIn(
  service: Service,
  register: Register,
  { today, portal }: AskedOn,
): Participation {
  const switchedOn = service.id === portal ? register.schools() : register.schoolsWith(service.id);
  const from: Sources = {
    today,
    all: register.schools(),
    boards: register.boards(),
    idps: register.idps(),
    agreements: register.agreementsWith(service.supplier),
    withLicence: register.schoolsWithLicence(service.id),
  };
  const known = participations.get(switchedOn);
  if (known !== undefined && isSame(known.from, from)) return known.participation;
  const refusals = participationRefusals(service, register, { today, portal });
  const takingPart = openSchools(switchedOn, today).filter((school) => refusals(school) === undefined);
  const taking = new Set(takingPart);
  const notTakingPart = openSchools(from.all, today).filter((school) => !taking.has(school));
  const participation = { takingPart, notTakingPart };
  participations.set(switchedOn, { from, participation });
  return participation;
}

function isSame(one: Sources, other: Sources): boolean {
  return (
    one.today === other.today &&
    one.all === other.all &&
    one.boards === other.boards &&
    one.idps === other.idps &&
    one.agreements === other.agreements &&
    one.withLicence === other.withLicence
  );
}

/** Why nobody of a school gets into the service today, if nobody does. */
export function participationRefusals(
  service: Service,
  register: Register,
  { today, portal }: AskedOn,
): (school: School) => ParticipationRefusal | undefined {
  if (service.id === portal) {
    return ({ id, board }) =>
      loginRefusal({ today, board: register.board(board), idps: register.idpsOf(id) });
  }
  const ofBoards = new Map<BoardId, AgreementRefusal | undefined>();
  const ofBoard = (board: BoardId): AgreementRefusal | undefined => {
    if (!ofBoards.has(board)) {
      const agreements = register.agreementsBetween(board, service.supplier);
      ofBoards.set(board, agreementRefusal({ today, service, agreements }));
    }
    return ofBoards.get(board);
  };
  return ({ id, board }) =>
    participationRefusal({
      today,
      board: register.board(board),
      idps: register.idpsOf(id),
      ofBoard: ofBoard(board),
      policy: register.policyFor(id, service.id),
      access: register.accessFor(id, service.id),
    });
}
