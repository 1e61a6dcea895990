import { describe, expect, it } from 'vitest';
import { languages, type Language } from '../../../../src/domain/language.ts';
import { refusalReasons } from '../../../../src/domain/release.ts';
import { explanationMessagesIn } from '../../../../src/http/explanations/languages/messages-in.ts';
import { loginMessagesIn } from '../../../../src/login/pages/languages/messages-in.ts';
import { publicReasons } from '../../../../src/login/public-reason.ts';
import { gallery } from '../../../../testkit/pages/gallery.ts';

/** Second words for an idea that has one, and promises that do not hold at every school (docs/PAGES.md). */
const avoided: Readonly<Record<Language, RegExp>> = {
  nl: /aanmelden|\binlog\b|als jezelf|als iemand anders|leermiddel|leverancier|overeenkomst|openge?zet|dichtge?zet|verstrek|\bclaims?\b|pseudoniem|leerkracht|docent|ICT-beheerder|in plaats van je naam/i,
  en: /\blog(?:in|out|ged in|ged out| in| out)\b|as yourself|as somebody else|\bsupplier|\bclaims?\b|pseudonym|\bIT\b|instead of your name/,
};

const pupilsPages = gallery.filter(({ name }) => !name.startsWith('portal-'));

describe.each(languages)('the words of every page in %s', (language) => {
  // staff read other words than pupils: those of the portal have a test of their own
  it.each(pupilsPages)('are those that were chosen: $name', ({ render }) => {
    const page = render(language).replaceAll(/<details[^]*?<\/details>/g, '');
    const words = page.replaceAll(/<[^>]*>/g, ' ');
    expect(words).not.toMatch(avoided[language]);
  });

  it.each(Object.entries(explanationMessagesIn(language).topics))(
    'are those that were chosen, where error_uri leads: %s',
    (_topic, text) => {
      expect(Object.values(text).join(' ')).not.toMatch(avoided[language]);
    },
  );

  it.each([...refusalReasons, ...publicReasons])(
    'are those that were chosen, also for teachers and other staff: %s',
    (reason) => {
      const parties = { service: 'X', supplier: 'Y', school: 'Z', isPupil: false };
      const text = loginMessagesIn(language).refusal.reasons[reason](parties);
      expect(Object.values(text).join(' ')).not.toMatch(avoided[language]);
    },
  );
});
