import { afterEach, describe, expect, it } from 'vitest';
import type { Announcement } from '../../../src/domain/announcement.ts';
import { openCurrentAnnouncements } from '../../../src/announcements/current-announcements.ts';
import { SluisError } from '../../../src/domain/errors.ts';
import { serviceId } from '../../../src/domain/ids.ts';
import { createManualClock } from '../../../testkit/machine/manual-clock.ts';
import { createRecordingLogger } from '../../../testkit/machine/recording-logger.ts';
import { required } from '../../../testkit/values/ids.ts';

const reader = required(serviceId('reader'));
const practice = required(serviceId('practice'));
const hour = 3_600_000;

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

function open(list: (at: number) => Promise<readonly Announcement[]>) {
  const clock = createManualClock();
  const logger = createRecordingLogger();
  const current = openCurrentAnnouncements({ store: { list }, clock, logger });
  closing.push(current.close);
  return { clock, logger, current };
}

const about = (changes: Partial<Announcement>, at: number): Announcement => ({
  nl: 'x',
  postedAt: at,
  endsAt: at + hour,
  ...changes,
});

describe('the announcements of a node', () => {
  it('are those about the service, then those about all sign-ins, and none about another', async () => {
    const { current, clock } = open(async (at) => [
      about({}, at),
      about({ service: practice }, at),
      about({ service: reader }, at),
    ]);
    await current.refresh();
    expect(current.about(reader).map(({ service }) => service)).toEqual([reader, undefined]);
    expect(current.about(undefined).map(({ service }) => service)).toEqual([undefined]);
    clock.advance(hour);
    expect(current.about(reader)).toEqual([]);
  });

  it('are none before they were read, and none while the store fails: nothing is thrown', async () => {
    let isAway = false;
    const { current, logger, clock } = open(async (at) => {
      if (isAway) throw new SluisError('storage.unavailable', 'away');
      return [about({}, at)];
    });
    expect(current.about(reader)).toEqual([]);
    await current.refresh();
    expect(current.about(reader)).toHaveLength(1);
    isAway = true;
    await current.refresh();
    await current.refresh();
    expect(current.about(reader)).toEqual([]);
    expect(logger.events.map(({ event }) => event)).toEqual(['announcements.unreadable']);
    isAway = false;
    await current.refresh();
    expect(current.about(reader)).toEqual([about({}, clock.now())]);
  });

  it('do not make a page wait for a store that is silent', () => {
    const { promise, resolve } = Promise.withResolvers<readonly Announcement[]>();
    const { current } = open(() => promise);
    expect(current.about(reader)).toEqual([]);
    resolve([]);
  });
});
