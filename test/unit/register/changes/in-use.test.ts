import { describe, expect, it } from 'vitest';
import { judgeUse } from '../../../../src/register/changes/in-use.ts';
import type { Step } from '../../../../src/register/changes/step.ts';
import type { SecretReference } from '../../../../src/register/model/secret-reference.ts';
import type { SecretState } from '../../../../src/register/model/secret-state.ts';
import { weakCertificate } from '../../../../testkit/federation/certificates.ts';
import { kadeEntra, leesboomReader, regenboogSaml } from '../../../../testkit/federation/parties.ts';
import { bareCertificate, makeCertifiedKey } from '../../../../testkit/values/saml-certificate.ts';

const odd = 'https://app.leesboom.example:443/callback';
const wild = 'https://*.leesboom.example/callback';
const reader = (client: object = {}) => ({
  ...leesboomReader,
  client: { ...leesboomReader.client, ...client },
});
const withSecrets = (secrets: readonly SecretReference[], method = 'client_secret_basic') =>
  reader({ authentication: { method, secrets } });
const service = (after: unknown, before?: unknown): Step => ({
  kind: 'service',
  id: leesboomReader.id,
  ...(after === undefined ? {} : { after }),
  ...(before === undefined ? {} : { before }),
});

const moment = Date.UTC(2026, 8, 1);
/** All secrets are good but these. */
const looking = (states: Readonly<Record<string, SecretState>>) => (reference: SecretReference) =>
  Promise.resolve(states['env' in reference ? reference.env : reference.file] ?? 'good');
async function judged(
  steps: readonly Step[],
  states: Readonly<Record<string, SecretState>> = {},
  at = moment,
) {
  const { faults, warnings } = await judgeUse(steps, { lookAtSecret: looking(states), moment: at });
  const short = ({ path, problem }: (typeof faults)[number]) => `${path.join('.')}: ${problem}`;
  return { faults: faults.map(short), warnings: warnings.map(short) };
}
const nothing = { faults: [], warnings: [] };
const about = (text: string) => [expect.stringContaining(text)];

describe('a redirect URI that nobody sends', () => {
  it('is refused in a new service, and where it is added to one', async () => {
    const after = reader({ redirectUris: [...leesboomReader.client.redirectUris, wild] });
    const expected = { faults: about('client.redirectUris.1: has a wildcard'), warnings: [] };
    expect(await judged([service(after)])).toEqual(expected);
    expect(await judged([service(after, reader())])).toEqual(expected);
  });

  it('is warned of where the service had it before, wherever in the list, and beside others that are refused', async () => {
    const before = reader({ redirectUris: [odd] });
    const after = reader({ redirectUris: [wild, odd] });
    expect(await judged([service(after, before)])).toEqual({
      faults: about('client.redirectUris.0: has a wildcard'),
      warnings: about('client.redirectUris.1: is compared letter by letter'),
    });
  });

  it('is new in another list of the same service, and in another service', async () => {
    const before = reader({ redirectUris: [odd] });
    const after = reader({ redirectUris: [odd], postLogoutRedirectUris: [odd] });
    expect(await judged([service(after, before)])).toEqual({
      faults: about('client.postLogoutRedirectUris.0'),
      warnings: about('client.redirectUris.0'),
    });
    const other = { kind: 'service', id: 'other', after: { ...before, id: 'other' } } as const;
    expect((await judged([service(before, before), other])).faults).toHaveLength(1);
  });

  it('is warned of where a change leaves the service as it is', async () => {
    const same = reader({ redirectUris: [odd] });
    expect(await judged([service(same, same)])).toEqual({ faults: [], warnings: about('letter by letter') });
  });

  it('is nobody’s business where the service ends', async () => {
    expect(await judged([service(undefined, reader({ redirectUris: [odd] }))])).toEqual(nothing);
  });

  it('is new where nobody can read what the service said before', async () => {
    const after = reader({ redirectUris: [odd] });
    expect((await judged([service(after, { client: { redirectUris: [odd] } })])).faults).toHaveLength(1);
  });
});

describe('the secret of a client', () => {
  const states = {
    gone: 'unreadable',
    weak: 'short_and_unplain',
    odd: 'unplain',
    unset: 'elsewhere',
  } as const;

  it.each([
    ['gone', ['secret file gone cannot be read']],
    ['weak', ['secret file weak is shorter than 32', 'secret file weak has characters besides']],
    ['odd', ['secret file odd has characters besides']],
  ])('%s is refused where it is new, and warned of where it is in use', async (file, problems) => {
    const [before, after] = [withSecrets([{ file: 'fine' }]), withSecrets([{ file: 'fine' }, { file }])];
    const told = problems.map((problem) => expect.stringContaining(problem));
    expect(await judged([service(after)], states)).toEqual({ faults: told, warnings: [] });
    expect(await judged([service(after, before)], states)).toEqual({ faults: told, warnings: [] });
    const other = withSecrets([{ file }, { file: 'fine' }], 'client_secret_post');
    expect(await judged([service(other, after)], states)).toEqual({ faults: [], warnings: told });
  });

  it('that may be where the broker runs is warned of, new or not', async () => {
    const after = withSecrets([{ env: 'unset' }]);
    expect(await judged([service(after)], states)).toEqual({
      faults: [],
      warnings: about('is not set where'),
    });
  });

  it('is not judged where nobody looks', async () => {
    const steps = [service(withSecrets([{ file: 'gone' }]))];
    expect(await judgeUse(steps, { lookAtSecret: undefined, moment })).toEqual(nothing);
  });

  it('is judged of an API client too', async () => {
    const authentication = { method: 'client_secret_basic', secrets: [{ file: 'weak' }] };
    const body = { id: 'administration', name: 'Administration', authentication, scopes: ['register:read'] };
    const step = { kind: 'api-client', id: 'administration', after: body } as const;
    expect(await judged([step], states)).toEqual({
      faults: [
        expect.stringMatching(/^authentication.secrets.0: .*shorter/),
        expect.stringMatching(/besides/),
      ],
      warnings: [],
    });
  });
});

