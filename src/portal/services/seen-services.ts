import { SluisError } from '../../domain/errors.ts';
import { serviceId, type SchoolId, type ServiceId } from '../../domain/ids.ts';
import type { AccessRule } from '../../register/model/kinds/access.ts';
import type { School } from '../../register/model/kinds/school.ts';
import { kinds, type RecordTypes } from '../../register/model/kinds.ts';
import { ruleId, type ReleasePolicy } from '../../register/model/kinds/policy.ts';
import type { Service } from '../../register/model/kinds/service.ts';
import type { Supplier } from '../../register/model/kinds/supplier.ts';
import type { Versioned } from '../../register/model/versioned.ts';
import type { Register } from '../../register/replica/register.ts';
import type { ActivationInput } from '../../release/activation.ts';
import { rightsOfPerson, sightOfPerson } from '../../rights/person-rights.ts';
import { ownRights } from '../schools/seen-schools.ts';
import { schoolsOf } from '../schools/schools-of.ts';
import type { Portal, Visitor } from '../visitor.ts';

/** A service at a school whose board has, or had, an agreement about it. */
export interface SeenService {
  readonly school: School;
  readonly service: Service;
  readonly supplier: Supplier;
  /** Whom of the others the school lets in; absent: all of them. It and the policy are those that are stored at this moment. */
  readonly access: Versioned<AccessRule> | undefined;
  /** What the decision asks. */
  readonly input: ActivationInput;
}

/** Schools of the board of this visitor at which the visitor sees what services get, by name. */
export async function schoolsWithSeenServices(portal: Portal, visitor: Visitor): Promise<readonly School[]> {
  const schools = schoolsOf(visitor.person.party, portal.register.current());
  const seen = await seenAmong(portal, visitor, schools);
  return seen.toSorted((one, other) => one.name.localeCompare(other.name, 'nl'));
}

function seenAmong(
  portal: Portal,
  { person }: Visitor,
  schools: readonly School[],
): Promise<readonly School[]> {
  return portal.registry.ask((register) =>
    schools.filter(({ id }) => {
      const policy = { kind: 'policy', id: `${id}/any`, body: { school: id, service: 'any' } } as const;
      return sightOfPerson(person, policy, { before: register, after: register }) !== 'nothing';
    }),
  );
}

/** The services of one school that its board has an agreement about, or that were switched on there, by name. */
export function servicesAt(portal: Portal, school: School): readonly SeenService[] {
  const register = portal.register.current();
  const seen = register.services().flatMap(({ record }) => serviceOf(portal, school, record) ?? []);
  return seen.toSorted((one, other) => one.service.name.localeCompare(other.service.name, 'nl'));
}

/** Those services of these schools whose rules have one of these ids, by school. */
export function servicesNamed(
  portal: Portal,
  schools: readonly School[],
  rules: ReadonlySet<string>,
): readonly SeenService[] {
  const named = [...rules];
  const services = portal.register.current().services();
  return schools
    .filter(({ id }) => named.some((rule) => rule.startsWith(`${id}/`)))
    .flatMap((school) =>
      services
        .filter(({ record: { id } }) => rules.has(ruleId({ school: school.id, service: id })))
        .flatMap(({ record }) => serviceOf(portal, school, record) ?? []),
    );
}

/** One of them, as this node knows it. */
export function serviceOf(portal: Portal, school: School, service: Service): SeenService | undefined {
  const register = portal.register.current();
  return seenService(portal, register, school, service, {
    policy: register.policyFor(school.id, service.id),
    access: register.accessFor(school.id, service.id),
  });
}

/** One of them, with what the school chose as the register has it at this moment. Throws for what is not there for this visitor. */
export async function serviceAt(
  portal: Portal,
  visitor: Visitor,
  named: { readonly school: string; readonly service: string },
): Promise<SeenService> {
  const register = portal.register.current();
  const schools = schoolsOf(visitor.person.party, register).filter(({ id }) => id === named.school);
  const [school] = await seenAmong(portal, visitor, schools);
  const id = serviceId(named.service);
  const service = id && register.service(id)?.record;
  if (school === undefined || service === undefined) throw notThere();
  const name = { school: school.id, service: service.id };
  const [policy, access] = await Promise.all([
    storedRule(portal, 'policy', name),
    storedRule(portal, 'access', name),
  ]);
  const seen = seenService(portal, register, school, service, { policy, access });
  if (seen === undefined) throw notThere();
  return seen;
}

