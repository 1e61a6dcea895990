import { readSettings } from '../../config/read-settings.ts';
import { runBroker, type RunningBroker } from '../../app/run-broker.ts';
import { usageFault, type CommandContext } from '../command.ts';

/** `sluis serve`: runs the broker until the process is asked to end, then drains. */
export async function serve(
  { apply, firstApply }: { readonly apply?: string; readonly firstApply?: string },
  { env, terminal }: CommandContext,
): Promise<0> {
  if (apply !== undefined && firstApply !== undefined) {
    throw usageFault('give --apply or --first-apply, not both');
  }
  const folder = apply ?? firstApply;
  const settings = readSettings(env);
  // Asked to end while still starting: what is half way comes up first, so that it goes down in order.
  const running = Promise.withResolvers<RunningBroker>();
  terminal.onStop(() => void running.promise.then((broker) => broker.stop()));
  const broker = await runBroker({
    settings,
    env,
    ...(folder === undefined ? {} : { firstFiles: { folder, onlyWhenEmpty: apply === undefined } }),
  });
  running.resolve(broker);
  await broker.stopped;
  return 0;
}
