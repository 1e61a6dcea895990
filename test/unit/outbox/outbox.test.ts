import { describe, expect, it } from 'vitest';
import { portalAccountId } from '../../../src/domain/ids.ts';
import { mailAddress } from '../../../src/domain/mail-address.ts';
import { systemRandomness } from '../../../src/domain/randomness.ts';
import type { SealedRow } from '../../../src/domain/sealer.ts';
import type { MailSubject } from '../../../src/outbox/mail/mail.ts';
import { readMailPayload } from '../../../src/outbox/mail/mail-payload.ts';
import { createOutbox } from '../../../src/outbox/outbox.ts';
import { createManualClock } from '../../../testkit/machine/manual-clock.ts';
import { required } from '../../../testkit/values/ids.ts';

const to = required(mailAddress('ada@School.example'));
const clock = createManualClock();
const now = clock.now();
const [minute, day] = [60_000, 86_400_000];

function outboxWith(mailIsSetUp = true) {
  const sealed: { readonly plaintext: Uint8Array; readonly row: SealedRow }[] = [];
  const outbox = createOutbox({
    store: { table: 'outbox_message' },
    mailIsSetUp,
    place: {
      issuer: 'https://sluis.example',
      portal: 'https://sluis.example/portal',
      timeZone: 'Europe/Amsterdam',
    },
    sealer: {
      currentVersion: 4,
      seal: (plaintext, row) => {
        sealed.push({ plaintext, row });
        return Buffer.from('sealed');
      },
    },
    clock,
    randomness: systemRandomness,
  });
  const mail = (subject: MailSubject) => outbox.mail({ to, language: 'nl', ...subject });
  return { outbox, mail, sealed };
}
const invitation = (link: string, validUntil = now + 30 * day): MailSubject => ({
  kind: 'invitation',
  organisation: 'Waterland',
  roles: ['reader'],
  link,
  validUntil,
});
const code = (text: string, validUntil = now + 10 * minute): MailSubject => ({
  kind: 'code',
  organisation: 'Waterland',
  code: text,
  validUntil,
});
const page = 'https://sluis.example/invitation/abc?x=%20y';

describe('the outbox', () => {
  it('makes nothing where no mail is set up, and says so', () => {
    const { outbox, mail, sealed } = outboxWith(false);
    expect(outbox.mailIsSetUp).toBe(false);
    expect(mail({ kind: 'notice', about: 'test' })).toBeUndefined();
    expect(sealed).toEqual([]);
  });

  it('seals address and words to the row, and tells no more than the domain', () => {
    const { mail, sealed } = outboxWith();
    const message = required(mail(invitation(page)));
    expect(message).toMatchObject({ kind: 'mail', receiver: 'school.example', keyVersion: 4, madeAt: now });
    expect(JSON.stringify(message)).not.toMatch(/ada/i);
    expect(sealed[0]?.row).toEqual({ table: 'outbox_message', id: message.id });
    expect(readMailPayload(required(sealed[0]).plaintext)).toMatchObject({
      to,
      subject: 'Uitnodiging van Waterland',
      text: expect.stringContaining(page),
    });
  });

  it('says who caused a message, where that is counted', () => {
    const { outbox } = outboxWith();
    const causedBy = required(portalAccountId('00000000-0000-4000-8000-000000000001'));
    const notice = { kind: 'notice', about: 'test', to, language: 'nl' } as const;
    expect(outbox.mail(notice, causedBy)).toMatchObject({ causedBy });
    expect(outbox.mail(notice)).not.toHaveProperty('causedBy');
  });

  it('lets a mail wait as long as it is of use', () => {
    const { mail } = outboxWith();
    const times = (subject: MailSubject) => {
      const { deadline, payloadUntil } = required(mail(subject));
      return { deadline: deadline - now, kept: payloadUntil - deadline };
    };
    expect(times(code('ABCD'))).toEqual({ deadline: 10 * minute, kept: 0 });
    expect(times(code('ABCD', now + 14 * day))).toEqual({ deadline: 2 * day, kept: 0 });
    expect(times(invitation(page))).toEqual({ deadline: 2 * day, kept: 7 * day });
    expect(times(invitation(page, now + 7 * day))).toEqual({ deadline: 2 * day, kept: 5 * day });
    expect(times(invitation(page, now + minute))).toEqual({ deadline: minute, kept: 0 });
    expect(times({ kind: 'notice', about: 'test' })).toEqual({ deadline: 2 * day, kept: 7 * day });
  });

  it.each<[string, MailSubject]>([
    ['a link to somebody else', invitation('https://evil.example/x')],
    ['a link that only begins like ours', invitation('https://sluis.example.evil.example/x')],
    ['a link with another user', invitation('https://sluis.example@evil.example/x')],
    ['a link with a second line', invitation('https://sluis.example/x\r\nBcc: bob@other.example')],
    ['a link with a blank', invitation('https://sluis.example/x y')],
    ['a link to run', invitation('javascript:alert(1)')],
    ['no link', invitation('')],
    ['a code with a second line', code('AB\r\nCD')],
    ['a code that is a link', code('https://evil')],
    ['a code that is a novel', code('A'.repeat(21))],
    ['a link without an end', invitation(`https://sluis.example/${'a'.repeat(70_000)}`)],
  ])('does not send %s', (_what, subject) => {
    const { mail, sealed } = outboxWith();
    expect(() => mail(subject)).toThrow(expect.objectContaining({ code: 'outbox.refused' }));
    expect(sealed).toEqual([]);
  });
});
