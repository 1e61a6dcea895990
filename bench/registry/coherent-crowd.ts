import { z } from 'zod';
import type { WrittenRecord } from '../../src/storage/stores/records.ts';
import { certificate } from '../../testkit/federation/certificates.ts';
import { crowd, type CrowdSize } from './crowd.ts';

type Body = Readonly<Record<string, unknown>>;

/** The crowd as the rules of the register let it in: policies say no more than was agreed, and certificates can be read. */
export function coherentCrowd(size: CrowdSize): readonly WrittenRecord[] {
  const all = [...crowd(size)];
  const boards = new Map(bodiesOf(all, 'school').map(({ id, board }) => [id, board]));
  const agreed = new Set(
    bodiesOf(all, 'agreement').flatMap(({ board, annex }) =>
      listOf(annex).map(({ service, claim }) => `${String(board)} ${String(service)} ${String(claim)}`),
    ),
  );
  const registered = new Set(
    bodiesOf(all, 'service').flatMap(({ id, claims }) =>
      listOf(claims).map(({ name }) => `${String(id)} ${String(name)}`),
    ),
  );
  const isAgreed = ({ school, service }: Body, name: unknown): boolean =>
    agreed.has(`${String(boards.get(school))} ${String(service)} ${String(name)}`) &&
    registered.has(`${String(service)} ${String(name)}`);
  return all.map((record) => {
    const body = bodyOf(record);
    if (record.kind === 'idp') return { ...record, body: readableIdp(body) };
    if (record.kind !== 'policy') return record;
    const claims = listOf(body['claims']).filter(({ name }) => isAgreed(body, name));
    return { ...record, body: { ...body, claims } };
  });
}

function readableIdp(body: Body): Body {
  const protocol = { ...membersOf(body['protocol']), certificates: [certificate] };
  return Array.isArray(body['schools']) && body['schools'].length > 1
    ? { ...body, protocol, schoolFrom: { attribute: 'school' } }
    : { ...body, protocol };
}

const members = z.record(z.string(), z.unknown());

function membersOf(value: unknown): Body {
  return members.parse(value);
}

function bodyOf({ body }: WrittenRecord): Body {
  return membersOf(body);
}

function bodiesOf(records: readonly WrittenRecord[], kind: WrittenRecord['kind']): readonly Body[] {
  return records.filter((record) => record.kind === kind).map(bodyOf);
}

function listOf(value: unknown): readonly Body[] {
  return z.array(members).parse(value ?? []);
}
