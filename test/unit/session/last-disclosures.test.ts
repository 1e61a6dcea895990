import { describe, expect, it } from 'vitest';
import { serviceId } from '../../../src/domain/ids.ts';
import { createLastDisclosures } from '../../../src/session/last-disclosures.ts';
import { randomEntryId, required } from '../../../testkit/values/ids.ts';
import { createSealedMemory, newSessionId } from './sessions-case.ts';

const reader = required(serviceId('leesboom-reader'));
const practice = required(serviceId('rekenrijk-oefenen'));

describe('the last disclosure', () => {
  it('is that of this session, service and outcome, and of no other', async () => {
    const last = createLastDisclosures(createSealedMemory().store);
    const [session, entry] = [newSessionId(), randomEntryId()];
    await last.remember(session, reader, 'outcome', entry);
    expect(await last.entryFor(session, reader, 'another')).toBeUndefined();
    expect(await last.entryFor(session, practice, 'outcome')).toBeUndefined();
    expect(await last.entryFor(newSessionId(), reader, 'outcome')).toBeUndefined();
    expect(await last.entryFor(session, reader, 'outcome')).toBe(entry);
  });

  it('is one only: what changed and changed back is written anew', async () => {
    const last = createLastDisclosures(createSealedMemory().store);
    const session = newSessionId();
    await last.remember(session, reader, 'before', randomEntryId());
    await last.remember(session, reader, 'after', randomEntryId());
    expect(await last.entryFor(session, reader, 'before')).toBeUndefined();
  });

  it('is forgotten after a quarter of an hour, and when it cannot be read', async () => {
    const memory = createSealedMemory();
    const last = createLastDisclosures(memory.store);
    const session = newSessionId();
    await last.remember(session, reader, 'outcome', randomEntryId());
    memory.clock.advance(15 * 60_000);
    expect(await last.entryFor(session, reader, 'outcome')).toBeUndefined();
    await memory.store.put(
      `disclosed:${session}:${reader}`,
      Buffer.from('{"outcome":"outcome","entry":"x"}'),
      60,
    );
    expect(await last.entryFor(session, reader, 'outcome')).toBeUndefined();
  });
});
