import { describe, expect, it } from 'vitest';
import { holdsWord } from './holds-word.ts';

describe('a value in an address', () => {
  it.each([
    ['http://localhost/?name=Sam', 'Sam'],
    ['http://localhost/sam/login', 'Sam'],
    ['http://localhost/#sam', 'Sam'],
    ['http://localhost/?name=Sam%20van%20de', 'Sam van de'],
    ['http://localhost/?name=Sam+van+de&discount=5%', 'Sam van de'],
    ['http://localhost/?mail=sam%40school.invalid', 'sam@school.invalid'],
    ['http://localhost/?claims=%7B%22given_name%22%3A%22Sam%22%7D', 'Sam'],
  ])('is seen in %s', (address, value) => {
    expect(holdsWord(address, value)).toBe(true);
  });

  it.each([
    ['http://localhost/login/x-Sam_7', 'Sam'],
    ['http://localhost/saml/acs', 'Sam'],
    ['http://localhost/?mail=samXschoolYinvalid', 'sam@school.invalid'],
  ])('is not seen in %s', (address, value) => {
    expect(holdsWord(address, value)).toBe(false);
  });
});
