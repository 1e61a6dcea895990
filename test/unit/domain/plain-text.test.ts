import { describe, expect, it } from 'vitest';
import { isPlainText } from '../../../src/domain/plain-text.ts';

describe('a plain text', () => {
  it.each([
    'Kijk op https://evil.example',
    'Kijk op evil.example/wachtwoord',
    'Kijk op www.evil.example.',
    'javascript://evil',
    'bücher.example',
    'Mail niet: evil.example',
    'ict@school.example of evil.example',
    '<b>Bel ons</b>',
    'omgekeerd \u202Eelpmaxe',
    'onzichtbaar\u200B teken',
    'twee\nregels',
    'twee\u2028regels',
    'piep\u0007',
  ])('is not %j', (text) => {
    expect(isPlainText(text)).toBe(false);
  });

  it.each([
    'Bel 0299 123 456, of loop binnen bij lokaal 1.04.',
    'Mail ict@school.example.',
    'Mail jan.voorbeeld@ict.school.example of ict@school.example!',
    'Van 8.15 tot 8.45 uur, o.a. op maandag.',
    'Vraag het aan Loïs (’s ochtends) & Anna: “geen probleem”.',
  ])('is %j', (text) => {
    expect(isPlainText(text)).toBe(true);
  });
});
