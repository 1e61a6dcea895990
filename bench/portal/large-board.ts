import { dayAt } from '../../src/domain/clock.ts';
import type { RecordKind } from '../../src/domain/record-kinds.ts';
import type { WrittenRecord } from '../../src/storage/stores/records.ts';
import { schoolName, townName } from '../../testkit/federation/invented-names.ts';
import { required } from '../../testkit/values/ids.ts';
import { boards, schools } from '../../testkit/federation/schools.ts';
import type { CrowdSize } from '../registry/crowd.ts';

/** How many of them the board has, of which two schools and a few services are there in every world. */
export interface BoardSize {
  readonly schools: number;
  readonly services: number;
}

/** The offer that waits for a signature. */
export const offerId = 'xa-offer';
/** What is agreed with the same supplier now. */
export const agreedId = 'xa-board-0';
const board = boards.waterland.id;
const agreedClaims = ['given_name', 'family_name', 'group'];
const affiliations = ['pupil', 'teacher'];
/** An agreement in ten ends within two months, and one service in ten is switched off. */
const oneIn = 10;

/**
 * The board of De Regenboog and De Kade, grown: more schools, agreements with suppliers of the crowd, and at each of its schools
 * something said about each of their services.
 */
export function* largeBoard(wanted: BoardSize, crowd: CrowdSize): Generator<WrittenRecord> {
  const more = Array.from({ length: wanted.schools - 2 }, (_, index) => `xw${index}`);
  for (const [index, id] of more.entries()) {
    const name = `${schoolName(index)} ${index}`;
    yield record('school', id, { board, name, town: townName(index), brin: brinOf(index), sector: 'po' });
  }
  const services: string[] = [];
  for (let supplier = 0; services.length < wanted.services; supplier += 1) {
    const offered = servicesOf(supplier, crowd).slice(0, wanted.services - services.length);
    yield agreement(`xa-board-${supplier}`, supplier, offered);
    services.push(...offered);
  }
  yield { ...agreement(offerId, 0, servicesOf(0, crowd)), ...offer(servicesOf(0, crowd)) };
  for (const school of [schools.regenboog.id, schools.kade.id, ...more]) {
    for (const [index, service] of services.entries()) yield policy(school, service, index);
  }
}

/** The service of that supplier that every school has switched off. */
export function serviceSwitchedOff(crowd: CrowdSize): string {
  return required(servicesOf(0, crowd)[1]);
}

function servicesOf(supplier: number, { suppliers, services }: CrowdSize): readonly string[] {
  const count = Math.ceil((services - supplier) / suppliers);
  return Array.from({ length: count }, (_, index) => `xv${supplier + index * suppliers}`);
}

function agreement(id: string, supplier: number, services: readonly string[]): WrittenRecord {
  return record('agreement', id, agreed(supplier, services, supplier % oneIn === 0 ? 50 : 600));
}

function offer(services: readonly string[]): Pick<WrittenRecord, 'body'> {
  const { body } = record('agreement', offerId, {
    ...agreed(0, services, 900),
    status: 'offered',
    replaces: agreedId,
  });
  return { body };
}

function agreed(supplier: number, services: readonly string[], days: number) {
  return {
    board,
    supplier: `xl${supplier}`,
    status: 'active',
    validFrom: '2025-08-01',
    validUntil: dayAt(Date.now() + days * 86_400_000, 'Europe/Amsterdam'),
    services: services.map((service) => ({ service, affiliations })),
    annex: services.flatMap((service) =>
      agreedClaims.map((claim) => ({ service, claim, purposes: ['access'], affiliations, transforms: [] })),
    ),
  };
}

function policy(school: string, service: string, index: number): WrittenRecord {
  const claims = agreedClaims.slice(0, index % 4).map((name) => ({ name, transforms: [] }));
  return {
    kind: 'policy',
    id: `${school}/${service}`,
    body: { school, service, enabled: index % oneIn !== 1, claims },
  };
}

function brinOf(index: number): string {
  return `98${String.fromCodePoint(65 + Math.floor(index / 26), 65 + (index % 26))}`;
}

function record(kind: RecordKind, id: string, body: object): WrittenRecord {
  return { kind, id, body: { id, ...body } };
}
