import { hash } from 'node:crypto';
import { requestHandle, type RequestHandle } from '../domain/ids.ts';
import { unguessable, type Randomness } from '../domain/randomness.ts';
import type { EphemeralStore } from '../storage/stores/ephemeral-store.ts';
import { fieldsOf, readRecord, recordBytes, textOf, type RecordForm } from './sealed-records.ts';
import { arrivalRecord, type Arrival } from './session-records.ts';

/** Seconds between the school's answer and the redirect that follows at once. */
const arrivalSeconds = 2 * 60;

/** Which answer to a visit this is: of a page that submits twice, the browser goes on with what the later one led to. */
export interface NumberedAnswer {
  readonly handle: RequestHandle;
  /** Counts the answers to the visit from 1, in the order in which they came. */
  readonly number: number;
}

/** A verified answer that waits for its ticket. */
interface TicketedArrival {
  readonly secretDigest: string;
  readonly arrival: Arrival;
}

const ticketedRecord: RecordForm<TicketedArrival> = {
  read: (fields) => ({
    secretDigest: textOf(fields['secretDigest']),
    arrival: arrivalRecord.read(fieldsOf(fields['arrival'])),
  }),
  write: ({ arrival, ...ticket }) => ({ ...ticket, arrival: arrivalRecord.write(arrival) }),
};

/**
 * A verified answer waits for the browser that brought it. A ticket names the visit and the answer, and has a secret. A
 * new one voids those of earlier answers; an earlier answer that took longer to read voids no later one, which the browser
 * follows. Of all tickets of a visit one is redeemed, whatever happens at the same time.
 */
export interface ArrivalTickets {
  /** Keeps the answer; returns a ticket for it. `undefined`: one was redeemed already. */
  mint(answer: NumberedAnswer, arrival: Arrival): Promise<string | undefined>;
  /** A ticket to what an earlier answer left. `undefined`: nothing is there, or a ticket was redeemed already. */
  mintAgain(answer: NumberedAnswer): Promise<string | undefined>;
  /** `redeemed`: one of the visit was, this one or another. */
  redeem(ticket: string): Promise<Arrival | 'redeemed' | undefined>;
}

export function createArrivalTickets(options: {
  readonly store: EphemeralStore;
  readonly randomness: Randomness;
  /** For how long a visit may be answered. */
  readonly visitSeconds: number;
}): ArrivalTickets {
  const { store, randomness, visitSeconds } = options;
  const arrivalKey = (handle: RequestHandle, number: number): string => `arrival:${handle}:${String(number)}`;
  const earlierKeys = (handle: RequestHandle, number: number): readonly string[] =>
    Array.from({ length: number - 1 }, (_, index) => arrivalKey(handle, index + 1));
  const redeemedKey = (handle: RequestHandle): string => `redeemed:${handle}`;
  const isRedeemed = async (handle: RequestHandle) => (await store.get(redeemedKey(handle))) !== undefined;

  const mint: ArrivalTickets['mint'] = async ({ handle, number }, arrival) => {
    if (await isRedeemed(handle)) return undefined;
    const secret = unguessable(randomness);
    const kept = recordBytes(ticketedRecord, { secretDigest: digestOf(secret), arrival });
    await store.put(arrivalKey(handle, number), kept, arrivalSeconds);
    await store.delete(...earlierKeys(handle, number));
    return [handle, String(number), secret].join('.');
  };

  return {
    mint,
    async mintAgain(answer) {
      const earlier = await Promise.all(
        earlierKeys(answer.handle, answer.number).map((key) => store.get(key)),
      );
      const waiting = readRecord(
        ticketedRecord,
        earlier.findLast((bytes) => bytes !== undefined),
      );
      return waiting && mint(answer, waiting.arrival);
    },
    async redeem(ticket) {
      const { handle, number, secret } = ticketShape.exec(ticket)?.groups ?? {};
      const visit = requestHandle(handle ?? '');
      if (visit === undefined || secret === undefined) return undefined;
      const key = arrivalKey(visit, Number(number));
      const waiting = readRecord(ticketedRecord, await store.get(key));
      const isGood = waiting?.secretDigest === digestOf(secret);
      if (isGood && (await store.putIfAbsent(redeemedKey(visit), new Uint8Array([1]), visitSeconds))) {
        await store.delete(key);
        return waiting.arrival;
      }
      return (await isRedeemed(visit)) ? 'redeemed' : undefined;
    },
  };
}

const ticketShape = /^(?<handle>[\w-]{32,64})\.(?<number>[1-9]\d?)\.(?<secret>[\w-]{43})$/;

/** Compared instead of the secret, so that the time of a comparison says nothing of it. */
function digestOf(secret: string): string {
  return hash('sha256', secret, 'base64url');
}
