import { pino } from 'pino';
import { systemClock, type Clock } from '../domain/clock.ts';
import type { LogFields, Logger } from '../domain/logger.ts';
import { unprintable } from '../domain/personal-shapes.ts';
import { printableFields } from './log-fields.ts';

export interface LoggerOptions {
  readonly level: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  readonly clock?: Clock;
  /** Gets one line of JSON with its line feed. Standard output when absent. */
  readonly write?: (line: string) => void;
}

/** Events are written by us, in the code: `redis.lost`, `login refused`. */
const eventShape = /^[a-z][a-z0-9_.: -]{0,79}$/i;

/**
 * The log: one line of JSON for each event. There is no way to write free text or a value into it: unknown fields
 * are left out, and values that have not the shape of a name are replaced (invariant 5).
 */
export function createLogger({ level, clock = systemClock, write }: LoggerOptions): Logger {
  const sink = pino(
    {
      level,
      base: null,
      messageKey: 'event',
      timestamp: () => `,"time":"${new Date(clock.now()).toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    write === undefined ? pino.destination({ fd: 1, sync: true }) : { write },
  );
  const at =
    (severity: 'debug' | 'info' | 'warn' | 'error') =>
    (event: string, fields: LogFields = {}) => {
      if (sink.isLevelEnabled(severity)) {
        sink[severity](printableFields(fields), eventShape.test(event) ? event : unprintable);
      }
    };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
