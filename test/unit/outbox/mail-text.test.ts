import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Language } from '../../../src/domain/language.ts';
import { mailText } from '../../../src/outbox/mail/mail-text.ts';
import type { MailSubject } from '../../../src/outbox/mail/mail.ts';
import { safeName } from '../../../src/outbox/mail/safe-name.ts';
import { anyCharacter } from '../../../testkit/values/any-character.ts';

const place = { issuer: 'https://sluis.example', timeZone: 'Europe/Amsterdam' };
const validUntil = Date.UTC(2026, 8, 8, 7, 30);
const link = 'https://sluis.example/invitation/abc';
const invitation = (organisation: string) =>
  ({ kind: 'invitation', organisation, link, validUntil }) as const;
const code: MailSubject = { kind: 'code', code: 'KLAVER-42', minutes: 10 };
const test: MailSubject = { kind: 'notice', about: 'test' };

describe('the words of a mail', () => {
  it('are whole', () => {
    expect(mailText({ ...invitation('Stichting Waterland'), language: 'nl' }, place)).toEqual({
      subject: 'Uitnodiging van Stichting Waterland',
      text: `Goedendag,

Stichting Waterland nodigt u uit om Sluis te gebruiken. Sluis regelt het inloggen van scholen bij leermiddelen.

Bekijk de uitnodiging op deze pagina:
https://sluis.example/invitation/abc

De uitnodiging is geldig tot 8 september, 9:30.

Verwacht u deze uitnodiging niet? Dan hoeft u niets te doen.

Sluis, https://sluis.example
Dit bericht is automatisch verstuurd. U kunt er niet op antwoorden.
`,
    });
  });

  it.each<[Language, MailSubject, string, string]>([
    [
      'nl',
      code,
      'Uw code voor Sluis',
      'Uw code is: KLAVER-42\n\nVul de code in op de pagina die u open hebt. De code is 10 minuten geldig.',
    ],
    [
      'en',
      code,
      'Your code for Sluis',
      'Your code is: KLAVER-42\n\nEnter the code on the page that you have open. The code is valid for 10 minutes.',
    ],
    [
      'en',
      invitation('Waterland'),
      'Invitation from Waterland',
      'The invitation is valid until 8 September, 9:30.',
    ],
    ['nl', test, 'Sluis kan mail versturen', 'heeft gekeken of mail van Sluis aankomt. Dat is gelukt.'],
    ['en', test, 'Sluis can send mail', 'wanted to see whether its mail arrives. It does.'],
  ])('in %s: %o', (language, mail, subject, part) => {
    const { text, subject: written } = mailText({ ...mail, language }, place);
    expect(written).toBe(subject);
    expect(text).toContain(part);
    expect(text).toMatch(
      language === 'nl' ? /^Goedendag,[^]*niet op antwoorden\.\n$/ : /^Hello,[^]*cannot reply to it\.\n$/,
    );
  });

  it('hold a name as it is typed by people who mean no harm', () => {
    const names = ['Stichting Waterland', "'t Ĳ & Co", 'Openbaar Onderwijs Groningen (o2g2)', 'École Æ – 木'];
    expect(names.map(safeName)).toEqual(names);
  });

  it.each([
    ['two lines', 'School\r\nBcc: victim@other.example', 'School Bcc: victim@ other. example'],
    ['a link', 'Win at https://evil.example/x now', 'Win at https: evil. example/x now'],
    ['a host', 'www.evil.example', 'www. evil. example'],
    ['markup', '<b>School</b>', 'bSchool/b'],
    ['an order that is turned round', 'School\u202Egnp.exe', 'School gnp. exe'],
    ['what nobody sees', 'Sch\u200Bool\u0000', 'Sch ool'],
    ['nothing but blanks', ' \t\u2028 ', ''],
    ['far too much', '🏫'.repeat(500), `${'🏫'.repeat(119)}…`],
  ])('make %s harmless', (_what, typed, shown) => {
    expect(safeName(typed)).toBe(shown);
    expect(mailText({ ...invitation(typed), language: 'en' }, place).subject).toBe(
      `Invitation from ${shown}`,
    );
  });

  it('never become another line, whatever is typed', () => {
    const lines = (text: string) => text.split(/\r\n|[\n\r\u0085\u2028\u2029\v\f]/).length;
    const usual = mailText({ ...invitation('Waterland'), language: 'nl' }, place);
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter, maxLength: 400 }), (typed) => {
        const { subject, text } = mailText({ ...invitation(typed), language: 'nl' }, place);
        expect(lines(subject)).toBe(1);
        expect(lines(text)).toBe(lines(usual.text));
        expect(Array.from(subject).length).toBeLessThanOrEqual(140);
        expect(text.match(/:\/\//g)).toHaveLength(2);
      }),
    );
  });
});
