import type { Service } from '../model/register.ts';
import { missing, unknownAttribute } from './faults.ts';
import type { Incoherence, Picture } from './picture.ts';

/** A pseudonym sector belongs to a supplier that exists. */
export function* sectorRules({ focus, index }: Picture): Generator<Incoherence> {
  for (const [position, sector] of focus.sectors.entries()) {
    if (index.suppliers.isMissing(sector.supplier)) {
      yield missing('sector', position, ['supplier'], 'supplier', sector.supplier);
    }
  }
}

/** A service belongs to a supplier and to a sector of that same supplier, and asks for attributes that exist. */
export function* serviceRules(picture: Picture): Generator<Incoherence> {
  for (const [index, service] of picture.focus.services.entries()) {
    if (picture.index.suppliers.isMissing(service.supplier)) {
      yield missing('service', index, ['supplier'], 'supplier', service.supplier);
    }
    if (picture.index.apiClients.get(service.id) !== undefined) {
      const problem = `${service.id} is the client_id of a program of the management API already`;
      yield { kind: 'service', index, path: ['id'], problem, remedy: 'give the service an id of its own' };
    }
    yield* sectorOfService(picture, service, index);
    yield* claimsOfService(picture, service, index);
  }
}

function* sectorOfService(picture: Picture, service: Service, index: number): Generator<Incoherence> {
  if (picture.index.sectors.isMissing(service.sector)) {
    yield missing('service', index, ['sector'], 'sector', service.sector);
  }
  const sector = picture.index.sectors.get(service.sector);
  if (sector === undefined || sector.supplier === service.supplier) return;
  yield {
    kind: 'service',
    index,
    path: ['sector'],
    problem: `sector ${sector.id} belongs to supplier ${sector.supplier}, not to ${service.supplier}: two suppliers would see the same pseudonyms`,
    remedy: `use a sector of ${service.supplier}`,
  };
}

function* claimsOfService(picture: Picture, service: Service, index: number): Generator<Incoherence> {
  const seen = new Set<string>();
  for (const [position, claim] of service.claims.entries()) {
    const path = ['claims', position, 'name'];
    if (!picture.catalogue.attributes.has(claim.name)) {
      yield unknownAttribute('service', index, path, claim.name);
    }
    if (seen.has(claim.name)) {
      const problem = `claim ${claim.name} is registered twice`;
      yield { kind: 'service', index, path, problem, remedy: 'keep one of the two' };
    }
    seen.add(claim.name);
  }
}
