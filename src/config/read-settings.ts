import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { SluisError } from '../domain/errors.ts';
import { mailAddress } from '../domain/mail-address.ts';
import { outgoingDestinations } from './outgoing-destinations.ts';
import type { Settings } from './settings.ts';
import { smtpServer } from './smtp-server.ts';
import { serviceId } from '../domain/ids.ts';
import {
  hostName,
  oneOf,
  origin,
  serviceUrl,
  shaped,
  timeZone,
  trustedProxies,
  wholeNumber,
} from './variable-shapes.ts';

/** Environment variables by name; `process.env` has this shape. */
export type Environment = Readonly<Record<string, string | undefined>>;

const readElsewhere = z.string().optional();

/** Every variable that `sluis` reads. Any other `SLUIS_…` is a fault: most likely a typing error. */
export const variables = z.strictObject({
  SLUIS_ISSUER: origin.optional(),
  SLUIS_PORTAL_RP_ID: hostName.optional(),
  SLUIS_PORT: wholeNumber(1, 65_535).default(3000),
  SLUIS_CONFIG: z.string().default('config'),
  SLUIS_DATA: z.string().default('.sluis'),
  SLUIS_KEYS: z.string().default('keys'),
  DATABASE_URL: serviceUrl('postgres', 'postgresql').optional(),
  REDIS_URL: serviceUrl('redis', 'rediss').optional(),
  SLUIS_TRUSTED_PROXIES: trustedProxies.default([]),
  SLUIS_OUTGOING_DESTINATIONS: outgoingDestinations.default([]),
  SLUIS_SMTP_URL: smtpServer.optional(),
  SLUIS_MAIL_FROM: shaped(
    { expected: 'one mail address in ASCII, without a name', example: 'noreply@sluis.example' },
    mailAddress,
  ).optional(),
  SLUIS_TIME_ZONE: timeZone.default('Europe/Amsterdam'),
  SLUIS_SESSION_IDLE_MINUTES: wholeNumber(1, 1440).default(60),
  SLUIS_SESSION_HOURS: wholeNumber(1, 24).default(10),
  SLUIS_REGISTER_GRACE_SECONDS: wholeNumber(5, 3600).default(300),
  SLUIS_PORTABLE_STALE_DAYS: wholeNumber(1, 366).default(30),
  SLUIS_NAMED_IDPS: wholeNumber(0, 100).default(20),
  SLUIS_DRAIN_SECONDS: wholeNumber(0, 600).default(10),
  SLUIS_PORTAL_SERVICE: shaped(
    { expected: 'the id of a service', example: 'sluis-portal' },
    serviceId,
  ).optional(),
  SLUIS_LOG_LEVEL: oneOf('debug', 'info', 'warn', 'error', 'silent').default('info'),
  // with what it is in the place of
  SLUIS_SMTP_URL_FILE: readElsewhere,
  // by the demo, and by the start of a node
  SLUIS_DEMO_PORT: readElsewhere,
  SLUIS_GENERATE_KEYS: readElsewhere,
});

/** Faults of single variables do not keep these from being told. */
const bothDurations = z.object({ SLUIS_SESSION_IDLE_MINUTES: z.number(), SLUIS_SESSION_HOURS: z.number() });
const portalNames = z.object({
  SLUIS_ISSUER: z.string().optional(),
  SLUIS_PORT: z.number(),
  SLUIS_PORTAL_RP_ID: z.string(),
});
const coherentVariables = variables
  .refine((read) => read.SLUIS_SESSION_IDLE_MINUTES <= read.SLUIS_SESSION_HOURS * 60, {
    path: ['SLUIS_SESSION_IDLE_MINUTES'],
    error: 'is longer than the whole session (SLUIS_SESSION_HOURS). Make it shorter, or the session longer.',
    when: ({ value }) => bothDurations.safeParse(value).success,
  })
  .refine((read) => (read.SLUIS_SMTP_URL === undefined) === (read.SLUIS_MAIL_FROM === undefined), {
    path: ['SLUIS_MAIL_FROM'],
    error: 'and SLUIS_SMTP_URL are given together, or neither: set the one that is missing.',
  })
  .refine(
    (read) =>
      isAtOrAbove(read.SLUIS_PORTAL_RP_ID ?? '', hostOf(read.SLUIS_ISSUER ?? localIssuer(read.SLUIS_PORT))),
    {
      path: ['SLUIS_PORTAL_RP_ID'],
      error:
        'is neither the host of SLUIS_ISSUER nor a domain above it, so no browser would use it. Set it to one of those, or leave it out.',
      when: ({ value }) => portalNames.safeParse(value).success,
    },
  );

