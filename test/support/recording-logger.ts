import type { LogFields, Logger } from '../../src/domain/logger.ts';

export interface RecordingLogger extends Logger {
  readonly events: {
    readonly level: string;
    readonly event: string;
    readonly fields: LogFields | undefined;
  }[];
}

/** Says nothing and remembers everything. */
export function createRecordingLogger(): RecordingLogger {
  const events: RecordingLogger['events'] = [];
  const at = (level: string) => (event: string, fields?: LogFields) => {
    events.push({ level, event, fields });
  };
  return { events, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
