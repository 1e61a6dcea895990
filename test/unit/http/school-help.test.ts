import { describe, expect, it } from 'vitest';
import { renderSchoolHelp } from '../../../src/http/school-help.ts';
import { help } from '../../../testkit/pages/choosers.ts';

const shown = (...asked: Parameters<typeof renderSchoolHelp>): string =>
  renderSchoolHelp(...asked)
    .toString()
    .replaceAll('<wbr />', '');

describe('the help of a school', () => {
  it('has one link, which says its host', () => {
    const page = shown('nl', help);
    expect(page.match(/<a /g)).toHaveLength(1);
    expect(page).toContain('href="https://wachtwoord.regenboog.example/nieuw?taal=nl"');
    expect(page).toContain('>Wachtwoord vergeten? Ga naar wachtwoord.regenboog.example</a>');
  });

  it('says the host of letters of other languages as browsers resolve it', () => {
    expect(shown('nl', { school: 'x', resetUrl: 'https://schооl.example/' })).toContain('Ga naar xn--');
  });

  it('is in Dutch, and marked so, where the school wrote no English', () => {
    const page = shown('en', help);
    expect(page).toContain('<span>Lost your password?');
    expect(page).toContain('<span lang="nl">Lokaal 12');
    expect(shown('nl', help)).not.toContain('lang=');
  });

  it('says of a school that wrote nothing down which school and board it is', () => {
    const page = shown('nl', { school: 'De Kade', board: 'Stichting Waterland' });
    expect(page).toContain('<h2>Je school</h2>');
    expect(page).toContain('De Kade');
    expect(page).toContain('Stichting Waterland');
    expect(page).not.toMatch(/Telefoon|Hulp|<a /);
  });
});
