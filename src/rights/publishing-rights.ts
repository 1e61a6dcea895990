import type { Party } from '../domain/party.ts';
import type { Rights } from '../register/changes/registry.ts';
import type { BeforeAndAfter } from '../register/model/register-reader.ts';
import type { Drafted } from './approval.ts';
import { rightsOfPerson } from './person-rights.ts';
import type { PortalPerson } from './portal-person.ts';

/** What somebody sees and may publish; whether four eyes are wanted is asked of their board as it is at that moment. */
export function publishingRights(person: PortalPerson, draft: Drafted, now: number): Rights {
  const rightsWith = (fourEyes: boolean) => rightsOfPerson(person, { draft, fourEyes, now });
  const [byTwo, byOne] = [rightsWith(true), rightsWith(false)] as const;
  return {
    sees: (step, register) => byTwo.sees(step, register),
    refusal: (step, register) =>
      (wantsFourEyes(person.party, register) ? byTwo : byOne).refusal(step, register),
  };
}

function wantsFourEyes(party: Party, { before }: Pick<BeforeAndAfter, 'before'>): boolean {
  return party.kind === 'board' && before.get('board', party.id)?.fourEyes === true;
}
