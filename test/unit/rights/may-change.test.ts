import { schoolRecord } from '../../../src/register/model/kinds/school.ts';
import type { RecordKind } from '../../../src/domain/record-kinds.ts';
import { describe, expect, it } from 'vitest';
import type { Party } from '../../../src/domain/party.ts';
import { mayChange } from '../../../src/rights/rights.ts';
import { registerAfter, writtenSteps } from '../../../src/register/changes/changed-register.ts';
import type { Step } from '../../../src/register/changes/step.ts';
import { registerInMemory } from '../../../src/register/rules/register-in-memory.ts';
import type { BeforeAndAfter } from '../../../src/register/model/register-reader.ts';
import { emptyLists } from '../../../src/register/model/records.ts';
import { boardId, supplierId } from '../../../src/domain/ids.ts';
import { settled } from '../../../src/register/model/defaults-when-new.ts';
import { readWrittenForm } from '../../../src/register/model/read-form.ts';
import { kinds } from '../../../src/register/model/kinds.ts';
import { operatorAgreement } from '../../../testkit/federation/schools.ts';
import { required } from '../../../testkit/values/ids.ts';

const operator: Party = { kind: 'operator' };
const board: Party = { kind: 'board', id: required(boardId('waterland')) };
const supplier: Party = { kind: 'supplier', id: required(supplierId('leesboom')) };

/** The example of a kind with some members changed, as the register stores it. */
function body(kind: RecordKind, changes: object = {}): unknown {
  const read = readWrittenForm(kind, { ...Object(kinds[kind].api.example), ...changes });
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  return settled(kind, read.body, undefined);
}
const idOf = (kind: RecordKind): string => {
  const read = readWrittenForm(kind, kinds[kind].api.example);
  return 'id' in read ? read.id : '';
};

const schools = [
  { id: 'de-regenboog', body: body('school') },
  { id: 'de-vuurtoren', body: body('school', { id: 'de-vuurtoren', board: 'zeeland' }) },
];

/** A register of these schools, before the changes and after them. */
function registerWith(changes: readonly Step[]): BeforeAndAfter {
  const school = schools.map((each) => schoolRecord.parse(each.body));
  const before = registerInMemory({ ...emptyLists(), school });
  return { before, after: registerAfter(before, writtenSteps(changes)) };
}

/** `ok`, or the first key of the place that is refused. */
function judged(
  party: Party,
  kind: RecordKind,
  before?: object,
  after?: object,
  more: readonly Step[] = [],
): string {
  const change = {
    kind,
    id: idOf(kind),
    ...(before === undefined ? {} : { before: body(kind, before) }),
    ...(after === undefined ? {} : { after: body(kind, after) }),
  };
  const refused = mayChange({ party }, change, registerWith([change, ...more]));
  return refused === undefined ? 'ok' : refused.path.join('.');
}

/** A change of the example of a kind: members before it and after it; absent: the record is not there. */
type Asked = [kind: RecordKind, before: object | undefined, after: object | undefined];
type Refused = [...Asked, place: string];

