import { SluisError } from '../../domain/errors.ts';
import type { Rights } from '../../register/changes/registry.ts';
import type { School } from '../../register/model/kinds/school.ts';
import { kinds } from '../../register/model/kinds.ts';
import type { RegisterReader } from '../../register/model/register-reader.ts';
import { sightOfPerson } from '../../rights/person-rights.ts';
import { publishingRights } from '../../rights/publishing-rights.ts';
import type { PortalPerson } from '../../rights/portal-person.ts';
import type { StoredRecord } from '../../storage/stores/records.ts';
import { schoolsOf } from './schools-of.ts';
import type { Portal, Visitor } from '../visitor.ts';

/** A school as the register has it at this moment. */
export interface SeenSchool {
  readonly school: School;
  /** As the register stores it. */
  readonly body: object;
  readonly version: number;
  readonly mayChangeHelp: boolean;
}

/** Schools of the board of this visitor, as far as the visitor sees them, by name. */
export async function seenSchools(portal: Portal, visitor: Visitor): Promise<readonly SeenSchool[]> {
  const schools = schoolsOf(visitor.person.party, portal.register.current());
  const names = schools.map(({ id }) => ({ kind: 'school', id }) as const);
  const seen = await seenAmong(portal, visitor, await portal.registry.findAll(names));
  return seen.toSorted((one, other) => one.school.name.localeCompare(other.school.name, 'nl'));
}

/** Throws for a school that this visitor does not see: nothing says whether there is one. */
export async function seenSchool(portal: Portal, visitor: Visitor, id: string): Promise<SeenSchool> {
  const stored = await portal.registry.find({ kind: 'school', id });
  const [seen] = stored === undefined ? [] : await seenAmong(portal, visitor, [stored]);
  if (seen === undefined) throw new SluisError('http.not_found', 'no school of this visitor');
  return seen;
}

/** What somebody may change without anybody else: no draft was written before. */
export function ownRights({ clock }: Pick<Portal, 'clock'>, { person }: Visitor): Rights {
  return publishingRights(person, { by: person.account }, clock.now());
}

function seenAmong(
  portal: Portal,
  visitor: Visitor,
  records: readonly StoredRecord[],
): Promise<readonly SeenSchool[]> {
  const rights = ownRights(portal, visitor);
  return portal.registry.ask((register) =>
    records
      .filter((record) => isSeen(visitor.person, record, register))
      .flatMap(({ id, body, version }) => {
        const school = kinds.school.schema.safeParse(body).data;
        if (school === undefined || typeof body !== 'object' || body === null) return [];
        return [{ school, body, version, mayChangeHelp: mayChangeHelp(rights, id, body, register) }];
      }),
  );
}

function isSeen(person: PortalPerson, record: StoredRecord, register: RegisterReader): boolean {
  return sightOfPerson(person, record, { before: register, after: register }) !== 'nothing';
}

/** Asked with a change of the help alone, whatever it would say. */
function mayChangeHelp(rights: Rights, id: string, body: object, register: RegisterReader): boolean {
  const before = { ...body, help: { phone: '112' } };
  const after = { ...body, help: { phone: '113' } };
  const around = { before: register, after: register };
  return rights.refusal({ kind: 'school', id, before, after }, around) === undefined;
}
