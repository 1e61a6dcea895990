import { describe, expect, it } from 'vitest';
import { errorCodes } from '../../../src/domain/error-codes.ts';
import { SluisError } from '../../../src/domain/errors.ts';
import { filesBelow, read } from '../../../testkit/machine/project-files.ts';
import { allErrorCodes } from '../../../testkit/values/error-codes.ts';

describe('the table of error codes', () => {
  it('says of each in one clause what it means', () => {
    const meanings = allErrorCodes.map((code) => errorCodes[code].meaning);
    expect(meanings.filter((meaning) => !/^[^|\n]{15,150}[^.|\n]$/.test(meaning))).toEqual([]);
    expect(new Set(meanings).size).toBe(meanings.length);
  });

  it('holds no code that nothing throws or looks at', () => {
    const tables = /^src\/(?:domain\/error-codes|http\/error-topic)/;
    const source = filesBelow('src', '.ts')
      .filter((path) => !tables.test(path))
      .map(read)
      .join('\n');
    expect(allErrorCodes.filter((code) => !source.includes(`'${code}'`))).toEqual([]);
  });

  it('is where an error has from whose turn it is', () => {
    expect(new SluisError('saml.expired', 'x').whoseTurn).toBe('school');
    expect(new SluisError('login.cancelled', 'x').whoseTurn).toBe('person');
    expect(new SluisError('storage.unavailable', 'x').whoseTurn).toBe('operator');
  });
});
