import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { calendarDay } from '../../src/domain/clock.ts';
import {
  attributeName,
  boardId,
  serviceId,
  type PersonHandle,
  type ServiceId,
} from '../../src/domain/ids.ts';
import type { LedgerEntry } from '../../src/domain/ledger.ts';
import type { WithheldReason } from '../../src/domain/release.ts';
import { eraseHandle } from '../../testkit/values/erase-handle.ts';
import { randomHandle, required, rootOf } from '../../testkit/values/ids.ts';
import type { LedgerStores } from './current-handle-conformance.ts';
import { entry, schools } from './ledger-entry.ts';
import { boards, movedTo, pupil, signIn } from './provisional-case.ts';

const email = required(attributeName('email'));
const board = entry().board;
const at = Date.UTC(2026, 7, 1, 10);
const lacking = (reason: WithheldReason): LedgerEntry['withheld'] => [{ claim: email, reason }];

export function describeLacking(stores: () => LedgerStores): void {
  const newService = () => required(serviceId(`dienst-${randomUUID().slice(0, 8)}`));
  const somebody = (ofBoard = board): Promise<PersonHandle> =>
    stores().people.handleOf(rootOf(`somebody ${randomUUID()}`), ofBoard, randomHandle());
  const came = (service: ServiceId, changes: Partial<LedgerEntry>) =>
    stores().store.append(
      entry({ service, at, board, released: [], withheld: lacking('not_supplied'), ...changes }),
    );
  const schoolsOf = async (service: ServiceId) => {
    const found = await stores().store.schoolsLacking({
      service,
      claims: [email],
      reasons: ['not_supplied', 'objection'],
      fewestPeople: 5,
      from: required(calendarDay('2026-08-01')),
      before: required(calendarDay('2026-08-02')),
      zone: 'Europe/Amsterdam',
    });
    return found.map(({ school, claim }) => `${school} ${claim}`);
  };
  const enough = [`${schools[0]} email`];

  it('names no school where fewer people came, however often they did', async () => {
    const service = newService();
    const people = await Promise.all(Array.from({ length: 4 }, () => somebody()));
    for (const person of [...people, ...people]) await came(service, { person });
    expect(await schoolsOf(service)).toEqual([]);
    await came(service, { person: await somebody() });
    expect(await schoolsOf(service)).toEqual(enough);
  });

  it('counts nobody who is not known any more, so that somebody who comes back is not two people', async () => {
    const service = newService();
    for (let index = 0; index < 4; index += 1) await came(service, { person: await somebody() });
    const erased = await somebody();
    await came(service, { person: erased });
    expect(await schoolsOf(service)).toEqual(enough);
    expect(await eraseHandle(stores().people, erased, board)).toBe(true);
    expect(await schoolsOf(service)).toEqual([]);
  });

  it('counts somebody once whose provisional root gave way in between', async () => {
    const { people } = stores();
    const [service, { own, eck }, [newBoard]] = [newService(), pupil(), boards];
    await signIn(people, { eck });
    await signIn(people, { own });
    const before = await people.handleOf(rootOf(own), newBoard, randomHandle());
    expect(await signIn(people, { own, eck })).toEqual(movedTo(eck, own));
    const after = await people.handleOf(rootOf(eck), newBoard, randomHandle());
    expect(after).not.toBe(before);
    for (const person of [before, after]) await came(service, { person, board: newBoard });
    for (let index = 0; index < 3; index += 1) {
      await came(service, { person: await somebody(newBoard), board: newBoard });
    }
    expect(await schoolsOf(service)).toEqual([]);
    await came(service, { person: await somebody(newBoard), board: newBoard });
    expect(await schoolsOf(service)).toEqual(enough);
  });

  it('does not add up people of two schools, of two boards, or of other days', async () => {
    const service = newService();
    const other = required(boardId('ander-bestuur'));
    for (let index = 0; index < 4; index += 1) await came(service, { person: await somebody() });
    await came(service, { person: await somebody(), school: schools[1] });
    await came(service, { person: await somebody(other), board: other });
    await came(service, { person: await somebody(), at: at - 86_400_000 });
    await came(service, { person: await somebody(), at: at + 86_400_000 });
    expect(await schoolsOf(service)).toEqual([]);
  });

  it('names no school where the claim left for one person', async () => {
    const service = newService();
    for (let index = 0; index < 5; index += 1) await came(service, { person: await somebody() });
    expect(await schoolsOf(service)).toEqual(enough);
    await came(service, {
      person: await somebody(),
      released: [{ claim: email, transforms: [] }],
      withheld: [],
    });
    expect(await schoolsOf(service)).toEqual([]);
  });

  it('counts people for the reasons that are asked for, and says the same whichever of them it was', async () => {
    const [supplied, objected] = [newService(), newService()];
    for (let index = 0; index < 5; index += 1) {
      const person = await somebody();
      await came(supplied, { person });
      await came(objected, { person, withheld: lacking(index === 0 ? 'objection' : 'not_supplied') });
    }
    expect(await schoolsOf(objected)).toEqual(await schoolsOf(supplied));
    const notAsked = newService();
    for (let index = 0; index < 5; index += 1) {
      await came(notAsked, { person: await somebody(), withheld: lacking('not_requested') });
    }
    expect(await schoolsOf(notAsked)).toEqual([]);
  });
}
