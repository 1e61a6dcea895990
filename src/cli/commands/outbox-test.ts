import { readSettings } from '../../config/read-settings.ts';
import type { Language } from '../../domain/language.ts';
import { mailAddress } from '../../domain/mail-address.ts';
import { createPostgresOutboxStore } from '../../storage/postgres/outbox-store.ts';
import { authorOf } from '../change-words.ts';
import { usageFault, type CommandContext } from '../command.ts';
import { openOutbox } from '../open-outbox.ts';
import { outboxEvent } from '../outbox-event.ts';
import { withKeys } from '../with-keys.ts';

/** `sluis outbox test`: the way that every mail goes, from the outbox on. */
export async function outboxTest(
  address: string,
  { language, author }: { readonly language: Language; readonly author?: string },
  { env, terminal }: CommandContext,
): Promise<0 | 1> {
  const who = authorOf(author);
  const to = mailAddress(address);
  if (to === undefined) throw usageFault('<address> must be one mail address in ASCII, without a name');
  const settings = readSettings(env);
  return await withKeys(settings, terminal.say, async (postgres, { keyring }) => {
    const store = createPostgresOutboxStore(postgres);
    const outbox = openOutbox(store, keyring.lasting, settings);
    const message = outbox.mail({ to, language, kind: 'notice', about: 'test' });
    if (message === undefined) {
      terminal.say('no mail is set up: set SLUIS_SMTP_URL and SLUIS_MAIL_FROM, as for the broker');
      return 1;
    }
    const { id, madeAt } = message;
    await store.add([message], [outboxEvent('outbox.tested', madeAt, { id, author: who })]);
    terminal.out(id);
    return 0;
  });
}