async function storedRule<Rule extends 'policy' | 'access'>(
  { registry }: Portal,
  kind: Rule,
  name: { readonly school: SchoolId; readonly service: ServiceId },
): Promise<Versioned<RecordTypes[Rule]> | undefined> {
  const stored = await registry.find({ kind, id: ruleId(name) });
  const record = stored && kinds[kind].schema.safeParse(stored.body).data;
  return stored === undefined || record === undefined ? undefined : { record, version: stored.version };
}

/** What the school itself says of a service; absent: nothing. */
interface ChosenAtSchool {
  readonly policy: Versioned<ReleasePolicy> | undefined;
  readonly access: Versioned<AccessRule> | undefined;
}

/** `undefined` where the board never had to do with it. */
function seenService(
  { catalogue, portal, today }: Portal,
  register: Register,
  school: School,
  service: Service,
  { policy, access }: ChosenAtSchool,
): SeenService | undefined {
  const board = register.board(school.board);
  const supplier = register.supplier(service.supplier);
  if (board === undefined || supplier === undefined || service.id === portal) return undefined;
  const agreements = register.agreementsBetween(board.id, service.supplier);
  const isAgreed = agreements.some(({ record }) =>
    record.services.some((covered) => covered.service === service.id),
  );
  if (!isAgreed && policy === undefined) return undefined;
  const input = { today: today(), school, board, service, agreements, policy, catalogue };
  return { school, service, supplier, input, access };
}

/** Whether this visitor may change who gets in there, without anybody else. */
export function mayChangeAccess(
  portal: Portal,
  visitor: Visitor,
  { school, service, access }: SeenService,
): Promise<boolean> {
  const rule = { school: school.id, service: service.id };
  const step = {
    kind: 'access',
    id: ruleId(rule),
    ...(access === undefined ? {} : { before: { ...rule, years: ['1'] } }),
    after: { ...rule, years: ['2'] },
  } as const;
  const rights = ownRights(portal, visitor);
  return portal.registry.ask(
    (register) => rights.refusal(step, { before: register, after: register }) === undefined,
  );
}

/** Those of them that this visitor may change, without anybody else. */
export function changeableAmong(
  portal: Portal,
  visitor: Visitor,
  seen: readonly SeenService[],
): Promise<readonly SeenService[]> {
  const rights = ownRights(portal, visitor);
  return portal.registry.ask((register) =>
    seen.filter(
      (each) => rights.refusal(switched(each), { before: register, after: register }) === undefined,
    ),
  );
}

/** On where it is off, and the other way round: a change that is asked about and not made. */
function switched(seen: SeenService) {
  const { school, service, policy } = seen.input;
  const before = policy?.record ?? { school: school.id, service: service.id, enabled: false, claims: [] };
  return policyStep(seen, { ...before, enabled: !before.enabled });
}

/** How a visitor changes what a service gets: without anybody else, or by a draft that somebody else publishes. */
export type WayToChange = 'publish' | 'draft';

/** `undefined`: this visitor does not change it. */
export async function wayToChange(
  portal: Portal,
  visitor: Visitor,
  seen: SeenService,
): Promise<WayToChange | undefined> {
  const step = switched(seen);
  const publishing = ownRights(portal, visitor);
  const drafting = rightsOfPerson(visitor.person, 'draft');
  return portal.registry.ask((register) => {
    const around = { before: register, after: register };
    if (publishing.refusal(step, around) === undefined) return 'publish';
    return drafting.refusal(step, around) === undefined ? 'draft' : undefined;
  });
}

/** From the policy of a service as it is to another one, as rights are asked about it. */
export function policyStep({ input: { policy } }: SeenService, after: ReleasePolicy) {
  const before = policy === undefined ? {} : { before: policy.record };
  return { kind: 'policy', id: ruleId(after), ...before, after } as const;
}

/** The same for what does not exist and what is another's. */
export function notThere(): SluisError {
  return new SluisError('http.not_found', 'no service of this visitor');
}
