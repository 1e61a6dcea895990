import { beforeEach, describe, expect, it } from 'vitest';
import { createSecretWatch, type SecretWatch } from '../../../src/app/secret-watch.ts';
import type { SecretState } from '../../../src/register/model/secret-state.ts';
import { buildRegister } from '../../../src/register/replica/build-register.ts';
import { stored, wantedRecords } from '../../../testkit/federation/example-federation.ts';
import { createRecordingLogger } from '../../../testkit/machine/recording-logger.ts';

const administration = {
  id: 'administration',
  name: 'Administration',
  authentication: { method: 'client_secret_basic', secrets: [{ file: 'administration.secret' }] },
  scopes: ['register:read'],
};
const records = [
  ...wantedRecords(),
  { kind: 'api-client', id: administration.id, body: administration } as const,
];
const register = buildRegister(1, stored(records));
let states: Map<string, SecretState>;
let logger: ReturnType<typeof createRecordingLogger>;
let watch: SecretWatch;
beforeEach(() => {
  states = new Map();
  logger = createRecordingLogger();
  watch = createSecretWatch({
    register: { current: () => register },
    lookAtSecret: (reference) =>
      Promise.resolve(states.get('file' in reference ? reference.file : '') ?? 'good'),
    logger,
  });
});
const said = () =>
  logger.events
    .splice(0)
    .map(
      ({ level, event, fields }) => `${level} ${event} ${fields?.recordKind ?? ''} ${fields?.recordId ?? ''}`,
    );

describe('the list of secrets that a node cannot read', () => {
  it('is empty where all can be read, weak ones too', async () => {
    states.set('reader.secret', 'short_and_unplain');
    await watch.look();
    expect(watch.count()).toBe(0);
    expect(said()).toEqual([]);
  });

  it('names services, API clients and IdPs once, and says when they can be read again', async () => {
    for (const file of ['reader.secret', 'administration.secret', 'kade-entra.secret']) {
      states.set(file, 'unreadable');
    }
    await watch.look();
    expect(watch.count()).toBe(3);
    expect(said()).toEqual([
      'warn secret.unreadable service leesboom-reader',
      'warn secret.unreadable api-client administration',
      'warn secret.unreadable idp kade-entra',
    ]);
    await watch.look();
    expect(said()).toEqual([]);
    states.delete('administration.secret');
    await watch.look();
    expect(watch.count()).toBe(2);
    expect(said()).toEqual(['info secret.readable_again api-client administration']);
  });
});
