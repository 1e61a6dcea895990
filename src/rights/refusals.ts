import type { Finding } from '../domain/fault.ts';
import type { RecordKind } from '../domain/record-kinds.ts';
import type { BoundParty, Party } from '../domain/party.ts';

/** What nobody may do for a board or a supplier. */
export function forOperator(problem: string, path: Finding['path'] = []): Finding {
  return { path, problem, remedy: 'ask the operator of the federation' };
}

/** Nobody who acts for a party changes these, for the operator neither. */
export const byFilesAlone = forOperator('API clients are admitted by federation files alone');

const ofAnotherBoard = 'it is about a school of another board';

/** Why a task with a record is not for this party: the task is not, or the record is another's. */
const wholeRecord: Readonly<Record<Party['kind'], Readonly<Partial<Record<RecordKind, Finding>>>>> = {
  operator: { 'api-client': byFilesAlone },
  board: {
    board: forOperator('boards are added and removed by the operator alone'),
    school: forOperator('schools are added, removed and moved to another board by the operator alone'),
    idp: forOperator(ofAnotherBoard, ['schools']),
    agreement: forOperator('a board cannot write or remove agreements: suppliers offer them'),
    policy: forOperator(ofAnotherBoard, ['school']),
    access: forOperator(ofAnotherBoard, ['school']),
    'api-client': byFilesAlone,
    objection: forOperator(ofAnotherBoard, ['school']),
  },
  supplier: {
    supplier: forOperator('suppliers are added and removed by the operator alone'),
    service: forOperator('it is a service of another supplier', ['supplier']),
    agreement: forOperator('it is an agreement of another supplier', ['supplier']),
    'api-client': byFilesAlone,
  },
};

export function refusedRecord(party: Party['kind'], kind: RecordKind): Finding {
  return wholeRecord[party][kind] ?? forOperator(`a ${party} cannot change this`);
}

export function refusedMember(party: BoundParty['kind'], kind: RecordKind, member: string): Finding {
  const article = /^[aio]/.test(kind) ? 'an' : 'a';
  const of = kind === party ? `its own ${member}` : `the ${member} of ${article} ${kind}`;
  const finding = forOperator(`a ${party} cannot change ${of}`, [member]);
  return kind === 'agreement'
    ? { ...finding, remedy: 'give it back to the supplier as draft, or narrow the policies' }
    : finding;
}

/** What the party may do, and the roles of this person do not leave. */
export function beyondRoles(act: 'draft' | 'publish', kind: RecordKind): Finding {
  return {
    path: [],
    problem: `the roles of this account do not ${act} this change (${kind})`,
    remedy: `ask somebody whose role is to ${act} it`,
  };
}

export const beyondSchools: Finding = {
  path: [],
  problem:
    'the role of this account is for some schools, and this concerns others too, or the board as a whole',
  remedy: 'ask somebody whose role is for the whole board',
};
