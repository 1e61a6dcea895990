import { readFileSync } from 'node:fs';
import { SluisError } from '../domain/errors.ts';
import { webOrigin } from '../domain/web-address.ts';
import { outgoingDestinations } from './outgoing-destinations.ts';
import {
  oneOf,
  serviceUrl,
  settingFault,
  timeZone,
  trustedProxies,
  wholeNumber,
  type Setting,
} from './setting-values.ts';
import type { Settings } from './settings.ts';

/** Environment variables by name; `process.env` has this shape. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Every variable that `sluis` reads. Any other `SLUIS_…` is a fault: most likely a typing error. */
const known = new Set([
  'SLUIS_ISSUER',
  'SLUIS_PORT',
  'SLUIS_CONFIG',
  'SLUIS_DATA',
  'SLUIS_KEYS',
  'SLUIS_TRUSTED_PROXIES',
  'SLUIS_OUTGOING_DESTINATIONS',
  'SLUIS_TIME_ZONE',
  'SLUIS_SESSION_IDLE_MINUTES',
  'SLUIS_SESSION_HOURS',
  'SLUIS_REGISTER_GRACE_SECONDS',
  'SLUIS_PORTABLE_STALE_DAYS',
  'SLUIS_DRAIN_SECONDS',
  'SLUIS_LOG_LEVEL',
  // read elsewhere: by the demo, and by the start script
  'SLUIS_DEMO_PORT',
  'SLUIS_GENERATE_KEYS',
]);

/**
 * Reads all settings from the environment. An empty variable counts as absent.
 *
 * Throws `SluisError('settings.invalid')` that names every faulty variable, what is wrong and what to do;
 * values of secrets are never repeated.
 */
export function readSettings(env: Environment): Settings {
  const faults: string[] = unknownVariables(env);
  const read = <Value>(setting: Setting<Value>): Value => {
    const text = given(env, setting.name);
    if (text === undefined) return setting.fallback;
    const value = setting.read(text);
    if (value !== undefined) return value;
    faults.push(settingFault(setting, text));
    return setting.fallback;
  };
  const port = read({ name: 'SLUIS_PORT', fallback: 3000, ...wholeNumber(1, 65_535) });
  const databaseUrl = readSecret(env, 'DATABASE_URL', serviceUrl('postgres', 'postgresql'), faults);
  const redisUrl = readSecret(env, 'REDIS_URL', serviceUrl('redis', 'rediss'), faults);
  const settings: Settings = {
    issuer: read({ name: 'SLUIS_ISSUER', fallback: `http://localhost:${String(port)}`, ...issuer }),
    port,
    configFolder: given(env, 'SLUIS_CONFIG') ?? 'config',
    dataFolder: given(env, 'SLUIS_DATA') ?? '.sluis',
    keysFolder: given(env, 'SLUIS_KEYS') ?? 'keys',
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
    ...(redisUrl === undefined ? {} : { redisUrl }),
    trustedProxies: read({ name: 'SLUIS_TRUSTED_PROXIES', fallback: [], ...trustedProxies }),
    outgoingDestinations: read({
      name: 'SLUIS_OUTGOING_DESTINATIONS',
      fallback: [],
      ...outgoingDestinations,
    }),
    timeZone: read({ name: 'SLUIS_TIME_ZONE', fallback: 'Europe/Amsterdam', ...timeZone }),
    ...readDurations(read, faults),
    logLevel: read({
      name: 'SLUIS_LOG_LEVEL',
      fallback: 'info',
      ...oneOf('debug', 'info', 'warn', 'error', 'silent'),
    }),
  };
  if (faults.length > 0) throw new SluisError('settings.invalid', faults.join('\n'));
  return settings;
}

type Durations = Pick<
  Settings,
  | 'sessionIdleSeconds'
  | 'sessionAbsoluteSeconds'
  | 'registerGraceSeconds'
  | 'portableStaleDays'
  | 'drainSeconds'
>;

function readDurations(read: <Value>(setting: Setting<Value>) => Value, faults: string[]): Durations {
  const idleMinutes = read({ name: 'SLUIS_SESSION_IDLE_MINUTES', fallback: 60, ...wholeNumber(1, 1440) });
  const hours = read({ name: 'SLUIS_SESSION_HOURS', fallback: 10, ...wholeNumber(1, 24) });
  if (idleMinutes > hours * 60) {
    faults.push(
      'SLUIS_SESSION_IDLE_MINUTES: is longer than the whole session (SLUIS_SESSION_HOURS). Make it shorter, or the session longer.',
    );
  }
  return {
    sessionIdleSeconds: idleMinutes * 60,
    sessionAbsoluteSeconds: hours * 3600,
    registerGraceSeconds: read({
      name: 'SLUIS_REGISTER_GRACE_SECONDS',
      fallback: 300,
      ...wholeNumber(5, 3600),
    }),
    drainSeconds: read({ name: 'SLUIS_DRAIN_SECONDS', fallback: 10, ...wholeNumber(0, 600) }),
    portableStaleDays: read({ name: 'SLUIS_PORTABLE_STALE_DAYS', fallback: 30, ...wholeNumber(1, 366) }),
  };
}

const issuer = {
  expected: 'an https origin (http on loopback only) without path, query or trailing slash',
  example: 'https://sluis.example',
  read: webOrigin,
};

/** An empty variable is as good as none: that is how shells and compose files leave something out. */
function given(env: Environment, name: string): string | undefined {
  const text = env[name];
  return text === '' ? undefined : text;
}

function unknownVariables(env: Environment): string[] {
  return Object.keys(env)
    .filter((name) => name.startsWith('SLUIS_') && !known.has(name))
    .sort()
    .map((name) => `${name}: is not a variable of Sluis. Correct the spelling, or remove it.`);
}

/** A URL with a password in it: from `NAME`, or from the file that `NAME_FILE` names. Its value is never repeated. */
function readSecret(
  env: Environment,
  name: string,
  shape: Omit<Setting<string>, 'name' | 'fallback'>,
  faults: string[],
): string | undefined {
  const direct = given(env, name);
  const file = given(env, `${name}_FILE`);
  if (direct !== undefined && file !== undefined) {
    faults.push(`${name}: is given twice, as ${name} and as ${name}_FILE. Keep one of the two.`);
    return undefined;
  }
  const text = direct ?? (file === undefined ? undefined : readSecretFile(file));
  if (file !== undefined && text === undefined) {
    faults.push(`${name}_FILE: the file cannot be read or is empty. Check its path and its rights.`);
  }
  if (text === undefined) return undefined;
  const value = shape.read(text);
  if (value === undefined) faults.push(`${name}: must be ${shape.expected}, for example ${shape.example}.`);
  return value;
}

function readSecretFile(file: string): string | undefined {
  try {
    const text = readFileSync(file, 'utf8').trim();
    return text === '' ? undefined : text;
  } catch {
    return undefined;
  }
}
