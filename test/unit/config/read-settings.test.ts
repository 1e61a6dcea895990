import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSettings, type Environment } from '../../../src/config/read-settings.ts';
import { SluisError } from '../../../src/domain/errors.ts';

function faultsOf(env: Environment): readonly string[] {
  try {
    readSettings(env);
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(SluisError);
    expect(error).toMatchObject({ code: 'settings.invalid' });
    return error instanceof Error ? error.message.split('\n') : [];
  }
}

describe('settings', () => {
  it.each<[string, Environment, RegExp]>([
    ['a port that is none', { SLUIS_PORT: '70000' }, /^SLUIS_PORT: is "70000" and must be a whole number/],
    ['a port in another notation', { SLUIS_PORT: '3e3' }, /^SLUIS_PORT/],
    ['an issuer without TLS', { SLUIS_ISSUER: 'http://sluis.example' }, /^SLUIS_ISSUER.*https/],
    ['an issuer with a slash', { SLUIS_ISSUER: 'https://sluis.example/' }, /^SLUIS_ISSUER/],
    ['an issuer with a path', { SLUIS_ISSUER: 'https://sluis.example/op' }, /^SLUIS_ISSUER/],
    ['an issuer with a query', { SLUIS_ISSUER: 'https://sluis.example?a' }, /^SLUIS_ISSUER/],
    ['an issuer with a user', { SLUIS_ISSUER: 'https://me@sluis.example' }, /^SLUIS_ISSUER/],
    [
      'an issuer that only begins like loopback',
      { SLUIS_ISSUER: 'http://127.0.0.1.example' },
      /^SLUIS_ISSUER/,
    ],
    ['a zone that is none', { SLUIS_TIME_ZONE: 'Europe/Edam' }, /^SLUIS_TIME_ZONE/],
    ['a proxy by name', { SLUIS_TRUSTED_PROXIES: 'proxy.example' }, /^SLUIS_TRUSTED_PROXIES/],
    ['a proxy network of everybody', { SLUIS_TRUSTED_PROXIES: '0.0.0.0/0' }, /^SLUIS_TRUSTED_PROXIES/],
    ['a session of more than a day', { SLUIS_SESSION_HOURS: '25' }, /^SLUIS_SESSION_HOURS/],
    [
      'an idle time beyond the session',
      { SLUIS_SESSION_IDLE_MINUTES: '90', SLUIS_SESSION_HOURS: '1' },
      /longer than the whole/,
    ],
    ['a log level that is none', { SLUIS_LOG_LEVEL: 'loud' }, /^SLUIS_LOG_LEVEL.*debug, info/],
    ['a database of another kind', { DATABASE_URL: 'mysql://u:hunter2@h/d' }, /^DATABASE_URL: must be a URL/],
    ['a secret given twice', { REDIS_URL: 'redis://h', REDIS_URL_FILE: '/x' }, /^REDIS_URL: is given twice/],
    ['a secret file that is not there', { REDIS_URL_FILE: '/nowhere/at/all' }, /^REDIS_URL_FILE/],
    [
      'mail without a sender',
      { SLUIS_SMTP_URL: 'smtp://u:hunter2@m.example' },
      /^SLUIS_MAIL_FROM: and SLUIS_SMTP_URL/,
    ],
    [
      'mail without a server',
      { SLUIS_MAIL_FROM: 'noreply@sluis.example' },
      /^SLUIS_MAIL_FROM: and SLUIS_SMTP_URL/,
    ],
    [
      'mail from a name',
      { SLUIS_SMTP_URL: 'smtp://m.example', SLUIS_MAIL_FROM: 'Sluis <noreply@sluis.example>' },
      /^SLUIS_MAIL_FROM: is "Sluis/,
    ],
    ...[
      'http://u:hunter2@m.example',
      'smtp://u:hunter2@m.example/x',
      'smtp://hunter2@m.example',
      'smtp://u:hunter2@m.example?tls=no',
      'smtp:hunter2',
      'smtp://u:%hunter2@m.example',
    ].map((url): [string, Environment, RegExp] => [
      `a mail server that is none: ${url}`,
      { SLUIS_SMTP_URL: url, SLUIS_MAIL_FROM: 'noreply@sluis.example' },
      /^SLUIS_SMTP_URL: must be a URL/,
    ]),
    [
      'a mail server given twice',
      { SLUIS_SMTP_URL: 'smtp://m.example', SLUIS_SMTP_URL_FILE: '/x' },
      /^SLUIS_SMTP_URL: is given twice/,
    ],
    [
      'a typing error',
      { SLUIS_ISSEUR: 'https://sluis.example' },
      /^SLUIS_ISSEUR: is not a variable of Sluis/,
    ],
  ])('refuse %s', (_name, env, message) => {
    const faults = faultsOf(env);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(message);
    expect(faults[0]).not.toContain('hunter2');
  });

  it.each([
    ['smtp://mail.example', { host: 'mail.example', port: 587, tls: 'starttls' }],
    ['smtps://Mail.Example:4465', { host: 'mail.example', port: 4465, tls: 'from_start' }],
    [
      'smtp://u:p%40ss@10.1.2.3:25',
      { host: '10.1.2.3', port: 25, tls: 'starttls', user: 'u', password: 'p@ss' },
    ],
    ['smtp://localhost:25', { host: 'localhost', port: 25, tls: 'none' }],
    ['smtp://127.0.0.2', { host: '127.0.0.2', port: 587, tls: 'none' }],
    ['smtp://[::1]:25', { host: '::1', port: 25, tls: 'none' }],
    ['smtps://[::1]', { host: '::1', port: 465, tls: 'from_start' }],
    ['smtp://localhost.example', { host: 'localhost.example', port: 587, tls: 'starttls' }],
  ])('read the mail server of %s, with TLS unless it is this very machine', (url, server) => {
    const settings = readSettings({ SLUIS_SMTP_URL: url, SLUIS_MAIL_FROM: 'noreply@sluis.example' });
    expect(settings.mail).toEqual({ server, from: 'noreply@sluis.example' });
  });

  it('report all faults together', () => {
    const faults = faultsOf({ SLUIS_PORT: 'x', SLUIS_ISSUER: 'y', SLUIS_SESSION_HOURS: '0', SLUIS_TYPO: '' });
    expect(faults.map((line) => line.split(':')[0]).sort()).toEqual([
      'SLUIS_ISSUER',
      'SLUIS_PORT',
      'SLUIS_SESSION_HOURS',
      'SLUIS_TYPO',
    ]);
  });

  it('report what two variables say together beside the faults of others', () => {
    const faults = faultsOf({ SLUIS_SESSION_IDLE_MINUTES: '90', SLUIS_SESSION_HOURS: '1', SLUIS_PORT: 'x' });
    expect(faults.map((line) => line.split(':')[0]).sort()).toEqual([
      'SLUIS_PORT',
      'SLUIS_SESSION_IDLE_MINUTES',
    ]);
  });

  it('have defaults for a first start', () => {
    expect(readSettings({ PATH: '/bin', SLUIS_DEMO_PORT: '3100', SLUIS_GENERATE_KEYS: '1' })).toEqual({
      issuer: 'http://localhost:3000',
      relyingPartyId: 'localhost',
      port: 3000,
      configFolder: 'config',
      dataFolder: '.sluis',
      keysFolder: 'keys',
      trustedProxies: [],
      outgoingDestinations: [],
      timeZone: 'Europe/Amsterdam',
      sessionIdleSeconds: 3600,
      sessionAbsoluteSeconds: 36_000,
      registerGraceSeconds: 300,
      portableStaleDays: 30,
      namedIdps: 20,
      drainSeconds: 10,
      logLevel: 'info',
    });
  });

  it('read what is given; the issuer follows the port', () => {
    expect(readSettings({ SLUIS_PORT: '4000' }).issuer).toBe('http://localhost:4000');
    expect(readSettings({ SLUIS_ISSUER: 'http://[::1]:4000', SLUIS_PORT: '' })).toMatchObject({
      issuer: 'http://[::1]:4000',
      port: 3000,
    });
    expect(
      readSettings({
        SLUIS_TRUSTED_PROXIES: '10.0.0.0/8, 2001:db8::/32',
        DATABASE_URL: 'postgres://u:p@h/d',
      }),
    ).toMatchObject({ trustedProxies: ['10.0.0.0/8', '2001:db8::/32'], databaseUrl: 'postgres://u:p@h/d' });
  });

  it('have an RP ID that is the host of the issuer, or a domain above it', () => {
    const issuer = 'https://sluis.waterland.example:8443';
    const relyingPartyOf = (id: string) =>
      readSettings({ SLUIS_ISSUER: issuer, SLUIS_PORTAL_RP_ID: id }).relyingPartyId;
    expect(['', 'sluis.waterland.example', 'waterland.example'].map(relyingPartyOf)).toEqual([
      'sluis.waterland.example',
      'sluis.waterland.example',
      'waterland.example',
    ]);
    for (const id of [
      'example',
      'land.example',
      'x.sluis.waterland.example',
      'Waterland.example',
      '10.0.0.1',
      'a:1',
    ]) {
      const faults = faultsOf({ SLUIS_ISSUER: issuer, SLUIS_PORTAL_RP_ID: id });
      expect(faults.map((line) => line.split(':')[0])).toEqual(['SLUIS_PORTAL_RP_ID']);
    }
    expect(faultsOf({ SLUIS_PORTAL_RP_ID: 'waterland.example' })).toHaveLength(1);
    expect(faultsOf({ SLUIS_PORTAL_RP_ID: 'waterland.example', SLUIS_ISSUER: 'x' })).toHaveLength(1);
  });

  it('never fail otherwise, whatever the environment holds', () => {
    const name = fc.constantFrom(
      'SLUIS_PORT',
      'SLUIS_ISSUER',
      'SLUIS_PORTAL_RP_ID',
      'SLUIS_TIME_ZONE',
      'REDIS_URL',
      'SLUIS_X',
      'SLUIS_TRUSTED_PROXIES',
    );
    fc.assert(fc.property(fc.dictionary(name, fc.string()), (env) => void faultsOf(env)));
  });
});

describe('secrets of the settings', () => {
  it('give a database URL through a file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sluis-secrets-'));
    try {
      await writeFile(join(folder, 'db'), 'postgres://u:p@h/d\n');
      expect(readSettings({ DATABASE_URL_FILE: join(folder, 'db') }).databaseUrl).toBe('postgres://u:p@h/d');
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
