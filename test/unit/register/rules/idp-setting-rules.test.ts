import { describe, expect, it } from 'vitest';
import { readableRecords } from '../../../../src/register/model/records.ts';
import { idpSettingRules } from '../../../../src/register/rules/idp-setting-rules.ts';
import { certificate, weakCertificate } from '../../../../testkit/federation/certificates.ts';
import { kadeEntra, regenboogSaml } from '../../../../testkit/federation/parties.ts';
import { makeCertificateChain } from '../../../../testkit/values/certificate-chain.ts';
import {
  makeCertifiedKey,
  trustedCertificate,
  type CertificateWishes,
} from '../../../../testkit/values/saml-certificate.ts';

const moment = Date.UTC(2027, 2, 1, 12);
const day = (date: string) => new Date(`${date}T08:30:00Z`);
const made = async (wishes: CertificateWishes) => (await makeCertifiedKey(wishes)).certificatePem;
const ec = { curve: 'P-256' } as const;
const [good, expired, expiredToo, later, atOnce, soon, last, next] = await Promise.all([
  made({ ...ec, notBefore: day('2020-01-01'), notAfter: day('2040-01-01') }),
  made({ ...ec, notBefore: day('2020-01-01'), notAfter: day('2027-02-28') }),
  made({ ...ec, notBefore: day('2020-01-01'), notAfter: day('2026-02-28') }),
  made({ ...ec, notBefore: day('2027-08-01'), notAfter: day('2040-01-01') }),
  made({ ...ec, notBefore: day('2027-03-20'), notAfter: day('2040-01-01') }),
  made({ ...ec, notBefore: day('2020-01-01'), notAfter: day('2027-03-20') }),
  made({ ...ec, notBefore: day('2020-01-01'), notAfter: day('2027-04-30') }),
  made({ ...ec, notBefore: day('2027-02-01'), notAfter: day('2027-04-01') }),
]);

/** Refusals as `path: problem`, warnings with `warning` before it. */
function judged(body: object, at = moment): readonly string[] {
  const records = readableRecords([{ kind: 'idp', body }]);
  expect(records.idp).toHaveLength(1);
  return [...idpSettingRules(records, at)].map(
    ({ isRefused, fault: { path, problem } }) =>
      `${isRefused ? '' : 'warning '}${path.slice(1).join('.')}: ${problem}`,
  );
}
const saml = (protocol: object, members: object = {}) =>
  judged({ ...regenboogSaml, ...members, protocol: { ...regenboogSaml.protocol, ...protocol } });
const withCertificates = (...certificates: readonly string[]) => saml({ certificates });
const like = (...texts: readonly string[]) =>
  texts.map((text) => expect.stringMatching(new RegExp(`^${text}`)));
const unreadable = String.raw`certificates\.0: certificate cannot be read`;

describe('certificates with which people can sign in', () => {
  it.each<[string, readonly string[]]>([
    ['RSA as bare base64', [certificate]],
    ['EC alone', [good]],
    ['a TRUSTED CERTIFICATE', [trustedCertificate(good)]],
    ['the next one beside the one in use', [good, later]],
    ['one that ends soon, and the next one', [soon, good]],
    ['one that ends at the moment when the next one begins', [soon, atOnce]],
    ['words around PEM', [`subject=CN = school\n${good}\nissuer=CN = school\n`]],
    ['PEM on one line', [good.replaceAll('\n', ' ')]],
    ['two in one text', [`${good}${later}`]],
  ])('%s', (_name, certificates) => {
    expect(withCertificates(...certificates)).toEqual([]);
  });
});

