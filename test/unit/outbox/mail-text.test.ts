import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Language } from '../../../src/domain/language.ts';
import { mailText } from '../../../src/outbox/mail/mail-text.ts';
import type { AccountNotice, MailSubject, OthersNotice } from '../../../src/outbox/mail/mail.ts';
import { safeName } from '../../../src/outbox/mail/safe-name.ts';
import { anyCharacter } from '../../../testkit/values/any-character.ts';

const place = {
  issuer: 'https://sluis.example',
  portal: 'https://sluis.example/portal',
  timeZone: 'Europe/Amsterdam',
};
const validUntil = Date.UTC(2026, 8, 8, 7, 30);
const link = 'https://sluis.example/portal/invitation/abc';
const invitation = (organisation: string, invitedBy?: string): MailSubject => ({
  kind: 'invitation',
  organisation,
  ...(invitedBy === undefined ? {} : { invitedBy }),
  roles: ['administrator', 'reader'],
  link,
  validUntil,
});
const code: MailSubject = { kind: 'code', organisation: 'Waterland', code: 'KLAV-ER42', validUntil };
const test: MailSubject = { kind: 'notice', about: 'test' };
const accountNotices: readonly AccountNotice['about'][] = [
  'factor_added',
  'factor_removed',
  'recovery_codes_made',
  'recovery_code_used',
  'reset_requested',
  'reset_confirmed',
  'called_off',
  'invitation_accepted',
  'role_confirmed',
  'role_withdrawn',
  'account_erased',
];
const othersNotices: readonly OthersNotice['about'][] = [
  'recovery_code_used',
  'reset_requested',
  'reset_confirmed',
];
const notices: readonly MailSubject[] = [
  ...accountNotices.map((about) => ({ kind: 'notice', about, organisation: 'Waterland' }) as const),
  ...othersNotices.map(
    (about) =>
      ({ kind: 'notice_to_others', about, organisation: 'Waterland', person: 'Ada Beheer' }) as const,
  ),
];
const linksIn = (text: string) => text.match(/\S+:\/\/\S*/g) ?? [];

