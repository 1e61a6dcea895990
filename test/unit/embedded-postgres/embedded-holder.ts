// Starts the embedded PostgreSQL and holds it until it is killed: stands for a broker in tests of its end.
import { systemClock } from '../../../src/domain/clock.ts';
import { startEmbeddedPostgres } from '../../../src/embedded-postgres/embedded-postgres.ts';
import { createRecordingLogger } from '../../../testkit/machine/recording-logger.ts';

const [dataFolder] = process.argv.slice(2);
if (dataFolder === undefined) throw new Error('usage: embedded-holder.ts <data folder>');
const { url } = await startEmbeddedPostgres({
  dataFolder,
  logger: createRecordingLogger(),
  clock: systemClock,
});
process.stdout.write(`${url}\n`);
setInterval(() => undefined, 60_000);