describe('certificates with which nobody can sign in', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['no certificate', ['MIIC'], [unreadable]],
    ['a block that does not end', [good.replace(/-----END.*/s, '')], [unreadable]],
    ['another block', [good.replaceAll('CERTIFICATE', 'PKCS7')], [unreadable]],
    ['a weak one', [weakCertificate], [String.raw`certificates\.0: certificate has an RSA key shorter`]],
    [
      'expired ones alone',
      [expired, expiredToo],
      [
        String.raw`certificates\.0: certificate expired on 2027-02-28 08:30 UTC, and none`,
        String.raw`certificates\.1: certificate expired on 2026-02-28 08:30 UTC, and none`,
      ],
    ],
    [
      'expired ones alone, in one text',
      [`${expired}${expiredToo}`],
      [
        String.raw`certificates\.0: certificate expired on 2027`,
        String.raw`certificates\.0: certificate expired on 2026`,
      ],
    ],
    [
      'one that begins later',
      [later],
      [String.raw`certificates\.0: certificate is not valid before 2027-08-01 08:30 UTC`],
    ],
    [
      'a gap',
      [expired, later],
      [
        String.raw`certificates\.0: certificate expired`,
        String.raw`certificates\.1: certificate is not valid before`,
      ],
    ],
    [
      'nothing but an expired one beside what cannot be read and what is weak',
      [expired, 'MIIC', weakCertificate],
      [
        String.raw`warning certificates\.1: certificate cannot be read`,
        String.raw`certificates\.2: certificate has an RSA key`,
        String.raw`certificates\.0: certificate expired on \S+ \S+ UTC, and none`,
      ],
    ],
  ])('are refused: %s', (_name, certificates, problems) => {
    expect(withCertificates(...certificates)).toEqual(like(...problems));
  });

  it('are those of the first text alone no more: a second one in it is judged', () => {
    expect(withCertificates(`${good}${weakCertificatePem}`)).toEqual(
      like(String.raw`certificates\.0: certificate has an RSA key shorter`),
    );
    expect(withCertificates(`${good}${later}${last}`)).toEqual(
      like(String.raw`certificates\.0: certificate has the third EC key`),
    );
  });
});

const weakCertificatePem = `-----BEGIN CERTIFICATE-----\n${weakCertificate}\n-----END CERTIFICATE-----\n`;

describe('certificates beside one with which people can sign in', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    [
      'an expired one',
      [expired, good],
      [String.raw`warning certificates\.0: certificate expired on 2027-02-28 08:30 UTC and`],
    ],
    ['one that cannot be read', ['MIIC', good], [`warning ${unreadable}`]],
    [
      'one that cannot be read, in the same text',
      [`${good.replaceAll('\n', '').replace('MII', '!!!')}${good}`],
      [`warning ${unreadable}`],
    ],
  ])('are warned of: %s', (_name, certificates, problems) => {
    expect(withCertificates(...certificates)).toEqual(like(...problems));
  });

  it('are warned of where they are of the authority that issued another one in the same PEM', async () => {
    const { own, authority } = await makeCertificateChain();
    const text = String.raw`warning certificates\.0: certificate issued another one in the same PEM`;
    const at = (...certificates: readonly string[]) =>
      judged({ ...regenboogSaml, protocol: { ...regenboogSaml.protocol, certificates } }, Date.now());
    expect(at(`${own.certificatePem}\n${authority.certificatePem}`)).toEqual(like(text));
    expect(at(`${authority.certificatePem}\n${own.certificatePem}`)).toEqual(like(text));
    expect(at(authority.certificatePem)).toEqual([]);
  });

  it('count as a key no more once they have expired', () => {
    expect(withCertificates(good, later, expired)).toEqual(
      like(String.raw`warning certificates\.2: certificate expired`),
    );
  });

  it('are refused where a private key stands with them', async () => {
    const { privateKeyPem, certificatePem } = await makeCertifiedKey(ec);
    const [said = '', ...more] = withCertificates(`${privateKeyPem}${certificatePem}`, good);
    expect(said).toMatch(/^certificates\.0: a private key stands here/);
    expect(more).toEqual([]);
    expect(said).not.toContain(privateKeyPem.split('\n')[1]);
  });
});

