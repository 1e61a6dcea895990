import { recordKinds, type RecordKind } from '../../src/domain/record-kinds.ts';
import { agreementStatuses } from '../../src/register/model/kinds/agreement.ts';
import { serviceRecord } from '../../src/register/model/kinds/service.ts';
import { kinds } from '../../src/register/model/kinds.ts';
import type { AgreementSteps } from '../../src/rights/agreement-steps.ts';
import {
  namespaceOfOwnPeople,
  discoveredAtItsIssuer,
  noNewSecretReference,
  secretSentWhereItWas,
} from '../../src/rights/idp-conditions.ts';
import { publicService } from '../../src/rights/may-see.ts';
import type { BoundParty } from '../../src/domain/party.ts';
import {
  keysOverHttps,
  noNewExemptionFromPkce,
  noNewSecretReferences,
  noNewSignInTime,
  noWiderAssertionAudience,
  sameBlock,
  sameSector,
} from '../../src/rights/service-conditions.ts';
import { noSignatureOfBoard, signatureWithConsent } from '../../src/rights/agreement-signatures.ts';
import { leftOutWhenRefused } from '../../src/rights/replaced-agreement.ts';
import { agreementSteps, rightsTable } from '../../src/rights/table.ts';

/** The table of rights in words: a row of docs/MANAGEMENT-API.md for each kind of record. */
export function rightsInWords(): readonly (readonly string[])[] {
  return recordKinds.map((kind) => [
    recordsInWords(kind),
    boundInWords('board', kind),
    boundInWords('supplier', kind),
    tasksInWords('operator', kind),
  ]);
}

const otherNames: Readonly<Partial<Record<RecordKind, string>>> = {
  idp: 'IdPs',
  access: 'access rules',
  'api-client': 'API clients',
};

function recordsInWords(kind: RecordKind): string {
  const { path, readScope } = kinds[kind].api;
  const name = otherNames[kind] ?? path;
  return readScope === undefined ? name : `${name} (with \`${readScope}\`, for reading too)`;
}

const verbs = { see: 'sees', add: 'adds', change: 'changes', end: 'ends' } as const;
const whoseInWords = {
  any: 'all',
  public: 'all',
  itself: 'itself',
  namingIt: 'its own',
  ofOwnSchools: 'those of its own schools alone',
} as const;

/** What is public is seen; nothing else can be done with it. */
function tasksInWords(party: 'operator' | BoundParty['kind'], kind: RecordKind): string {
  const row = rightsTable[party][kind];
  if (row.see === 'none') return '–';
  const done = (['see', 'add', 'change', 'end'] as const).filter((task) => row[task] !== 'none');
  return `${listed(done.map((task) => verbs[task]))} ${whoseInWords[row.see]}`;
}

function boundInWords(party: BoundParty['kind'], kind: RecordKind): string {
  const parts = [tasksInWords(party, kind), ...seenInWords(party, kind), ...membersInWords(party, kind)];
  return parts.join('; ');
}

function seenInWords(party: BoundParty['kind'], kind: RecordKind): readonly string[] {
  if (rightsTable[party][kind].see !== 'public' || kind !== 'service') return [];
  const hidden = Object.keys(serviceRecord.shape).filter((member) => !(member in publicService.shape));
  const ofClient = Object.keys(publicService.shape.client.shape);
  return [`not ${named(hidden)}, and of \`client\` only ${named(ofClient)}`];
}

/** Members that may change where few may, and those that may not where most may; ids and parties never do. */
function membersInWords(party: BoundParty['kind'], kind: RecordKind): readonly string[] {
  const row = rightsTable[party][kind];
  if (!('members' in row)) return [];
  const members = Object.entries<unknown>(row.members);
  const may = members.flatMap(([member, right]) => (right === 'may' ? [member] : []));
  const never = members.flatMap(([member, right]) =>
    right === 'never' && !kinds[kind].idParts.includes(member) && member !== party ? [member] : [],
  );
  const conditions = members.flatMap(([member, right]) =>
    Array.isArray(right) ? right.map((condition: unknown) => conditionInWords(party, member, condition)) : [],
  );
  const free =
    never.length === 0
      ? []
      : [may.length === 0 ? 'nothing else may change' : `only ${named(may)} may change`];
  return [...conditions, ...free];
}

const conditionsInWords: ReadonlyMap<unknown, string> = new Map<unknown, string>([
  [noNewSecretReference, 'refers to no new secret'],
  [secretSentWhereItWas, 'has a secret sent nowhere else'],
  [discoveredAtItsIssuer, 'has an IdP with our key read from the host of its issuer alone'],
  [namespaceOfOwnPeople, 'takes no namespace of other people'],
  [leftOutWhenRefused, 'takes `replaces` out as it refuses'],
  [signatureWithConsent, 'signs as it agrees'],
  [noSignatureOfBoard, 'does not sign for the board'],
  [sameBlock, 'does not block, or lift a block'],
  [sameSector, 'does not change the sector'],
  [noNewSecretReferences, 'refers to no new secret'],
  [keysOverHttps, 'has keys fetched over https alone'],
  [noWiderAssertionAudience, 'does not widen `assertionAudience`'],
  [noNewExemptionFromPkce, 'does not exempt from PKCE'],
  [noNewSignInTime, 'does not set `signInTime`'],
]);

/** The steps of an agreement are made from their own table. */
function conditionInWords(party: BoundParty['kind'], member: string, condition: unknown): string {
  const words = member === 'status' ? stepsInWords(agreementSteps[party]) : conditionsInWords.get(condition);
  if (words === undefined) throw new Error(`no words for a condition of ${member}`);
  return words;
}

function stepsInWords(steps: AgreementSteps): string {
  const from = (['absent', ...agreementStatuses] as const).flatMap((status) => {
    const others = steps[status].filter((other) => other !== status);
    return others.length === 0 ? [] : [`${inWords(status)} → ${listed(others.map(inWords), 'or')}`];
  });
  return from.join(', ');
}

function inWords(status: keyof AgreementSteps): string {
  return status === 'absent' ? 'none' : status;
}

function named(members: readonly string[]): string {
  return listed(members.map((member) => `\`${member}\``));
}

function listed(words: readonly string[], last = 'and'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1) ?? ''}`;
}
