import type { Objectors } from '../register/changes/objectors.ts';
import type { ObjectionHashes } from '../pseudonym/objection-hashes.ts';
import type { ReadTypedPerson } from './typed-person.ts';

/** Whose an objection is, for the register: by the ledger handle of the school's board, or by what somebody typed. */
export function createObjectors(parts: {
  readonly hashes: ObjectionHashes;
  readonly readTyped: ReadTypedPerson;
}): Objectors {
  const { hashes, readTyped } = parts;
  return {
    async hashesOf(person, school) {
      if (typeof person === 'string') {
        const known = await hashes.ofHandle(person, school.board);
        if (known !== undefined) return { hashes: known };
        const problem = `is nobody's handle at board ${school.board}, or nobody's any more`;
        return {
          path: ['person'],
          problem,
          remedy: 'look the person up by an identifier, or give the identifier',
        };
      }
      const identifier = await readTyped(person, school);
      if ('problem' in identifier) {
        return { ...identifier, path: ['person', ...identifier.path] };
      }
      return { hashes: await hashes.ofIdentifier(identifier, school.board) };
    },
  };
}
