import { describe, expect, it } from 'vitest';
import { createAnnouncementsFor } from '../../../src/announcements/announcements-for.ts';
import type { Announcement } from '../../../src/domain/announcement.ts';
import { serviceId, supplierId } from '../../../src/domain/ids.ts';
import { renderAnnouncements } from '../../../src/http/announcements.ts';
import { buildRegister } from '../../../src/register/replica/build-register.ts';
import { exampleFederation, stored, writtenOf } from '../../../testkit/federation/example-federation.ts';
import { createManualClock } from '../../../testkit/machine/manual-clock.ts';
import { required } from '../../../testkit/values/ids.ts';

const service = required(serviceId('leesboom-reader'));
const supplier = required(supplierId('leesboom'));
const register = buildRegister(1, stored(writtenOf(exampleFederation().changes())));
/** 8:20 in Amsterdam. */
const postedAt = Date.UTC(2026, 10, 27, 7, 20);
const announced: Announcement = { service, supplier, nl: 'Storing', postedAt, endsAt: postedAt + 1 };

function shown(announcement: Announcement, now = postedAt) {
  return createAnnouncementsFor({
    current: { about: () => [announcement] },
    register: { current: () => register, confirmedAt: () => now },
    clock: createManualClock(now),
    timeZone: 'Europe/Amsterdam',
  })(service);
}

const heading = (announcement: Announcement, language: 'nl' | 'en' = 'nl', now = postedAt) =>
  /<h2>\s*(.*?)\s*<\/h2>/s.exec(renderAnnouncements(language, shown(announcement, now)).join())?.[1];

describe('an announcement on a page', () => {
  it('of a supplier that the service no longer belongs to is not there', () => {
    expect(shown({ ...announced, supplier: required(supplierId('rekenrijk')) })).toEqual([]);
    expect(shown({ ...announced, service: required(serviceId('gone')) })).toEqual([]);
    expect(shown(announced)).toHaveLength(1);
  });

  it('says whose it is, what it is about and since when, in the zone of the federation', () => {
    const { supplier: _operators, ...operators } = announced;
    const { service: _all, ...everywhere } = operators;
    expect(heading(announced)).toMatch(/^Melding van Uitgeverij Leesboom over .+, 8:20$/);
    expect(heading(operators)).toMatch(/^Melding van de beheerders van Sluis over .+, 8:20$/);
    expect(heading(everywhere)).toBe('Melding van de beheerders van Sluis, 8:20');
    expect(heading(everywhere, 'en')).toBe('Message from the people who run Sluis, 8:20');
  });

  it('says the day too when it is another one', () => {
    const tomorrow = postedAt + 20 * 3_600_000;
    expect(heading(announced, 'nl', tomorrow)).toMatch(/, 27 november, 8:20$/);
    expect(heading(announced, 'en', tomorrow)).toMatch(/, 27 November, 8:20$/);
    expect(heading({ ...announced, postedAt: postedAt + 3 * 3_600_000 })).toMatch(/, 11:20$/);
  });
});
