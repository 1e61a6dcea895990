import { z } from 'zod';
import { mailAddress, type MailAddress } from '../../domain/mail-address.ts';
import type { MailText } from './mail-text.ts';

/** A mail as it waits: its words are made when it is written, so that nodes of two versions send the same. */
export interface MailPayload extends MailText {
  readonly to: MailAddress;
}

const shape = z.strictObject({ to: z.string(), subject: z.string(), text: z.string() });

export function mailPayload({ to, subject, text }: MailPayload): Uint8Array {
  return Buffer.from(JSON.stringify({ to, subject, text }));
}

/** `undefined` for what this version does not understand. */
export function readMailPayload(payload: Uint8Array): MailPayload | undefined {
  const read = shape.safeParse(parsedJson(Buffer.from(payload).toString('utf8'))).data;
  const to = read === undefined ? undefined : mailAddress(read.to);
  return read === undefined || to === undefined ? undefined : { ...read, to };
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