describe('the end of the last certificate', () => {
  it('is warned of within 60 days, as of the moment that is judged', () => {
    const text = String.raw`warning certificates\.0: certificate is the last one to be valid, and ends on 2027-04-30 08:30 UTC: nobody can sign in after that$`;
    expect(withCertificates(last)).toEqual(like(text));
    const body = { ...regenboogSaml, protocol: { ...regenboogSaml.protocol, certificates: [last] } };
    const end = day('2027-04-30').getTime();
    const sixtyDays = 60 * 86_400_000;
    expect(judged(body, end - sixtyDays)).toEqual([]);
    expect(judged(body, end - sixtyDays + 1)).toHaveLength(1);
    expect(judged(body, end - 1)).toEqual(like('warning'));
    expect(judged(body, end)).toEqual(like(String.raw`certificates\.0: certificate expired`));
  });

  it('is that of the last one of several', () => {
    expect(withCertificates(soon, last)).toEqual(
      like(
        String.raw`warning certificates\.1: certificate is the last one to be valid, and ends on 2027-04-30`,
      ),
    );
    expect(withCertificates(last, next)).toEqual(
      like(String.raw`warning certificates\.0: .* ends on 2027-04-30`),
    );
  });

  it('is told where the next one begins only later', () => {
    expect(withCertificates(soon, later)).toEqual(
      like(
        String.raw`warning certificates\.0: .* ends on 2027-03-20 08:30 UTC: nobody can sign in after that until 2027-08-01 08:30 UTC$`,
      ),
    );
  });
});

describe('an IdP that is not in use all the time', () => {
  const judgedWith = (members: object, ...certificates: readonly string[]) => saml({ certificates }, members);

  it('is judged as of its first day', () => {
    expect(judgedWith({ validFrom: '2027-08-02' }, later)).toEqual([]);
    expect(judgedWith({ validFrom: '2027-08-01' }, later)).toEqual(
      like(String.raw`certificates\.0: .*not valid before`),
    );
    expect(judgedWith({ validFrom: '2027-08-02' }, last)).toEqual(
      like(String.raw`certificates\.0: certificate expired`),
    );
    expect(judgedWith({ validFrom: '2020-01-01' }, later)).toHaveLength(1);
  });

  it('is not warned of an end that comes after its last day', () => {
    expect(judgedWith({ validUntil: '2027-04-29' }, last)).toEqual([]);
    expect(judgedWith({ validUntil: '2027-04-30' }, last)).toEqual(like('warning'));
  });

  it.each([{ disabled: true }, { validUntil: '2027-02-28' }])('has no time to judge: %j', (members) => {
    expect(judgedWith(members, expired)).toEqual([]);
    expect(judgedWith(members, later)).toEqual([]);
    expect(judgedWith(members, 'MIIC')).toEqual(like(unreadable));
  });
});

describe('settings of a SAML IdP', () => {
  it.each([
    [{ entityId: 'https://sts.windows.net/{tenantid}/' }, 'entityId: {tenantid} stands'],
    [{ entityId: 'https://sts.windows.net/<tenant-id>/' }, 'entityId: <tenant-id> stands'],
    [{ singleSignOnUrl: 'https://login.microsoftonline.com/{id}/saml2' }, 'singleSignOnUrl: {id} stands'],
    [
      { singleSignOnUrl: 'https://login.microsoftonline.com/%7Bid%7D/saml2' },
      'singleSignOnUrl: %7Bid%7D stands',
    ],
  ])('%j is refused', (protocol, problem) => {
    expect(saml(protocol)).toEqual([expect.stringContaining(problem)]);
  });
});

