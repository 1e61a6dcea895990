import { SluisError } from '../../domain/errors.ts';
import { requestHandle, type RequestHandle } from '../../domain/ids.ts';
import type { LoginAnswer } from '../school-idp.ts';
import { handleOfRequest } from './authn-request.ts';
import { responseText } from './response-text.ts';
import { readFirstTag } from './scan-xml.ts';

/** What a Response says in its own tag. Nothing is believed: it is only looked up, and everything is checked afterwards. */
interface ResponseHead {
  /** ID of the request that it says it answers; absent in an unsolicited one (core 3.2.2). */
  readonly inResponseTo: string | undefined;
}

/**
 * The visit that an answer names: by RelayState, or by InResponseTo where an IdP lost that or sent a word of its own in
 * its place. A RelayState that is given twice is lost on purpose, and names none.
 */
export function visitNamedBy(answer: LoginAnswer): RequestHandle | undefined {
  const relayState = answer.body['RelayState'] ?? '';
  if (typeof relayState !== 'string') return undefined;
  return requestHandle(relayState) ?? handleOfRequest(headOf(answer)?.inResponseTo ?? '');
}

/** An answer to no request (profiles 4.1.5): no step of ours came before it. */
export function isUnsolicited(answer: LoginAnswer): boolean {
  const head = headOf(answer);
  return head !== undefined && head.inResponseTo === undefined;
}

/** Reads one tag, whatever the length of the rest: anybody may send this. */
function headOf(answer: LoginAnswer): ResponseHead | undefined {
  try {
    const { name, attributes } = readFirstTag(responseText(answer));
    return /^(?:[^:]+:)?Response$/.test(name) ? { inResponseTo: attributes.get('InResponseTo') } : undefined;
  } catch (error) {
    if (error instanceof SluisError) return undefined;
    throw error;
  }
}
