import type { LogFields, Logger } from '../../src/domain/logger.ts';

export interface RecordingLogger extends Logger {
  readonly events: {
    readonly level: string;
    readonly event: string;
    readonly fields: LogFields | undefined;
  }[];
}

/** Says nothing and remembers everything; `listener` hears it too. */
export function createRecordingLogger(listener?: Logger): RecordingLogger {
  const events: RecordingLogger['events'] = [];
  const at =
    (level: 'debug' | 'info' | 'warn' | 'error'): Logger['debug'] =>
    (event, fields) => {
      events.push({ level, event, fields });
      listener?.[level](event, fields);
    };
  return { events, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