describe('the words of a mail', () => {
  it('are whole, in both languages', () => {
    expect(mailText({ ...invitation('Stichting Waterland', 'Ada Beheer'), language: 'nl' }, place)).toEqual({
      subject: 'Uitnodiging van Stichting Waterland',
      text: `English text below.

Goedendag,

Ada Beheer nodigt u uit voor het schoolportaal van Sluis, bij Stichting Waterland.

Wat u daar wordt: Beheerder, Meelezer.

Bekijk de uitnodiging op deze pagina:
https://sluis.example/portal/invitation/abc

De uitnodiging is geldig tot 8 september, 9:30. Zij is alleen voor u. Stuur deze mail niet door.

Verwacht u deze uitnodiging niet? Dan hoeft u niets te doen.

Sluis, https://sluis.example
Dit bericht is automatisch verstuurd. U kunt er niet op antwoorden.

----------------------------------------

Hello,

Ada Beheer invites you to the school portal of Sluis, at Stichting Waterland.

What you become there: Administrator, Reader.

See the invitation on this page:
https://sluis.example/portal/invitation/abc

The invitation is valid until 8 September, 9:30. It is for you alone. Do not forward this mail.

Did you not expect this invitation? Then you need not do anything.

Sluis, https://sluis.example
This message was sent automatically. You cannot reply to it.
`,
    });
  });

  it.each<[Language, MailSubject, string, string]>([
    ['nl', code, 'Code voor het schoolportaal', 'De code voor Waterland is: KLAV-ER42\n'],
    ['nl', code, 'Code voor het schoolportaal', 'één keer, tot 8 september, 9:30.'],
    ['en', code, 'Code for the school portal', 'The code for Waterland is: KLAV-ER42\n'],
    ['nl', invitation('Waterland'), 'Uitnodiging van Waterland', 'Wie Sluis beheert, nodigt u uit'],
    ['en', invitation('Waterland'), 'Invitation from Waterland', 'Whoever runs Sluis invites you'],
    ['nl', test, 'Sluis kan mail versturen', 'heeft gekeken of mail van Sluis aankomt. Dat is gelukt.'],
    ['en', test, 'Sluis can send mail', 'wanted to see whether its mail arrives. It does.'],
  ])('have %s first: %o', (language, mail, subject, part) => {
    const { text, subject: written } = mailText({ ...mail, language }, place);
    expect(written).toBe(subject);
    const [first = '', second = ''] = text.split(`\n${'-'.repeat(40)}\n`);
    expect(first).toContain(part);
    const [dutch, english] = language === 'nl' ? [first, second] : [second, first];
    expect(dutch).toMatch(/Goedendag,[^]*niet op antwoorden\.\n$/);
    expect(english).toMatch(/Hello,[^]*cannot reply to it\.\n$/);
  });

  it.each(notices)('of a notice are short, and lead to the portal alone: %o', (notice) => {
    const { subject, text } = mailText({ ...notice, language: 'nl' }, place);
    const address = notice.kind === 'notice' ? place.portal : place.issuer;
    expect(linksIn(text)).toEqual([address, address]);
    expect(text.length).toBeLessThan(1_500);
    // who carries mail reads subjects
    expect(subject).not.toMatch(/Ada|Waterland/);
    expect(text).toMatch(/[Bb]el/);
    expect(text).toMatch(/[Cc]all /);
  });

  it.each(notices.filter(({ kind }) => kind === 'notice_to_others'))('name the person in %o', (notice) => {
    const { text } = mailText({ ...notice, language: 'nl' }, place);
    expect(text).toContain('het account van Ada Beheer bij het schoolportaal, voor Waterland.');
    expect(text).toContain('the account of Ada Beheer at the school portal, for Waterland.');
  });

  it.each(['recovery_code_used', 'reset_requested', 'reset_confirmed'] as const)(
    'say how to stop it: %s',
    (about) => {
      const { text } = mailText({ kind: 'notice', about, organisation: 'Waterland', language: 'nl' }, place);
      expect(text).toContain('Kies op de pagina Vandaag voor Tegenhouden');
      expect(text).toContain('Choose Stop it on the page Today');
    },
  );

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
    for (const mail of [invitation('Waterland', typed), ...typedInNotices(typed)]) {
      const { text } = mailText({ ...mail, language: 'nl' }, place);
      expect(text).toContain(shown);
      if (shown !== typed) expect(text).not.toContain(typed);
    }
  });

  it('never become another line, whatever is typed', () => {
    const lines = (text: string) => text.split(/\r\n|[\n\r\u0085\u2028\u2029\v\f]/).length;
    const kinds = (typed: string) => [invitation(typed, typed), ...typedInNotices(typed)];
    const usual = kinds('Waterland').map((mail) => mailText({ ...mail, language: 'nl' }, place));
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter, maxLength: 400 }), (typed) => {
        for (const [index, mail] of kinds(typed).entries()) {
          const { subject, text } = mailText({ ...mail, language: 'nl' }, place);
          expect(lines(subject)).toBe(1);
          expect(lines(text)).toBe(lines(usual[index]?.text ?? ''));
          expect(Array.from(subject).length).toBeLessThanOrEqual(140);
          expect(text.match(/:\/\//g)).toHaveLength(mail.kind === 'invitation' ? 4 : 2);
        }
      }),
    );
  });
});

function typedInNotices(typed: string): readonly MailSubject[] {
  return [
    { kind: 'code', organisation: typed, code: 'ABCD', validUntil },
    { kind: 'notice', about: 'factor_added', organisation: typed },
    { kind: 'notice_to_others', about: 'reset_requested', organisation: typed, person: typed },
  ];
}