describe('settings of an OpenID Connect IdP', () => {
  const tenant = '11111111-2222-4333-8444-555555555555';
  const other = '99999999-2222-4333-8444-555555555555';
  const oidc = (protocol: object) => {
    const { clientId, clientSecret } = kadeEntra.protocol;
    return judged({ ...kadeEntra, protocol: { kind: 'oidc', clientId, clientSecret, ...protocol } });
  };
  const entra = 'https://login.microsoftonline.com';

  it.each([
    { issuer: `${entra}/${tenant}/v2.0` },
    { issuer: `${entra}/${tenant}/v2.0`, tenant },
    { issuer: `https://login.microsoftonline.us/${tenant}/v2.0`, tenant },
    { issuer: `https://sts.windows.net/${tenant}/`, tenant },
    { issuer: `https://school.b2clogin.com/${tenant}/v2.0/` },
    { issuer: 'https://accounts.google.com', hostedDomain: 'school.example' },
    { issuer: 'https://sso.school.example/realms/common' },
    { issuer: 'https://sso.school.example/common/', tenant: 'school' },
    { issuer: 'http://127.0.0.1:3102' },
  ])('%j can work', (protocol) => {
    expect(oidc(protocol)).toEqual([]);
  });

  it.each([
    [`${entra}/common/v2.0`, 'names common as its tenant'],
    [`${entra}/common/`, 'names common as its tenant'],
    [`${entra}/organizations/v2.0`, 'names organizations as its tenant'],
    [`${entra}/consumers/v2.0`, 'names consumers as its tenant'],
    [`https://login.partner.microsoftonline.cn/common/v2.0`, 'names common as its tenant'],
    [`${entra}/school.onmicrosoft.com/v2.0`, 'names school.onmicrosoft.com as its tenant'],
    [entra, 'names no tenant'],
    [`${entra}/${tenant}`, 'is not what Entra ID calls itself'],
    [`${entra}/${tenant}/v2.0/`, 'is not what Entra ID calls itself'],
    [`${entra}/AAAAAAAA-2222-4333-8444-555555555555/v2.0`, 'is not what Entra ID calls itself'],
    [`${entra}/{tenantid}/v2.0`, '{tenantid} stands for something'],
    [`${entra}/%7Btenantid%7D/v2.0`, '%7Btenantid%7D stands for something'],
    ['https://sso.school.example/realms/<realm>', '<realm> stands for something'],
    [`${entra}/${tenant}/v2.0/.well-known/openid-configuration`, 'is the address of the discovery document'],
    [
      'https://sso.school.example/.well-known/openid-configuration',
      'is the address of the discovery document',
    ],
    ['https://sso.school.example/.well-known/', 'is the address of the discovery document'],
    ['https://sso.school.example/op?policy=1', 'has a query'],
    ['https://accounts.google.com/', 'is not what Google calls itself'],
  ])('issuer %s is refused', (issuer, problem) => {
    expect(oidc({ issuer })).toEqual([`issuer: ${problem}`].map((text) => expect.stringContaining(text)));
  });

  it.each([
    [
      { issuer: `${entra}/${tenant}/v2.0`, tenant: other },
      'tenant: is another tenant than that of the issuer',
    ],
    [{ issuer: `${entra}/${tenant}/v2.0`, tenant: 'school.onmicrosoft.com' }, 'tenant: is another tenant'],
    [{ issuer: `https://sts.windows.net/${tenant}/`, tenant: other }, 'tenant: is another tenant'],
    [{ issuer: `http://127.0.0.1:3102/${tenant}/v2.0`, tenant: other }, 'tenant: is another tenant'],
    [
      { issuer: `${entra}/${tenant}/v2.0`, hostedDomain: 'school.example' },
      'hostedDomain: is a setting for Google',
    ],
    [{ issuer: 'https://accounts.google.com', tenant }, 'tenant: is a setting for Entra ID'],
    [{ issuer: 'https://sso.school.example', tenant: '{tenantid}' }, 'tenant: {tenantid} stands'],
  ])('%j is refused', (protocol, problem) => {
    expect(oidc(protocol)).toEqual([expect.stringContaining(problem)]);
  });

  it('says what to write instead', () => {
    const records = readableRecords([
      {
        kind: 'idp',
        body: {
          ...kadeEntra,
          protocol: {
            ...kadeEntra.protocol,
            issuer: `${entra}/${tenant}/v2.0/.well-known/openid-configuration`,
          },
        },
      },
    ]);
    expect([...idpSettingRules(records, moment)].map(({ fault }) => fault.remedy)).toEqual([
      `write what stands before it: ${entra}/${tenant}/v2.0`,
    ]);
  });
});
