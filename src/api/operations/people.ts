import { shownObjection } from '../../register/model/kinds/objection.ts';
import { schoolRecord } from '../../register/model/kinds/school.ts';
import { typedIdentifierValue } from '../../register/model/typed-identifier.ts';
import { z } from 'zod';
import { personHandleValue, schoolIdValue } from '../../register/model/values.ts';
import { shownBody } from '../../register/model/differences.ts';
import type { Registry } from '../../register/changes/registry.ts';
import type { LedgerStore } from '../../storage/stores/ledger-store.ts';
import type { Party } from '../../domain/party.ts';
import { authorOf } from '../authenticated-client.ts';
import { refusal, type Answer, type Call, type Operation } from '../operation.ts';
import type { PersonSearch } from '../person-search.ts';
import { readBody } from './changes.ts';
import { disclosurePage, disclosuresResponse } from './disclosures.ts';
import { uuidPageParameters } from './parameters.ts';

const wanted = z.strictObject({
  school: schoolIdValue,
  identifier: typedIdentifierValue.meta({
    description:
      'What the school’s login sends, by incoming names; or an ECK iD, of the school’s education sector unless another is named. `idp` may be left out where the school has one login.',
  }),
});
const someone = z.strictObject({
  person: personHandleValue.meta({ description: 'A handle that `people.find` gave.' }),
});
const erasing = someone.extend({
  dryRun: z.boolean().optional().meta({ description: 'Only count what would be erased.' }),
});
const handle = '4e1f6c0a-0000-4000-8000-0123456789ab';

/** What was found of a person of the school. */
const foundPerson = z.strictObject({
  handles: z.array(z.string()).meta({
    description: 'The handles of the person in the ledger of the board; empty if nothing was ever released.',
  }),
  objections: z.array(shownObjection).meta({ description: 'Of this person, at the schools of the board.' }),
});
const erasure = z.strictObject({
  outcome: z.enum(['erased', 'valid']).meta({ description: '`valid`: of a dry run.' }),
  entries: z.int().meta({ description: 'Entries of the ledger that are no longer linked to anybody.' }),
});

export interface PeopleParts {
  readonly registry: Pick<Registry, 'findAll'>;
  readonly people: PersonSearch;
  readonly ledger: Pick<LedgerStore, 'list'>;
}

const shared = {
  group: 'people',
  method: 'post',
  scope: 'people:find',
  pathParameters: {},
  aboutOnePerson: true,
} as const;

/** One person of a board, asked for by an identifier: in bodies alone, because addresses are written down. */
export function peopleOperations(parts: PeopleParts): readonly Operation[] {
  return [findOperation(parts), disclosuresOperation(parts), eraseOperation(parts)];
}

function findOperation({ registry, people }: PeopleParts): Operation {
  return {
    ...shared,
    id: 'people.find',
    address: '/people/find',
    query: {},
    changes: false,
    summary: 'Finds a person of a school by an identifier',
    description:
      'For API clients of boards. A person is the school’s when something was released about that person from there, or when the ECK iD is the board’s; everybody else is not found. Nothing of the identifier is kept; that somebody asked, and why, is, and will be shown to the person.',
    body: {
      schemaName: 'PersonQuestion',
      schema: wanted,
      example: { school: 'de-regenboog', identifier: { values: { nameid: 'an identifier' } } },
    },
    responses: [{ status: 200, description: 'The person.', schemaName: 'FoundPerson', schema: foundPerson }],
    problems: ['not_found', 'forbidden', 'invalid'],
    async handle(call) {
      const board = boardOf(call.client.party);
      if (board === undefined) return refusal('forbidden');
      const asked = readBody(wanted, call.body);
      if ('problem' in asked) return asked;
      const [stored] = await registry.findAll([{ kind: 'school', id: asked.read.school }]);
      const school = schoolRecord.safeParse(stored?.body).data;
      if (school?.board !== board) return refusal('not_found');
      const found = await people.find(asked.read.identifier, school, askingOf(call));
      if (found === 'unknown') return refusal('not_found');
      if ('problem' in found) {
        return refusal('invalid', { faults: [{ ...found, path: ['identifier', ...found.path] }] });
      }
      const objections = found.objections.map((objection) => shownBody('objection', objection));
      return { status: 200, body: { handles: found.handles, objections } };
    },
  };
}

function disclosuresOperation({ ledger }: PeopleParts): Operation {
  return {
    ...shared,
    id: 'people.disclosures',
    address: '/people/disclosures',
    query: uuidPageParameters,
    changes: false,
    summary: 'Lists releases about one person, newest first',
    description:
      'For API clients of boards: who got what about this person from the schools of the board. To go on, send the same body to `next`.',
    body: { schemaName: 'Person', schema: someone, example: { person: handle } },
    responses: [disclosuresResponse],
    problems: ['forbidden', 'invalid'],
    async handle(call) {
      const board = boardOf(call.client.party);
      if (board === undefined) return refusal('forbidden');
      const asked = readBody(someone, call.body);
      if ('problem' in asked) return asked;
      const filter = { board, person: asked.read.person };
      return disclosurePage(ledger, call, '/api/v1/people/disclosures', filter);
    },
  };
}

function eraseOperation({ people }: PeopleParts): Operation {
  return {
    ...shared,
    id: 'people.erase',
    address: '/people/erase',
    query: {},
    changes: true,
    summary: 'Erases the link between a person and the ledger entries of a board',
    description:
      'For API clients of boards, and for their board alone. The entries stay, as evidence of what was released; pseudonyms and objections stay too.',
    body: { schemaName: 'Erasure', schema: erasing, example: { person: handle, dryRun: true } },
    responses: [
      {
        status: 200,
        description: 'What was erased, or would be.',
        schemaName: 'ErasureResult',
        schema: erasure,
      },
    ],
    problems: ['not_found', 'forbidden', 'invalid'],
    async handle(call) {
      const board = boardOf(call.client.party);
      if (board === undefined) return refusal('forbidden');
      const asked = readBody(erasing, call.body);
      if ('problem' in asked) return asked;
      const { person, dryRun } = asked.read;
      const entries = await people.countEntries(person, board);
      if (entries === undefined) return refusal('not_found');
      if (dryRun === true) return erased('valid', entries);
      const isErased = await people.erase(person, board, askingOf(call));
      return isErased ? erased('erased', entries) : refusal('not_found');
    },
  };
}

function erased(outcome: z.infer<typeof erasure>['outcome'], entries: number): Answer {
  return { status: 200, body: { outcome, entries } };
}

function boardOf(party: Party) {
  return party.kind === 'board' ? party.id : undefined;
}

function askingOf({ client, reason }: Call) {
  return { author: authorOf(client), reason };
}