describe('the API client of a board', () => {
  it.each<Asked>([
    ['board', undefined, {}],
    ['board', {}, undefined],
    ['supplier', {}, { name: 'Ander' }],
    ['sector', undefined, {}],
    ['service', {}, { name: 'Ander' }],
    ['api-client', {}, { scopes: ['agreements:write'] }],
    ['school', undefined, {}],
    ['school', {}, undefined],
    ['agreement', undefined, {}],
    ['agreement', {}, undefined],
  ])('does not change this at all: %s', (kind, before, after) => {
    expect(judged(board, kind, before, after)).toBe('');
  });

  it.each<Refused>([
    ['school', {}, { board: 'zeeland' }, ''],
    ['school', { board: 'zeeland' }, {}, ''],
    ['school', { board: 'zeeland' }, { board: 'zeeland', help: { phone: '0299 123 456' } }, ''],
    ['board', {}, { name: 'Ander' }, 'name'],
    ['board', {}, { registeredMailbox: 'ander@waterland.example' }, 'registeredMailbox'],
    ['board', {}, { kvk: '12345678' }, 'kvk'],
    ['board', {}, { operatorAgreement: 'none' }, 'operatorAgreement'],
    ['board', { operatorAgreement: 'none' }, { operatorAgreement }, 'operatorAgreement'],
    [
      'board',
      { operatorAgreement: { ...operatorAgreement, validUntil: '2021-01-01' } },
      { operatorAgreement },
      'operatorAgreement',
    ],
    ['school', {}, { specialEducation: true }, 'specialEducation'],
    ['school', {}, { brin: '99ZZ' }, 'brin'],
    ['school', {}, { sector: 'vo' }, 'sector'],
    ['idp', undefined, { schools: ['de-regenboog', 'de-vuurtoren'] }, 'schools'],
    ['idp', { schools: ['de-regenboog', 'de-vuurtoren'] }, {}, 'schools'],
    ['idp', { schools: ['de-vuurtoren'] }, undefined, 'schools'],
    ['idp', undefined, { schools: ['nowhere'] }, 'schools'],
    ['policy', undefined, { school: 'de-vuurtoren' }, 'school'],
    ['access', undefined, { school: 'nowhere' }, 'school'],
    ['objection', { school: 'de-vuurtoren' }, undefined, 'school'],
    ['agreement', { status: 'offered' }, { status: 'active', validUntil: '2099-01-01' }, 'validUntil'],
    ['agreement', { status: 'draft' }, { status: 'active' }, 'status'],
    ['agreement', { status: 'ended' }, { status: 'active' }, 'status'],
    ['agreement', { status: 'active' }, { status: 'draft' }, 'status'],
    ['agreement', { board: 'zeeland' }, { board: 'zeeland', status: 'active' }, ''],
    ['agreement', {}, { supplier: 'rekenrijk' }, 'supplier'],
  ])('does not do this: %s %j → %j', (kind, before, after, place) => {
    expect(judged(board, kind, before, after)).toBe(place);
  });

  it.each<Asked>([
    ['school', {}, { name: 'Een andere naam', closed: { on: '2027-08-01' } }],
    ['school', {}, { help: { phone: '0299 123 456' } }],
    ['school', {}, { contact: 'school@waterland.example', sensitive: { reason: 'speciaal onderwijs' } }],
    [
      'board',
      {},
      { privacyContact: 'ander@waterland.example', dataProtectionOfficer: 'fg@waterland.example' },
    ],
    ['idp', undefined, {}],
    ['idp', {}, { disabled: true }],
    ['idp', {}, undefined],
    ['policy', undefined, {}],
    ['policy', {}, { enabled: false }],
    ['access', {}, undefined],
    ['objection', undefined, {}],
    ['agreement', { status: 'offered' }, { status: 'active' }],
    ['agreement', { status: 'offered' }, { status: 'draft' }],
    ['agreement', { status: 'active' }, { status: 'suspended' }],
    ['agreement', { status: 'suspended' }, { status: 'active' }],
    ['agreement', { status: 'active' }, { status: 'ended' }],
  ])('may do this: %s %j → %j', (kind, before, after) => {
    expect(judged(board, kind, before, after)).toBe('ok');
  });

  const oidc = (changes: object = {}) => ({
    protocol: {
      kind: 'oidc',
      issuer: 'https://idp.example',
      clientId: 'sluis',
      clientSecret: { env: 'A_SECRET' },
      ...changes,
    },
  });
  it('brings in no reference to a secret, and lets the broker ask no address over plain http', () => {
    expect(judged(board, 'idp', undefined, oidc())).toBe('protocol.clientSecret');
    expect(judged(board, 'idp', oidc(), oidc({ clientSecret: { file: '/etc/passwd' } }))).toBe(
      'protocol.clientSecret',
    );
    expect(judged(board, 'idp', {}, oidc())).toBe('protocol.clientSecret');
    expect(judged(board, 'idp', oidc(), oidc({ issuer: 'http://127.0.0.1:6379' }))).toBe('protocol.issuer');
    expect(judged(board, 'idp', oidc(), oidc({ scopes: ['openid', 'email'] }))).toBe('ok');
  });
  it('does not have the secret of its IdP sent to an issuer of its own choice', () => {
    const elsewhere = oidc({ issuer: 'https://elsewhere.example' });
    expect(judged(board, 'idp', oidc(), elsewhere)).toBe('protocol.issuer');
    expect(judged(operator, 'idp', oidc(), elsewhere)).toBe('ok');
  });

  it('does not have it sent to where a document of its own choice says', () => {
    const url = 'https://idp.example/.well-known/openid-configuration?appid=sluis';
    const there = oidc({ discovery: { url, endpointHosts: ['idp.example'] } });
    const elsewhere = oidc({ discovery: { url, endpointHosts: ['idp.example', 'elsewhere.example'] } });
    expect(judged(board, 'idp', oidc(), there)).toBe('protocol.discovery');
    expect(judged(board, 'idp', there, elsewhere)).toBe('protocol.discovery');
    expect(judged(board, 'idp', there, oidc())).toBe('protocol.discovery');
    expect(judged(operator, 'idp', there, elsewhere)).toBe('ok');
    expect(judged(board, 'idp', there, { ...there, name: 'Another name' })).toBe('ok');
  });

  it('may let the broker show a key, which is no secret, wherever the IdP is', () => {
    const protocol = {
      kind: 'oidc',
      issuer: 'https://idp.example',
      clientId: 'sluis',
      authentication: { method: 'private_key_jwt' },
    };
    const shown = { protocol };
    const elsewhere = { protocol: { ...protocol, issuer: 'https://elsewhere.example' } };
    expect(judged(board, 'idp', undefined, shown)).toBe('ok');
    expect(judged(board, 'idp', oidc(), shown)).toBe('ok');
    expect(judged(board, 'idp', shown, elsewhere)).toBe('ok');
    // and back again only the operator
    expect(judged(board, 'idp', shown, oidc())).toBe('protocol.clientSecret');
    expect(judged(operator, 'idp', shown, oidc())).toBe('ok');
  });

  it('does not have its IdP read from another host than the issuer’s, whatever proves the broker', () => {
    const shown = (discoveredAt: string, hosts: readonly string[] = ['idp.example']) => ({
      protocol: {
        kind: 'oidc',
        issuer: 'https://idp.example',
        clientId: 'sluis',
        authentication: { method: 'private_key_jwt', assertionAudience: 'token_endpoint' },
        discovery: { url: `https://${discoveredAt}/.well-known/openid-configuration`, endpointHosts: hosts },
      },
    });
    const [there, elsewhere] = [shown('idp.example'), shown('elsewhere.example')];
    expect(judged(board, 'idp', undefined, there)).toBe('ok');
    expect(judged(board, 'idp', undefined, elsewhere)).toBe('protocol.discovery');
    expect(judged(board, 'idp', there, elsewhere)).toBe('protocol.discovery');
    expect(judged(operator, 'idp', there, elsewhere)).toBe('ok');
    expect(judged(board, 'idp', elsewhere, { ...elsewhere, name: 'Another name' })).toBe('ok');
    const wider = shown('elsewhere.example', ['idp.example', 'elsewhere.example']);
    expect(judged(board, 'idp', elsewhere, wider)).toBe('protocol.discovery');
    const issuer = { protocol: { ...elsewhere.protocol, issuer: 'https://other.example' } };
    expect(judged(board, 'idp', elsewhere, issuer)).toBe('protocol.discovery');
  });

  it('does not take over a school that is moved to it, or away, in the same set of changes', () => {
    const moved = {
      kind: 'school',
      id: 'de-vuurtoren',
      before: body('school', { id: 'de-vuurtoren', board: 'zeeland' }),
      after: body('school', { id: 'de-vuurtoren' }),
    } as const;
    expect(judged(board, 'policy', undefined, { school: 'de-vuurtoren' }, [moved])).toBe('school');
  });
});

