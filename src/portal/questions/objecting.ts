import type { AttributeName, ServiceId } from '../../domain/ids.ts';
import type { Objection } from '../../register/model/kinds/objection.ts';
import type { School } from '../../register/model/kinds/school.ts';
import { outlookOf } from '../../release/outlook.ts';
import { rightsOfPerson, sightOfPerson } from '../../rights/person-rights.ts';
import { textIn } from '../form-fields.ts';
import { ownRights } from '../schools/seen-schools.ts';
import { servicesAt } from '../services/seen-services.ts';
import type { Portal, Visitor } from '../visitor.ts';
import type { FoundPerson } from './found-person.ts';

/** What somebody objects to: absent is all of it. */
export interface ObjectedTo {
  readonly service?: ServiceId;
  readonly claim?: AttributeName;
}

/** What stops at one service: a claim, or without one the sign-in itself. */
export interface Stops {
  readonly serviceName: string;
  readonly claim?: AttributeName;
  /** The supplier says that the service cannot do without. */
  readonly isRequired: boolean;
}

/** `drafts`: this role writes such a change and does not make it. */
export type MayObject = 'yes' | 'drafts' | 'no';

/** What there is at a school to object to. */
export function objectable(portal: Portal, school: School) {
  const services = servicesAt(portal, school);
  const registered = new Set(services.flatMap(({ service }) => service.claims.map(({ name }) => name)));
  const claims = [...portal.catalogue.attributes.values()].filter(({ name }) => registered.has(name));
  return { services: services.map(({ service }) => service), claims };
}

/** `undefined` for what is not there to object to. */
export function objectedTo(
  portal: Portal,
  school: School,
  fields: Readonly<Record<string, unknown>>,
): ObjectedTo | undefined {
  const { services, claims } = objectable(portal, school);
  const [wantedService, wantedClaim] = [textIn(fields, 'service'), textIn(fields, 'claim')];
  const service = services.find(({ id }) => id === wantedService)?.id;
  const claim = claims.find(({ name }) => name === wantedClaim)?.name;
  if (wantedService !== 'all' && service === undefined) return undefined;
  if (wantedClaim !== 'all' && claim === undefined) return undefined;
  return { ...(service === undefined ? {} : { service }), ...(claim === undefined ? {} : { claim }) };
}

/** By what services get now of anybody there, by the functions that release it. */
export function stopsBy(portal: Portal, school: School, { service, claim }: ObjectedTo): readonly Stops[] {
  return servicesAt(portal, school).flatMap((seen): readonly Stops[] => {
    if (service !== undefined && seen.service.id !== service) return [];
    const outlooks = outlookOf(seen.input);
    if (claim === undefined) {
      return outlooks.length === 0 ? [] : [{ serviceName: seen.service.name, isRequired: true }];
    }
    const leaves = outlooks.some(({ claims }) => claims.some(({ name }) => name === claim));
    const isRequired = seen.service.claims.some(({ name, required }) => name === claim && required);
    return leaves ? [{ serviceName: seen.service.name, claim, isRequired }] : [];
  });
}

export function mayObject(portal: Portal, visitor: Visitor, school: School): Promise<MayObject> {
  const after = { id: 'any', school: school.id };
  return mayDo(portal, visitor, { kind: 'objection', id: 'any', after });
}

export function mayEnd(portal: Portal, visitor: Visitor, before: Objection): Promise<MayObject> {
  return mayDo(portal, visitor, { kind: 'objection', id: before.id, before });
}

type Asked = Parameters<ReturnType<typeof ownRights>['refusal']>[0];

function mayDo(portal: Portal, visitor: Visitor, step: Asked): Promise<MayObject> {
  const [own, drafting] = [ownRights(portal, visitor), rightsOfPerson(visitor.person, 'draft')];
  return portal.registry.ask((register) => {
    const around = { before: register, after: register };
    if (own.refusal(step, around) === undefined) return 'yes';
    return drafting.refusal(step, around) === undefined ? 'drafts' : 'no';
  });
}

/** Those of the person that this visitor sees. */
export async function objectionsOf(
  portal: Portal,
  { person }: Visitor,
  { handle, board }: Pick<FoundPerson, 'handle' | 'board'>,
): Promise<readonly Objection[]> {
  const all = await portal.people.objectionsOf(handle, board);
  return portal.registry.ask((register) =>
    all.filter((body) => {
      const record = { kind: 'objection', id: body.id, body } as const;
      return sightOfPerson(person, record, { before: register, after: register }) !== 'nothing';
    }),
  );
}