describe('the secret that a school gave for its login', () => {
  const login = (file: string): Step => ({
    kind: 'idp',
    id: kadeEntra.id,
    after: { ...kadeEntra, protocol: { ...kadeEntra.protocol, clientSecret: { file } } },
  });

  it('has to be there, and may look as the school likes', async () => {
    const states = { gone: 'unreadable', weak: 'short_and_unplain' } as const;
    expect(await judged([login('gone')], states)).toEqual({
      faults: about('protocol.clientSecret: secret file gone cannot be read'),
      warnings: [],
    });
    expect(await judged([login('weak')], states)).toEqual(nothing);
  });
});

describe('the certificates of a login', async () => {
  const made = async (until: number) => {
    const dates = { notBefore: new Date(Date.UTC(2020, 0)), notAfter: new Date(until) };
    return bareCertificate(await makeCertifiedKey({ curve: 'P-256', ...dates }));
  };
  const [good, expired, other] = await Promise.all([
    made(Date.UTC(2040, 0)),
    made(Date.UTC(2026, 7, 31)),
    made(Date.UTC(2026, 5, 1)),
  ]);
  const login = (certificates: readonly string[], members: object = {}) => ({
    ...regenboogSaml,
    protocol: { ...regenboogSaml.protocol, certificates },
    ...members,
  });
  const idp = (after: unknown, before?: unknown): Step => ({
    kind: 'idp',
    id: regenboogSaml.id,
    after,
    ...(before === undefined ? {} : { before }),
  });

  it('are refused where they are new, and warned of where something else changes', async () => {
    const step = idp(login([expired]));
    expect(await judged([step])).toEqual({
      faults: about('certificates.0: certificate expired'),
      warnings: [],
    });
    const renamed = idp(login([expired], { name: 'Anders' }), login([expired]));
    expect(await judged([renamed])).toEqual({
      faults: [],
      warnings: about('certificates.0: certificate expired'),
    });
  });

  it('are refused where another expired one takes their place, or the good one beside them goes', async () => {
    expect((await judged([idp(login([other]), login([expired]))])).faults).toHaveLength(1);
    expect((await judged([idp(login([expired, other]), login([expired]))])).faults).toEqual(
      about('certificates.1: certificate expired'),
    );
    expect((await judged([idp(login([expired]), login([good, expired]))])).faults).toHaveLength(1);
    expect((await judged([idp(login([good, expired]), login([expired]))])).faults).toEqual([]);
  });

  it('are refused where a login is switched on that was off, or goes on longer', async () => {
    for (const before of [
      login([expired], { disabled: true }),
      login([expired], { validUntil: '2026-08-01' }),
    ]) {
      expect(await judged([idp(before, before)])).toEqual(nothing);
      expect((await judged([idp(login([expired]), before)])).faults).toHaveLength(1);
    }
  });

  it('are warned of where they cannot be read or have a third key, but are in use', async () => {
    const bad = [good, 'MIIC', weakCertificate];
    const { faults, warnings } = await judged([idp(login(bad, { name: 'Anders' }), login(bad))]);
    expect(faults).toEqual([]);
    expect(warnings).toHaveLength(2);
    expect((await judged([idp(login(bad))])).faults).toEqual(
      about('certificates.2: certificate has an RSA key'),
    );
  });

  it('are judged as of the moment of the change', async () => {
    const step = idp(login([expired]));
    const before = Date.UTC(2026, 7, 30);
    expect(await judged([step], {}, before)).toEqual({ faults: [], warnings: about('ends on 2026-08-31') });
    expect(await judged([step], {}, Date.UTC(2026, 5, 1))).toEqual(nothing);
  });
});

describe('the issuer of a login', () => {
  const login = (issuer: string, name: string = kadeEntra.name): unknown => ({
    ...kadeEntra,
    name,
    protocol: { ...kadeEntra.protocol, issuer },
  });
  const common = 'https://login.microsoftonline.com/common/v2.0';

  it('that cannot work is refused where it is new, and warned of where something else changes', async () => {
    const step = { kind: 'idp', id: kadeEntra.id, after: login(common, 'Anders') } as const;
    const told = about('protocol.issuer: names common as its tenant');
    expect(await judged([step])).toEqual({ faults: told, warnings: [] });
    expect(await judged([{ ...step, before: login('https://login.example') }])).toEqual({
      faults: told,
      warnings: [],
    });
    expect(await judged([{ ...step, before: login(common) }])).toEqual({ faults: [], warnings: told });
  });
});

it('records of other kinds cost no look', async () => {
  const asked: SecretReference[] = [];
  const steps = [{ kind: 'board', id: 'b', after: { id: 'b', name: 'B' } } as const, service(reader())];
  const lookAtSecret = (reference: SecretReference) => {
    asked.push(reference);
    return Promise.resolve('good' as const);
  };
  await judgeUse(steps, { lookAtSecret, moment });
  expect(asked).toEqual([{ file: 'reader.secret' }]);
});