describe('the API client of a supplier', () => {
  const client = (changes: object) => ({
    client: { ...Object(Object(kinds.service.api.example).client), ...changes },
  });
  const audience = (assertionAudience: string) => {
    const { authentication } = Object(Object(kinds.service.api.example).client);
    return client({ authentication: { ...Object(authentication), assertionAudience } });
  };
  const wide = 'issuer_or_endpoint';

  it.each<Refused>([
    ['board', {}, { name: 'Ander' }, ''],
    ['school', {}, { name: 'Ander' }, ''],
    ['idp', {}, { disabled: true }, ''],
    ['sector', undefined, {}, ''],
    ['policy', {}, { enabled: false }, ''],
    ['access', {}, undefined, ''],
    ['objection', {}, undefined, ''],
    ['api-client', undefined, {}, ''],
    ['supplier', undefined, {}, ''],
    ['supplier', {}, undefined, ''],
    ['service', { supplier: 'rekenrijk' }, { name: 'Ander' }, 'supplier'],
    ['service', {}, { supplier: 'rekenrijk' }, 'supplier'],
    ['service', undefined, { supplier: 'rekenrijk' }, 'supplier'],
    ['service', { blocked: true }, {}, 'blocked'],
    ['service', { blocked: true }, undefined, 'blocked'],
    ['service', {}, { blocked: true }, 'blocked'],
    ['service', {}, { sector: 'other' }, 'sector'],
    ['service', {}, client({ requirePkce: false }), 'client.requirePkce'],
    ['service', {}, client({ signInTime: true }), 'client.signInTime'],
    ['service', undefined, client({ signInTime: true }), 'client.signInTime'],
    [
      'service',
      undefined,
      client({ authentication: { method: 'client_secret_basic', secrets: [{ env: 'X' }] } }),
      'client.authentication.secrets',
    ],
    [
      'service',
      {},
      client({ authentication: { method: 'private_key_jwt', jwksUri: 'http://127.0.0.1/x' } }),
      'client.authentication.jwksUri',
    ],
    ['service', undefined, audience(wide), 'client.authentication.assertionAudience'],
    ['service', {}, audience(wide), 'client.authentication.assertionAudience'],
    ['agreement', undefined, { status: 'active' }, 'status'],
    ['agreement', { status: 'offered' }, { status: 'active' }, 'status'],
    ['agreement', { status: 'active' }, { status: 'draft' }, 'status'],
    ['agreement', { status: 'active' }, undefined, 'status'],
    ['agreement', undefined, { supplier: 'rekenrijk' }, 'supplier'],
  ])('does not do this: %s %j → %j', (kind, before, after, place) => {
    expect(judged(supplier, kind, before, after)).toBe(place);
  });

  it.each<Asked>([
    ['supplier', {}, { name: 'Andere naam' }],
    ['service', undefined, {}],
    ['service', {}, { startUrl: 'https://reader.leesboom.example/other' }],
    ['service', {}, undefined],
    ['service', client({ signInTime: true }), client({ signInTime: true, requirePar: true })],
    ['service', client({ signInTime: true }), {}],
    ['service', audience(wide), audience(wide)],
    ['service', audience(wide), audience('issuer')],
    ['agreement', undefined, { status: 'draft' }],
    ['agreement', { status: 'draft' }, { status: 'offered', validUntil: '2028-07-31' }],
    ['agreement', { status: 'offered' }, undefined],
  ])('may do this: %s %j → %j', (kind, before, after) => {
    expect(judged(supplier, kind, before, after)).toBe('ok');
  });
});

describe('the API client of the operator', () => {
  it.each([
    'board',
    'school',
    'idp',
    'supplier',
    'sector',
    'service',
    'agreement',
    'policy',
    'access',
    'objection',
  ] as const)('may change every %s', (kind) => {
    expect(judged(operator, kind, undefined, {})).toBe('ok');
    expect(judged(operator, kind, {}, undefined)).toBe('ok');
  });

  it('does not change API clients: those are for federation files alone', () => {
    expect(judged(operator, 'api-client', {}, { name: 'Stronger' })).toBe('');
    expect(judged(operator, 'api-client', {}, undefined)).toBe('');
  });
});
