import { describe, expect, it } from 'vitest';
import { isAnnouncementText } from '../../../src/domain/announcement.ts';

describe('the text of an announcement', () => {
  it.each([
    '',
    ' Inloggen lukt niet.',
    'a'.repeat(201),
    'Kijk op https://evil.example/nieuw',
    'Kijk op evil.example',
    'Kijk op evil。example',
    'Kijk op .evil.example',
    'Kijk op...evil.example',
    'Kijk op evil.example.U ziet het',
    'Kijk op evil .example',
    'Kijk op 10.0.0.1',
    'Mail hulp@evil.example',
    'Mail hulp@intern',
    'Bel 0900 1234567',
    'Bel 06-12345678',
    'Bel (0299) 123 456',
    'Bel +31 299 123456',
    'Bel 01-11-20261234',
    'Bel 06–12345678',
    'Bel 06, 12 34 56 78',
    'Bel 06:12:34:56:78',
    'Bel 06:12 34 56 78',
    'Bel 06-12-3456 78',
    'Bel 0612-345678',
    'Bel 0299…123456',
    'Bel “06”12345678',
    'Bel 06.12–34.56.78',
    'Bel 08.30–09.45 67',
    '<b>Storing</b>',
    'Storing\nbij alles',
    'omgekeerd \u202Eelpmaxe',
    'omgekeerd \u2066elpmaxe\u2069',
    'onzichtbaar\u200B teken',
    'Lееsboom met een е die niet van hier is',
    'Storing 🔥',
    'Storing\u00A0hier',
    '`storing`',
    '[storing](javascript:x)',
  ])('is not %j', (text) => {
    expect(isAnnouncementText(text)).toBe(false);
  });

  it.each([
    'a'.repeat(200),
    'Leesboom geeft storing sinds 8:20. We werken eraan.',
    'Inloggen duurt op 01-11-2026 langer: tussen 12:30 en 14:00, bij 2/3 van de klassen (groep 7 & 8).',
    'Storing op 01-11-2026, 08:30–10:45, en van 08.30 - 09.45. Ook om 08:15, 09:15 en 10:15.',
    '08:30 01/11/2026: storing',
    'Één school kan niet inloggen – we weten ’t: “even geduld”, a.u.b.!',
    '100% van de 1.200 scholen heeft er last van; €0 schade.',
  ])('is %j', (text) => {
    expect(isAnnouncementText(text)).toBe(true);
  });
});
