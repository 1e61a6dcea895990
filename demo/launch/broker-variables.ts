import { join } from 'node:path';
import { repository, type DemoSettings } from './settings.ts';

/** The environment of the broker, and of commands beside it. */
export function brokerVariables(settings: DemoSettings): NodeJS.ProcessEnv {
  return {
    ...process.env,
    SLUIS_ISSUER: settings.broker,
    SLUIS_PORT: String(settings.brokerPort),
    SLUIS_DATA: settings.dataFolder,
    SLUIS_KEYS: settings.keysFolder,
    SLUIS_CONFIG: process.env['SLUIS_CONFIG'] || join(repository, 'config'),
    SLUIS_PORTAL_SERVICE: 'sluis-portal',
    // the demo's schools are on this machine, and speak plain http
    SLUIS_OUTGOING_DESTINATIONS: '*:*=127.0.0.0/8',
  };
}
