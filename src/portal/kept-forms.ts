import { z } from 'zod';
import { unguessable } from '../domain/randomness.ts';
import type { HttpExchange } from '../http/exchange.ts';
import { fieldsOf } from './form-fields.ts';
import type { Portal, Visitor } from './visitor.ts';

/** Seconds that a form waits for whoever goes to show a factor. */
const keptSeconds = 15 * 60;
/** As JSON: more than every form of ours that people fill in. */
const mostBytes = 16 * 1024;

const keptForm = z.object({
  account: z.string(),
  address: z.string(),
  fields: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
});

/** The fields of a form as they came: no more is believed of them than of a form that comes now. */
export type FormFields = z.infer<typeof keptForm>['fields'];

/**
 * Keeps what somebody filled in whose factor was shown too long ago, sealed and for this session alone, so that the form is there
 * again afterwards. Nothing of it is done: the button is pressed anew. What is no form of ours, or too large, is not kept.
 */
export async function keepForm(portal: Portal, exchange: HttpExchange, visitor: Visitor): Promise<void> {
  const { request, response } = exchange;
  const { account, session } = visitor;
  const form = { account: account.id, address: request.path, fields: fieldsOf(exchange) };
  const bytes = Buffer.from(JSON.stringify(form));
  if (bytes.length > mostBytes || !keptForm.safeParse(form).success) return;
  await forget(portal, visitor);
  const id = unguessable(portal.randomness);
  await portal.store.put(keyOf(id), bytes, keptSeconds);
  await portal.sessions.replace(request, response, { ...session, form: id });
}

/** What this visitor filled in at one of these addresses, and could not send. */
export async function formKeptFor(
  portal: Portal,
  { account, session }: Visitor,
  addresses: readonly string[],
): Promise<{ readonly address: string; readonly fields: FormFields } | undefined> {
  const bytes = session.form === undefined ? undefined : await portal.store.get(keyOf(session.form));
  const kept = bytes && keptForm.safeParse(JSON.parse(Buffer.from(bytes).toString('utf8'))).data;
  return kept?.account === account.id && addresses.includes(kept.address) ? kept : undefined;
}

/** The form comes: what was kept of it is of no more use. */
export async function forgetForm(portal: Portal, { request }: HttpExchange, visitor: Visitor): Promise<void> {
  if ((await formKeptFor(portal, visitor, [request.path])) !== undefined) await forget(portal, visitor);
}

async function forget({ store }: Portal, { session }: Visitor): Promise<void> {
  if (session.form !== undefined) await store.delete(keyOf(session.form));
}

function keyOf(id: string): string {
  return `portal-form:${id}`;
}