function localIssuer(port: number): string {
  return `http://localhost:${String(port)}`;
}

function hostOf(origin: string): string {
  return new URL(origin).hostname;
}

/** As browsers compare an RP ID (WebAuthn section 5.1.3); a domain above has a dot of its own. */
function isAtOrAbove(domain: string, host: string): boolean {
  return domain === host || (domain.includes('.') && host.endsWith(`.${domain}`));
}

/**
 * Reads all settings from the environment. An empty variable counts as absent.
 *
 * Throws `SluisError('settings.invalid')` that names every faulty variable, what is wrong and what to do;
 * values of secrets are never repeated.
 */
export function readSettings(env: Environment): Settings {
  const faults: string[] = [];
  const given = {
    ...ownVariables(env),
    SLUIS_SMTP_URL: secretText(env, 'SLUIS_SMTP_URL', faults),
    DATABASE_URL: secretText(env, 'DATABASE_URL', faults),
    REDIS_URL: secretText(env, 'REDIS_URL', faults),
  };
  const { data, error } = coherentVariables.safeParse(given);
  faults.push(...(error?.issues ?? []).flatMap(faultsOf));
  if (data === undefined || faults.length > 0) throw new SluisError('settings.invalid', faults.join('\n'));
  return settingsFrom(data);
}

function settingsFrom(read: z.infer<typeof variables>): Settings {
  const {
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
    SLUIS_SMTP_URL: server,
    SLUIS_MAIL_FROM: from,
  } = read;
  const issuer = read.SLUIS_ISSUER ?? localIssuer(read.SLUIS_PORT);
  return {
    issuer,
    relyingPartyId: read.SLUIS_PORTAL_RP_ID ?? hostOf(issuer),
    port: read.SLUIS_PORT,
    configFolder: read.SLUIS_CONFIG,
    dataFolder: read.SLUIS_DATA,
    keysFolder: read.SLUIS_KEYS,
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
    ...(redisUrl === undefined ? {} : { redisUrl }),
    trustedProxies: read.SLUIS_TRUSTED_PROXIES,
    outgoingDestinations: read.SLUIS_OUTGOING_DESTINATIONS,
    ...(server === undefined || from === undefined ? {} : { mail: { server, from } }),
    timeZone: read.SLUIS_TIME_ZONE,
    sessionIdleSeconds: read.SLUIS_SESSION_IDLE_MINUTES * 60,
    sessionAbsoluteSeconds: read.SLUIS_SESSION_HOURS * 3600,
    registerGraceSeconds: read.SLUIS_REGISTER_GRACE_SECONDS,
    portableStaleDays: read.SLUIS_PORTABLE_STALE_DAYS,
    namedIdps: read.SLUIS_NAMED_IDPS,
    drainSeconds: read.SLUIS_DRAIN_SECONDS,
    ...(read.SLUIS_PORTAL_SERVICE === undefined ? {} : { portal: read.SLUIS_PORTAL_SERVICE }),
    logLevel: read.SLUIS_LOG_LEVEL,
  };
}

function faultsOf(issue: z.core.$ZodIssue): readonly string[] {
  if (issue.code !== 'unrecognized_keys') return [`${issue.path.join('.')}: ${issue.message}`];
  return issue.keys.map((name) => `${name}: is not a variable of Sluis. Correct the spelling, or remove it.`);
}

/** Ours by their names. An empty one is as good as none: that is how shells and compose files leave something out. */
function ownVariables(env: Environment): Environment {
  const named = Object.entries(env).filter(([name]) => name.startsWith('SLUIS_'));
  return Object.fromEntries(named.map(([name, text]) => [name, text || undefined]));
}

/** A URL with a password in it: from `NAME`, or from the file that `NAME_FILE` names. Its value is never repeated. */
function secretText(env: Environment, name: string, faults: string[]): string | undefined {
  const direct = env[name] || undefined;
  const file = env[`${name}_FILE`] || undefined;
  if (direct !== undefined && file !== undefined) {
    faults.push(`${name}: is given twice, as ${name} and as ${name}_FILE. Keep one of the two.`);
    return undefined;
  }
  if (file === undefined) return direct;
  const text = readSecretFile(file);
  if (text === undefined) {
    faults.push(`${name}_FILE: the file cannot be read or is empty. Check its path and its rights.`);
  }
  return text;
}

function readSecretFile(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim() || undefined;
  } catch {
    return undefined;
  }
}
