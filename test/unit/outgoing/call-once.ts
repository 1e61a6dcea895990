import { createOutgoing } from '../../../src/outgoing/outgoing.ts';
import { createRecordingLogger } from '../../../testkit/machine/recording-logger.ts';

/*
 * A process of its own, since what is tested is read from the environment when Node starts: calls the address of its
 * first word, resolved to the second, and prints the status or the code of the failure.
 */
const [url = '', ip = ''] = process.argv.slice(2);
const outgoing = createOutgoing({
  destinations: [{ host: '*', port: '*', network: { address: '127.0.0.0', bits: 8 } }],
  network: { resolve: () => Promise.resolve([ip]), ownAddresses: () => [] },
  logger: createRecordingLogger(),
});
try {
  const { status } = await outgoing.call({ purpose: 'supplier_keys', url, method: 'GET', headers: {} });
  process.stdout.write(String(status));
} catch (error) {
  process.stdout.write(error instanceof Error && 'code' in error ? String(error.code) : 'unknown');
}
